"""Labels written for other programs, with their asterisks and tags, as somebody reads them here."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from flask import Flask
from journeys.journey import begin
from tiny_study import STUDY

from survey.instrument.definition import Choice, Group, Language, Question, Questionnaire
from survey.instrument.study import Wave
from survey.store import participants, studies

ENTRY = Wave("entry", {"fr": "Entrée"}, opens=datetime.date(2020, 1, 1))
CHOICES = (Choice("own", {"fr": "**À moi**"}), Choice("rent", {"fr": "<b>Loué</b>"}))
ROWS = (
    Group(
        "housing",
        {"fr": "# Logement"},
        (
            Question("text", "town", {"fr": "Votre **ville**"}, hint={"fr": "*Une* seule"}),
            Question("select_one", "home", {"fr": 'À ${town} : <span style="color:red">chez vous</span>'}, "homes"),
        ),
        appearance=("field-list",),
    ),
)


def test_people_read_words_and_no_marks(app: Flask, browser: Any) -> None:
    asked = Questionnaire(
        "tiny", {"fr": "Essai"}, "1", "fr", (Language("fr", "Français (fr)"),), ROWS, {"homes": CHOICES}
    )
    record = studies.publish(replace(STUDY, languages=("fr",), waves=(ENTRY,)), {"entry": asked})
    link = "/r/" + participants.create_open_participant(record, record.waves[0], "fr", "e" * 22)
    begin(browser, link)
    for words in ("Logement", "Votre ville", "Une seule", "chez vous", "À moi", "Loué"):
        assert words in browser.text
    browser.press("continue", town="**Oran**", home="own")
    assert browser.path.endswith("/review")
    assert "À **Oran** : chez vous" in browser.text and "**À moi**" not in browser.text
    assert "<span" not in browser.text
