"""What a dashboard gives as files: figures, pictures, tables, and Plotly's script."""

from __future__ import annotations

import csv
import gzip
import io
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.findings import client
from survey.views.dashboard.plotly_script import script_file

ADDRESS = "/staff/tiny/dashboard"


@pytest.fixture(scope="module", autouse=True)
def process_is_there(site: object) -> None:
    client.ask("chart", wait=20, chart="x")


def test_the_figures_are_those_of_the_page_and_exact(researcher: FlaskClient) -> None:
    answer = researcher.get(f"{ADDRESS}/figures.json?arm=advice")
    assert answer.mimetype == "application/json"
    figures = json.loads(answer.text)
    assert figures["filters"] == {"arm": "advice"}
    assert figures["charts"][0]["table"]["rows"][0] == ["Wellbeing", 6.123456789]


def test_the_figures_are_compressed_for_who_can_read_them_so(researcher: FlaskClient) -> None:
    plain = researcher.get(f"{ADDRESS}/figures.json")
    packed = researcher.get(f"{ADDRESS}/figures.json", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers and packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Cache-Control"] == "no-store"


def test_a_table_is_a_csv_of_exact_numbers_that_computes_nothing(researcher: FlaskClient) -> None:
    answer = researcher.get(f"{ADDRESS}/change.csv?arm=advice")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == "attachment; filename=tiny-advice-change.csv"
    first, second = csv.DictReader(io.StringIO(answer.text, newline=""))
    assert first == {
        "Scale": "Wellbeing",
        "Change": "6.123456789",
        "People in this figure": "340",
        "Without an answer": "9",
        "Unit": "points of 100",
        "Data as of": "2026-11-21",
        "Filters": "arm=advice",
        "Interviews": "lowest third 1",
    }
    assert (second["Scale"], second["Change"]) == ("'=Agency", "")


def test_a_table_for_the_team_names_no_interview(staff: FlaskClient) -> None:
    first, _second = csv.DictReader(io.StringIO(staff.get(f"{ADDRESS}/change.csv").text, newline=""))
    assert "Interviews" not in first


def test_a_picture_is_an_svg(researcher: FlaskClient) -> None:
    answer = researcher.get(f"{ADDRESS}/change.svg")
    assert answer.mimetype == "image/svg+xml" and "<title>change</title>" in answer.text
    assert answer.headers["Content-Disposition"] == "attachment; filename=tiny-change.svg"


@pytest.mark.parametrize("ending", ["svg", "csv"])
def test_a_chart_that_does_not_exist_is_not_found(researcher: FlaskClient, ending: str) -> None:
    assert researcher.get(f"{ADDRESS}/nothing.{ending}").status_code == 404


@pytest.mark.parametrize("ending", ["svg", "csv"])
def test_a_chart_that_may_not_be_shown_says_why(researcher: FlaskClient, ending: str) -> None:
    answer = researcher.get(f"{ADDRESS}/items.relationship.{ending}")
    assert (answer.status_code, answer.text, answer.mimetype) == (422, "Too few people.", "text/plain")


def test_the_script_is_compressed_and_kept_for_ever(staff: FlaskClient) -> None:
    with staff.get("/staff/plotly.min.js", headers={"Accept-Encoding": "gzip, br"}) as answer:
        sent = answer.data
    assert (answer.mimetype, answer.headers["Content-Encoding"]) == ("text/javascript", "gzip")
    assert "immutable" in answer.headers["Cache-Control"] and "Accept-Encoding" in answer.headers["Vary"]
    assert len(sent) < 1_600_000
    assert gzip.decompress(sent) == script_file().read_bytes()


def test_the_script_is_plain_for_who_cannot_read_it_compressed(staff: FlaskClient) -> None:
    with staff.get("/staff/plotly.min.js", headers={"Accept-Encoding": "identity"}) as answer:
        assert "Content-Encoding" not in answer.headers and answer.data == script_file().read_bytes()


def test_nobody_else_gets_the_script_and_no_browser_keeps_that(site: Flask) -> None:
    answer = site.test_client().get("/staff/plotly.min.js")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (303, "no-store")


def test_the_module_of_the_page_is_served_as_a_script(site: Flask) -> None:
    with site.test_client().get("/static/dashboard.mjs") as answer:
        assert answer.mimetype in ("text/javascript", "application/javascript")
