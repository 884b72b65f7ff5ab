"""Expressions that fail are counted once per submission, where the submission is sent."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from journeys.conftest import Browser
from journeys.journey import begin
from signed_in import page, sign_in
from staff_study import questionnaire, study

from survey.commands import failures as command
from survey.config import Settings
from survey.instrument.definition import Question
from survey.store import failures, participants, studies
from survey.store.failures import FailureCount
from survey.store.studies import StudyRecord

FAILS = "regex('a', ${pattern})"
PATTERN = Question("text", "pattern", {"fr": "Un motif"})
HIDDEN = Question("text", "hidden", {"fr": "Caché"}, relevant=FAILS)
NEEDED = Question("text", "needed", {"fr": "Demandé"}, required=FAILS)
KEPT = Question("text", "kept", {"fr": "Gardé"}, constraint=FAILS)


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    asked = questionnaire(PATTERN, HIDDEN, NEEDED, KEPT)
    return studies.publish(replace(study(), open_link=True), {"post": replace(asked, scales=())})


def submitted(app: Flask, record: StudyRecord, number: int, **answers: str) -> None:
    link = "/r/" + participants.create_open_participant(
        record, record.waves[0], "fr", f"entry-key-of-22-letter{number}"
    )
    browser = begin(Browser(app.test_client()), link)
    browser.press("continue", **answers).press("submit")
    assert "Merci" in browser.text


def test_each_expression_is_counted_once_per_submission(app: Flask, record: StudyRecord) -> None:
    submitted(app, record, 1, pattern="(", kept="b")
    submitted(app, record, 2, pattern="(")
    submitted(app, record, 3, pattern="a", kept="b", needed="b")
    digest = record.waves[0].questionnaire_digest
    assert failures.of_wave(record.waves[0].id) == (
        FailureCount(digest, "hidden", "relevant", 2),
        FailureCount(digest, "needed", "required", 2),
        FailureCount(digest, "kept", "constraint", 1),
    )


def test_nothing_is_counted_where_nothing_fails(app: Flask, record: StudyRecord) -> None:
    submitted(app, record, 1, pattern="a", needed="b")
    assert failures.of_wave(record.waves[0].id) == ()


@pytest.mark.parametrize(("role", "shown"), [("researcher", True), ("staff", False), ("admin", False)])
def test_researchers_see_them_beside_the_wave(
    app: Flask, record: StudyRecord, client: FlaskClient, role: str, shown: bool
) -> None:
    submitted(app, record, 1, pattern="(", kept="b")
    found = page(sign_in(client, role).get("/staff/tiny/"))
    rows = [[cell.text for cell in row.select("th, td")] for row in found.select("table.figures tbody tr")]
    assert (["kept", "constraint", "1"] in rows) is shown


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_the_command_tells_the_author(
    settings: Settings, app: Flask, record: StudyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted(app, record, 1, pattern="(", needed="b")
    monkeypatch.setattr("survey.application_context.create_app", lambda: app)
    done = CliRunner().invoke(command.command, ["tiny", "--json"], catch_exceptions=False)
    assert json.loads(done.stdout) == [
        {
            "wave": "post",
            "questionnaire_digest": record.waves[0].questionnaire_digest,
            "name": "hidden",
            "kind": "relevant",
            "amount": 1,
        }
    ]
