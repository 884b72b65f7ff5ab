"""A simulated document is the one that the forms would have kept of somebody who answers the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import Tag
from flask import Flask
from journeys.conftest import Browser
from journeys.journey import begin
from simulation.fictional import fictional, kept
from small_study import STUDY, published

from survey.forms.answer_field import REFUSED_CHOICE, REFUSED_SUFFIX
from survey.instrument.definition import Question
from survey.simulation.running import simulate
from survey.simulation.visits import Choices
from survey.store import participants, register_imports, versions
from survey.store.register_imports import RegisterRow
from survey.store.studies import StudyRecord

PEOPLE = 25


@pytest.fixture(params=["post_only", "small_study"])
def study(request: pytest.FixtureRequest, app: Flask, tmp_path: Path) -> StudyRecord:
    """A study in which simulated people have answered; the small one has conditions and rules."""
    with app.app_context():
        record = fictional("post_only", PEOPLE) if request.param == "post_only" else small(tmp_path)
        simulate(record, Choices(PEOPLE, 1, "seen"), tmp_path / "truth.json", "test")
    return record


def small(folder: Path) -> StudyRecord:
    record = published(folder, study=STUDY + "fictional: true\n")
    rows = [RegisterRow(participant_id=f"P{number:03}", language="fr") for number in range(PEOPLE)]
    register_imports.import_register(record, rows, "digest", "test")
    return record


def test_the_forms_keep_the_same_document(app: Flask, study: StudyRecord) -> None:
    wave = study.waves[0].name
    with app.app_context():
        made = [row for row in kept(study, wave).values() if row["state"] == "submitted"]
    told = sorted(made, key=lambda row: len(row["document"]["missing"]))
    assert told[-1]["document"]["missing"].values() != told[0]["document"]["missing"].values()
    for row in (told[0], told[len(told) // 2], told[-1]):
        assert played(app, study, row["document"]) == row["document"]


def played(app: Flask, study: StudyRecord, document: Mapping[str, Any]) -> dict[str, Any]:
    """The document that is kept of somebody who gives these answers and these refusals page by page."""
    wave = study.waves[0]
    with app.app_context():
        before = set(kept(study, wave.name))
        token = participants.create_open_participant(study, wave, "fr", str(len(before)) * 22)
        questions = {
            question.name: question for question in versions.questionnaire(wave.questionnaire_digest).questions()
        }
    browser = begin(Browser(app.test_client()), f"/r/{token}")
    while "/page/" in browser.path or browser.path.endswith("/practice"):
        if browser.path.endswith("/practice"):
            browser.press("skip")
            continue
        browser.press("continue", **dict(filled(browser, questions, document)))
    browser.press("submit")
    with app.app_context():
        after = kept(study, wave.name)
        mine = after[next(iter(set(after) - before))]
    assert mine["state"] == "submitted"
    return dict(mine["document"])


def filled(
    browser: Browser, questions: Mapping[str, Question], document: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    """What is filled into the fields of the page on the screen."""
    shown = browser.soup.find("input", attrs={"name": ".shown"})
    for name in str(shown["value"]).split() if isinstance(shown, Tag) else ():
        value, question = document["answers"].get(name), questions[name]
        if document["missing"].get(name) == "refused":
            apart = question.type not in ("select_one", "select_multiple", "range")
            yield name + (REFUSED_SUFFIX if apart else ""), REFUSED_CHOICE
        elif value is not None and question.type == "date":
            yield from zip((f"{name}.year", f"{name}.month", f"{name}.day"), value.split("-"), strict=True)
        elif value is not None:
            yield name, value if isinstance(value, list) else str(value)
