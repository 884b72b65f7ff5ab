"""Times, orders, places and what nobody sees, on pages without JavaScript."""

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
  - {list_name: needs, name: home, label: {fr: Logement, ar: السكن}}
  - {list_name: needs, name: work, label: {fr: Travail, ar: العمل}}
  - {list_name: needs, name: rest, label: {fr: Repos, ar: الراحة}}
survey:
  - {type: start, name: begun_at}
  - {type: begin_group, name: when, label: {fr: Quand, ar: متى}, appearance: field-list}
  - {type: time, name: wakes, label: {fr: Lever, ar: الاستيقاظ}}
  - {type: dateTime, name: met, label: {fr: Premier rendez-vous, ar: الموعد الأول}}
  - {type: date, name: born, label: {fr: Année de naissance, ar: سنة الميلاد}, appearance: year}
  - {type: date, name: moved, label: {fr: Mois du déménagement, ar: شهر الانتقال}, appearance: month-year}
  - {type: end_group}
  - {type: calculate, name: twice, calculation: "2 * 2"}
  - {type: rank needs, name: needs_order, label: {fr: Par ordre, ar: بالترتيب}}
  - {type: begin_group, name: where, label: {fr: Où, ar: أين}, appearance: field-list}
  - {type: geopoint, name: home, label: {fr: Chez vous, ar: بيتك}}
  - {type: geotrace, name: way, label: {fr: Le chemin, ar: الطريق}}
  - {type: acknowledge, name: agreed, label: {fr: Lettre lue, ar: قرئت الرسالة}, required: "yes"}
  - {type: barcode, name: card, label: {fr: Carte, ar: البطاقة}}
  - {type: end_group}
"""


@pytest.fixture
def link(app: Flask, tmp_path: Path) -> str:
    """The path of a personal link to a study with these types."""
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "small.yaml").write_text(INSTRUMENT, encoding="utf-8")
    found, questionnaires = read_study(tmp_path / "study.yaml", tmp_path)
    study = studies.publish(found, questionnaires)
    return "/r/" + participants.create_open_participant(study, study.waves[0], "fr", "entry-key-of-22-letters"[:22])


def document() -> documents.Document:
    with extensions.answers.reading() as session:
        return documents.read(session.scalars(select(SubmissionRow.document)).one())


def answer_when(browser: Any) -> Any:
    """Fill in the first page, in three kinds of figures."""
    return browser.press(
        "continue",
        wakes__hour="٦",
        wakes__minute="30",
        met__day="۱",
        met__month="7",
        met__year="2025",
        met__hour="14",
        met__minute="05",
        born__year="1980",
        moved__month="3",
        moved__year="2024",
    )


def order(browser: Any, **places: str) -> Any:
    """Give each need a place."""
    return browser.press("continue", **{f"needs_order__{name}": place for name, place in places.items()})


def test_what_is_typed_in_parts_is_kept_as_one_text_with_the_offset_of_the_study(browser: Any, link: str) -> None:
    answer_when(begin(browser, link))
    answers = dict(document().answers)
    assert answers.pop("wakes") in ("06:30:00.000+01:00", "06:30:00.000+02:00")  # that of today in Paris
    expected = {"met": "2025-07-01T14:05:00.000+02:00", "born": "1980-01-01", "moved": "2024-03-01"}
    assert {name: answers[name] for name in expected} == expected


def test_what_was_kept_comes_back_in_parts(browser: Any, link: str) -> None:
    answer_when(begin(browser, link)).press("back")
    form = browser.form()
    assert [form[f"met.{part}"] for part in ("day", "month", "year", "hour", "minute")] == [
        "1",
        "7",
        "2025",
        "14",
        "05",
    ]
    assert (form["wakes.hour"], form["wakes.minute"], form["born.year"], form["moved.month"]) == (
        "06",
        "30",
        "1980",
        "3",
    )
    assert "born.day" not in form and "moved.day" not in form


def test_a_time_that_there_is_not_is_told_beside_its_field(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", wakes__hour="25", wakes__minute="00")
    assert browser.status == 422
    field = browser.soup.find(id=browser.soup.find(id="summary").find("a")["href"].removeprefix("#"))
    assert field["name"] == "wakes.hour" and field["value"] == "25" and field["aria-invalid"] == "true"


def test_an_order_is_given_without_dragging(browser: Any, link: str) -> None:
    answer_when(begin(browser, link))
    labels = [label.get_text() for label in browser.soup.select(".place label")]
    assert labels == ["Logement", "Travail", "Repos"]
    order(browser, home="3", work="1", rest="2")
    assert document().answers["needs_order"] == ("work", "rest", "home")
    browser.press("back")
    assert [browser.form()[f"needs_order.{name}"] for name in ("home", "work", "rest")] == ["3", "1", "2"]


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ({"home": "1", "work": "1", "rest": "2"}, "la même place"),
        ({"home": "1", "work": "2"}, "pas encore de place"),
    ],
)
def test_ties_and_gaps_are_explained_and_everything_chosen_is_kept(
    browser: Any, link: str, places: dict[str, str], told: str
) -> None:
    order(answer_when(begin(browser, link)), **places)
    assert browser.status == 422 and told in browser.text
    assert {name: browser.form()[f"needs_order.{name}"] for name in places} == places


def test_places_are_typed_and_what_nobody_sees_is_not_asked(browser: Any, link: str) -> None:
    answer_when(begin(browser, link)).press("continue")
    browser.press(
        "continue",
        home__latitude="33,5138",
        home__longitude="٣٦٫٢٧٦٥",
        home__accuracy="20",
        way="33.5 36.2\n33.6 36.3",
        agreed="OK",
        card="3 017620",
    )
    assert browser.path.endswith("/review")
    expected = {
        "home": "33.5138 36.2765 0 20",
        "way": "33.5 36.2 0 0;33.6 36.3 0 0",
        "agreed": "OK",
        "card": "3 017620",
    }
    assert {name: document().answers[name] for name in expected} == expected
    assert "1980" in browser.text and "33.5138, 36.2765" in browser.text and "14:05" in browser.text
    browser.press("submit")
    assert "needs_order" in document().missing and "begun_at" not in document().missing
