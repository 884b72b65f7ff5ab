"""Lists that open, columns, tables, choices of a file and an answer nobody thought of, without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from journeys.conftest import STUDY
from journeys.journey import begin
from sqlalchemy import select

from survey import extensions
from survey.instrument.study_file import read_study
from survey.store import documents, participants, studies
from survey.store.tables.submissions import SubmissionRow

INSTRUMENT = """
settings:
  form_id: small
  form_title: {fr: Petit, ar: صغير}
  version: "1"
  default_language: fr
  languages:
    fr: {header: Français (fr), status: draft}
    ar: {header: العربية (ar), status: draft}
choices:
  - {list_name: help, name: money, label: {fr: Argent, ar: المال}}
  - {list_name: help, name: advice, label: {fr: Conseil, ar: النصح}}
  - {list_name: often, name: "1", label: {fr: Jamais, ar: أبدا}}
  - {list_name: often, name: "2", label: {fr: Souvent, ar: غالبا}}
survey:
  - {type: begin_group, name: where, label: {fr: Où, ar: أين}, appearance: field-list}
  - {type: select_one_from_file towns.csv, name: town, label: {fr: Ville, ar: المدينة}, appearance: minimal}
  - {type: select_multiple help or_other, name: helps, label: {fr: Aides, ar: المساعدات}, appearance: columns-2}
  - {type: end_group}
  - {type: begin_group, name: table, label: {fr: Humeur, ar: المزاج}, appearance: table-list}
  - {type: select_one often, name: heading, label: {fr: Ces jours-ci, ar: هذه الأيام}, appearance: label}
  - {type: select_one often, name: calm, label: {fr: Calme, ar: هادئ}, appearance: list-nolabel}
  - {type: select_one often, name: sad, label: {fr: Triste, ar: حزين}, appearance: list-nolabel}
  - {type: end_group}
"""


@pytest.fixture
def link(app: Flask, tmp_path: Path) -> str:
    """The path of a personal link to a study with these questions."""
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "small.yaml").write_text(INSTRUMENT, encoding="utf-8")
    towns = tmp_path / "towns.csv"
    towns.write_text("name,label,label::ar\nval,Valmont,فالمون\nhill,Colline,التل\n", encoding="utf-8")
    found, questionnaires = read_study(tmp_path / "study.yaml", tmp_path)
    towns.unlink()  # what is published needs no file
    study = studies.publish(found, questionnaires)
    return "/r/" + participants.create_open_participant(study, study.waves[0], "fr", "entry-key-of-22-letters"[:22])


def document() -> documents.Document:
    with extensions.answers.reading() as session:
        return documents.read(session.scalars(select(SubmissionRow.document)).one())


def test_a_list_that_opens_offers_the_choices_of_the_file_in_each_language(browser: Any, link: str) -> None:
    page = str(begin(browser, link, "ar").soup)
    assert '<option value="val">فالمون</option>' in page
    assert '<option value="">اختر إجابة</option>' in page
    assert '<div class="columns columns-2">' in page


def test_what_is_chosen_in_a_list_is_kept_and_comes_back(browser: Any, link: str) -> None:
    begin(browser, link)
    browser.press("continue", town="hill", helps=["money"]).press("back")
    assert (document().answers["town"], browser.form()["town"]) == ("hill", "hill")


def test_a_list_left_alone_is_a_blank_and_one_can_refuse_in_it(browser: Any, link: str) -> None:
    begin(browser, link)
    browser.press("continue", town="")
    assert document().missing["town"] == "not_answered"
    browser.press("back")
    browser.press("continue", town="prefer not to say").press("back")
    assert (document().missing["town"], browser.form()["town"]) == ("refused", "prefer not to say")


def test_what_no_list_has_is_told_beside_it(browser: Any, link: str) -> None:
    field = begin(browser, link).press("continue", town="nowhere").soup.select_one("select#town-1")
    assert (field["aria-describedby"], field["aria-invalid"]) == ("town-error", "true")
    assert "town" not in document().answers


def test_an_answer_nobody_thought_of_is_asked_for_on_the_same_page(browser: Any, link: str) -> None:
    page = str(begin(browser, link).press("continue", town="val", helps=["money", "other"]).soup)
    assert 'name="helps_other"' in page
    assert "Dites-le avec vos mots" in page
    browser.press("continue", helps_other="Un ami")
    assert (document().answers["helps"], document().answers["helps_other"]) == (("money", "other"), "Un ami")


def test_a_table_is_asked_question_by_question(browser: Any, link: str) -> None:
    page = str(begin(browser, link).press("continue").soup)
    assert page.count("<fieldset") == 2
    assert page.count("Jamais") == 2
    assert "Ces jours-ci" in page
    assert 'name="heading"' not in page
