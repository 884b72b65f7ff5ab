"""Choices in an order drawn at random: one order for each person, which stays on every page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from journeys.conftest import STUDY
from journeys.journey import begin

from survey.instrument.study_file import read_study
from survey.store import participants, studies
from survey.store.studies import StudyRecord

NAMES = [f"choice_{number}" for number in range(12)]
CHOICES = "".join(f"  - {{list_name: many, name: {name}, label: {{fr: {name}, ar: {name}}}}}\n" for name in NAMES)
INSTRUMENT = f"""
settings:
  form_id: small
  form_title: {{fr: Petit, ar: صغير}}
  version: "1"
  default_language: fr
  languages:
    fr: {{header: Français (fr), status: draft}}
    ar: {{header: العربية (ar), status: draft}}
choices:
{CHOICES}survey:
  - {{type: select_one many, name: one, label: {{fr: Un, ar: واحد}}, parameters: randomize=true}}
  - {{type: rank many, name: order, label: {{fr: Ordre, ar: ترتيب}}, parameters: randomize=true}}
  - {{type: select_multiple many, name: some, label: {{fr: Plusieurs, ar: عدة}}, parameters: "randomize=true, seed=7"}}
"""


@pytest.fixture
def study(app: Flask, tmp_path: Path) -> StudyRecord:
    """A study whose choices are shuffled."""
    (tmp_path / "study.yaml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "small.yaml").write_text(INSTRUMENT, encoding="utf-8")
    found, questionnaires = read_study(tmp_path / "study.yaml", tmp_path)
    return studies.publish(found, questionnaires)


def link(study: StudyRecord, person: int) -> str:
    """The path of a personal link."""
    key = f"entry-key-of-22-lett{person:02}"
    return "/r/" + participants.create_open_participant(study, study.waves[0], "fr", key)


def order(browser: Any, name: str = "one") -> list[str]:
    """The choices from top to bottom."""
    found = [str(field["value"]) for field in browser.soup.find_all("input", {"name": name})]
    return [value for value in found if value in NAMES]


def ranked(browser: Any) -> list[str]:
    """The choices of the rank from top to bottom."""
    return [str(field["name"]).removeprefix("order.") for field in browser.soup.find_all("select")]


def test_the_order_stays_on_a_reload_after_back_a_mistake_and_a_change(browser: Any, study: StudyRecord) -> None:
    begin(browser, link(study, 1))
    first = order(browser)
    assert sorted(first) == sorted(NAMES) and first != NAMES
    assert order(browser.get(browser.path)) == first
    browser.press("continue", one=first[3])
    places = ranked(browser)
    assert places != first  # each question has an order of its own
    assert ranked(browser.press("continue", **{f"order.{first[0]}": "2", f"order.{first[1]}": "2"})) == places
    browser.press("continue", **{f"order.{name}": str(number) for number, name in enumerate(places, 1)})
    browser.press("back")
    assert ranked(browser) == places
    assert order(browser.press("back")) == first
    browser.press("continue").press("continue").press("continue")
    assert browser.path.endswith("/review")
    assert order(browser.get(browser.path.replace("review", "page/one") + "?change=1")) == first


def test_another_person_has_another_order(another: Any, study: StudyRecord) -> None:
    orders = [order(begin(another(), link(study, person))) for person in range(3)]
    assert len(set(map(tuple, orders))) == 3


def test_a_seed_in_the_file_gives_everybody_the_same_order(another: Any, study: StudyRecord) -> None:
    orders = []
    for person in range(2):
        browser = begin(another(), link(study, person)).press("continue").press("continue")
        orders.append(order(browser, "some"))
    assert orders[0] == orders[1] != NAMES and len(orders[0]) == len(NAMES)
