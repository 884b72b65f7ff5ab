"""A study whose answers are simulated says so to everyone who sees its page and in every export."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from signed_in import page, post, sign_in
from simulation.fictional import fictional

from survey.simulation.running import simulate
from survey.simulation.visits import Choices

SENTENCE = "a program made them up"


@pytest.mark.parametrize("role", ["staff", "researcher", "admin"])
def test_the_page_of_a_study_says_that_its_answers_are_simulated(
    app: Flask, client: FlaskClient, tmp_path: Path, role: str
) -> None:
    with app.app_context():
        record = fictional("post_only", 20)
    sign_in(client, role)
    english = {"Accept-Language": "en"}
    before = page(client.get("/staff/post_only/", headers=english)).select_one("main")
    assert before is not None and SENTENCE not in before.text
    with app.app_context():
        simulate(record, Choices(15, 1, "seen"), tmp_path / "truth.json", "test")
    after = page(client.get("/staff/post_only/", headers=english))
    assert SENTENCE in after.text
    assert [mark.text for mark in after.select("h1 .mark")] == ["fictional", "simulated"]


def test_an_export_says_in_each_row_that_nobody_answered(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    with app.app_context():
        simulate(fictional("post_only", 20), Choices(15, 1, "seen"), tmp_path / "truth.json", "test")
    sign_in(client, "researcher")
    told = post(client, "/staff/post_only/downloads", wave="post", file_format="csv", language="en", rows="x").text
    rows = list(csv.DictReader(io.StringIO(told, newline="")))
    assert len(rows) >= 15 and {row["mode"] for row in rows} == {"simulated"}
