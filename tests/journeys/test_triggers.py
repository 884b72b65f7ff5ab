"""What an answer sets off or empties, and what is worked out once as the questionnaire is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from journeys.journey import begin, document
from small_study import published

from survey.store.studies import StudyRecord

QUESTIONS = """
survey:
  - {type: integer, name: people, label: {fr: Combien ?, ar: كم؟}}
  - {type: text, name: word, label: {fr: Un mot ?, ar: كلمة؟}, default: x, trigger: "${people}"}
  - {type: text, name: more, label: {fr: Encore ?, ar: المزيد؟}, relevant: "${word} != ''"}
  - {type: calculate, name: opened, calculation: "once(concat('n', ${people}))"}
"""


@pytest.fixture
def study(app: Flask, tmp_path: Path) -> StudyRecord:
    """A study whose word hangs on how many people there are."""
    return published(tmp_path, QUESTIONS)


def test_a_trigger_without_a_calculation_empties_the_answer_and_asks_again(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", people="2")
    assert browser.form()["word"] == ""
    browser.press("continue", word="mine")
    assert browser.press("continue", more="yes").path.endswith("/review")
    assert document().answers == {"people": 2, "word": "mine", "more": "yes"}
    browser.get(f"{link}/page/people?change=1").press("continue", people="3")
    assert browser.path.endswith("/page/word")
    assert (document().answers, document().aside) == ({"people": 3}, {"more": "yes"})
    browser.press("continue", word="again")
    assert document().answers == {"people": 3, "word": "again", "more": "yes"}


def test_what_is_worked_out_once_is_so_before_anyone_answers(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", people="2")
    assert (document().kept["opened"], document().calculated["opened"]) == ("n", "n")
