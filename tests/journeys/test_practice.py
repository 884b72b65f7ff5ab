"""The question that teaches how one answers: before the first scale, once, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from small_study import STUDY, link_to, published

from survey.store import visits
from survey.store.submissions import Submission

QUESTIONS = """
choices:
  - {list_name: often, name: "1", label: {fr: Jamais, ar: أبدا}}
  - {list_name: often, name: "2", label: {fr: Parfois, ar: أحيانا}}
  - {list_name: often, name: "3", label: {fr: Toujours, ar: دائما}}
survey:
  - {type: integer, name: age, label: {fr: Votre âge ?, ar: كم عمرك؟}}
  - {type: select_one often, name: calm, label: {fr: Je suis calme., ar: أنا هادئ.}, appearance: smileys}
  - {type: select_one often, name: sleep, label: {fr: Je dors., ar: أنام.}, appearance: likert}
"""


@pytest.fixture
def link(app: Flask, tmp_path: Path) -> str:
    """A personal link of a study that has people practise."""
    return link_to(published(tmp_path, QUESTIONS, study=STUDY.replace("practice: false", "practice: true")))


def submission(link: str) -> Submission:
    """What is kept behind a link."""
    visit = visits.visit_by_token(link.removeprefix("/r/"))
    assert visit is not None and visit.submission is not None
    return visit.submission


def test_it_stands_before_the_first_scale_and_not_before(link: str, browser: Any) -> None:
    browser.get(link + "/notice").press("accept")
    assert browser.path == f"{link}/page/age"
    browser.press("continue", age="40")
    assert browser.path == f"{link}/practice"
    assert "Question" not in browser.title
    assert browser.soup.h1.text == "Essayez d’abord"


def test_its_answer_is_kept_nowhere_and_it_comes_once(link: str, browser: Any) -> None:
    browser.get(link + "/notice").press("accept").press("continue", age="40")
    before = submission(link)
    browser.press("continue", practice="2")
    assert browser.path == f"{link}/page/calm"
    assert browser.title.startswith("Question 2 sur 3")
    assert (submission(link).document, submission(link).revision) == (before.document, before.revision)
    browser.press("back").press("continue", age="40")
    assert browser.path == f"{link}/page/calm"


def test_without_an_answer_it_says_gently_what_to_do(link: str, browser: Any) -> None:
    browser.get(link + "/notice").press("accept").press("continue", age="40").press("continue")
    assert (browser.status, browser.path) == (422, f"{link}/practice")
    assert browser.title.startswith("Erreur")
    assert browser.soup.select_one("#summary a")["href"] == "#practice-1"


def test_it_can_be_skipped(link: str, browser: Any) -> None:
    browser.get(link + "/notice").press("accept").press("continue", age="40").press("skip")
    assert browser.path == f"{link}/page/calm"


def test_back_leads_to_the_question_before(link: str, browser: Any) -> None:
    browser.get(link + "/notice").press("accept").press("continue", age="40").press("back")
    assert browser.path == f"{link}/page/age"


def test_it_speaks_the_language_chosen_there(link: str, browser: Any) -> None:
    browser.get(link + "/notice").press("accept").press("continue", age="40").press("language ar")
    assert (browser.path, browser.soup.html["dir"]) == (f"{link}/practice", "rtl")
    assert submission(link).language == "ar"


def test_who_has_answered_a_scale_elsewhere_practises_no_more(
    link: str, browser: Any, another: Callable[[], Any]
) -> None:
    browser.get(link + "/notice").press("accept").press("continue", age="40").press("skip").press("continue", calm="1")
    assert another().get(link).path == f"{link}/page/sleep"


def test_a_study_can_do_without(app: Flask, tmp_path: Path, browser: Any) -> None:
    link = link_to(published(tmp_path, QUESTIONS))
    browser.get(link + "/notice").press("accept").press("continue", age="40")
    assert browser.path == f"{link}/page/calm"


def test_faces_are_drawn_from_the_saddest_to_the_happiest_and_the_words_are_the_name(link: str, browser: Any) -> None:
    browser.get(link + "/notice").press("accept").press("continue", age="40").press("skip")
    pictures = [use["href"].partition("#")[2] for use in browser.soup.select("svg.picture use")]
    assert pictures == ["face-0", "face-50", "face-100"]
    assert [label.get_text(strip=True) for label in browser.soup.select("label.option:not(.refusal)")] == [
        "Jamais",
        "Parfois",
        "Toujours",
    ]
    assert {svg["aria-hidden"] for svg in browser.soup.select("svg.picture")} == {"true"}
