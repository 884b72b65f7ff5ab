"""Answers that depend on each other: nobody is stuck, nothing wrong is submitted, no reason is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from journeys.journey import begin, document
from small_study import STUDY, published

from survey.store.studies import StudyRecord

SETTINGS = """
settings:
  form_id: small
  form_title: Petit
  version: "1"
  default_language: fr
  languages: {fr: {header: Français (fr), status: draft}}
"""
QUESTIONS = """
choices:
  - {list_name: yes_no, name: "yes", label: Oui}
  - {list_name: yes_no, name: "no", label: Non}
survey:
  - {type: begin_group, name: one, label: Un, appearance: field-list}
  - {type: text, name: a, label: A}
  - {type: text, name: b, label: B, required: "${a} != ''"}
  - {type: integer, name: age, label: Âge}
  - {type: end_group}
  - {type: select_one yes_no, name: work, label: Travail}
  - {type: begin_group, name: three, label: Trois, appearance: field-list}
  - {type: text, name: job, label: Métier, required: "${work} = 'yes'"}
  - {type: integer, name: since, label: Depuis, constraint: ". <= ${age}"}
  - {type: text, name: boss, label: Chef, relevant: "${work} = 'yes'"}
  - {type: end_group}
"""


@pytest.fixture
def study(app: Flask, tmp_path: Path) -> StudyRecord:
    """A study in French alone."""
    study = STUDY.replace("fr, ar]", "fr]")
    for arabic in ("ar: ",):
        study = "\n".join(_without(line, arabic) for line in study.splitlines())
    return published(tmp_path, QUESTIONS, settings=SETTINGS, study=study)


def _without(line: str, mark: str) -> str:
    before, found, after = line.partition(f", {mark}")
    return before + after[after.index("}") :] if found else line


def test_an_emptied_answer_requires_nothing_any_more(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", a="x", b="y", age="50")
    browser.press("back").press("continue", a="", b="")
    assert browser.path.endswith("/page/work")


def test_an_answer_made_required_later_is_asked_for_before_submitting(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", age="50").press("continue", work="no").press("continue", since="4")
    assert browser.path.endswith("/review")
    browser.get(f"{link}/page/work?change=1").press("continue", work="yes")
    assert browser.path.endswith("/page/three")
    assert browser.press("continue", boss="Ali").status == 422
    assert browser.press("continue", job="maçon").path.endswith("/review")


def test_an_answer_made_wrong_later_is_asked_for_again(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", age="50").press("continue", work="no").press("continue", since="40")
    browser.get(f"{link}/page/one?change=1").press("continue", age="10")
    assert browser.path.endswith("/page/three")
    assert browser.press("continue").status == 422
    assert browser.press("continue", since="9").path.endswith("/review")


def test_a_refusal_comes_back_with_its_question(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", age="50").press("continue", work="yes")
    browser.press("continue", job="x", boss__refused="prefer not to say")
    browser.get(f"{link}/page/work?change=1").press("continue", work="no")
    assert document().refused_aside == ("boss",) and "boss" not in document().missing
    browser.get(f"{link}/page/work?change=1").press("continue", work="yes")
    assert document().missing["boss"] == "refused"


def test_a_blank_sent_once_keeps_its_reason_when_one_goes_back(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", age="50")
    browser.press("back").get(f"{link}/page/one").press("language fr")
    browser.get(f"{link}/page/one").press("back")
    assert document().missing["a"] == "not_answered"
