"""Weights that could not be made: the page says why in its language, in the words of the study, to whom it may."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from staff_study import person

from analysis.results import Finding
from survey.config import LANGUAGES
from survey.findings import kept
from survey.findings.frozen import plain
from survey.findings.planned.plain_text import sentence_of
from survey.findings.planned.results import Caution
from survey.findings.results_page.keeping import page_of, plain_page
from survey.findings.results_page.sections import ResultsPage
from survey.findings.telling.plan_cautions import caution_told
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import Tongue
from survey.instrument.plan import Plan, Weights
from survey.store.studies import StudyRecord

from .answered import published
from .test_results_page import PAIRS, page, release
from .test_waves import SITES, at_both

KEY = "weights_not_made"
NOBODY = Finding("nobody_in_category", {"margin": "site", "category": "north", "wanted": 3.0})
FINDINGS = [
    NOBODY,
    Finding("no_column_of_weights"),
    Finding("no_register_for_weights"),
    Finding("margins_not_in_register", {"margins": "site, arm"}),
    Finding("nobody_has_a_weight"),
]


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


def study(**changes: object) -> StudyRecord:
    told = {"design": "before_after", "sites": SITES, **changes}
    return published(waves=("entry", "exit"), **told)


def weighted() -> StudyRecord:
    """People of the north answered at both times, one of the south at neither."""
    record = study(plan=Plan(primary=("wellbeing",), weights=Weights("raking", ("site",))))
    at_both(record, "a", PAIRS, site="north")
    person(record, "b", wave="entry", site="south")
    return record


def cautions(record: StudyRecord, audience: str, language: str = "en") -> str:
    return " ".join(page(record, audience, language)["cautions"])


def test_researchers_read_which_category_is_empty_by_the_name_that_people_know() -> None:
    told = cautions(weighted(), "researcher")
    assert "could not be made" in told and "Nobody answered in the category “South” of “Place”" in told


def test_staff_read_nothing_of_a_category() -> None:
    record = weighted()
    release(record)
    told = cautions(record, "staff")
    assert "could not be made" in told and "South" not in told


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: str(finding.key))
def test_each_reason_is_told_in_every_language(finding: Finding) -> None:
    columns = kept.columns(study())
    told = {caution_told(Texts(columns, Tongue(each)), KEY, {"wave": "exit"}, finding) for each in LANGUAGES}
    assert len(told) == len(LANGUAGES) and not any("%(" in sentence for sentence in told)


def test_names_that_the_study_does_not_know_stay_as_they_are() -> None:
    finding = Finding("nobody_in_category", {"margin": "region x site", "category": "coast x north"})
    told = caution_told(Texts(kept.columns(study()), Tongue("en")), KEY, {}, finding)
    assert "“coast x North” of “region x Place”" in told


def test_at_a_keyboard_it_is_told_in_english() -> None:
    caution = Caution(key=KEY, values={"wave": "exit", "from_wave": "entry", "reason": "no_values"}, finding=NOBODY)
    assert sentence_of(caution) == (
        "There are no weights for exit: Nobody answered in the category “north” of “site”: join it with another one."
    )


def test_a_release_keeps_why_and_one_from_before_is_still_read() -> None:
    caution = Caution(key=KEY, values={"wave": "exit", "message": "plain"}, finding=Finding("no_register_for_weights"))
    held = ResultsPage(design="before_after", assigned="", outcomes=(), cautions=(caution,))
    assert page_of(json.loads(json.dumps(plain_page(held)))) == held
    before = plain(held)
    del before["cautions"][0]["finding"]
    (read,) = page_of(before).cautions
    assert read.finding is None and caution_told(
        Texts(kept.columns(study()), Tongue("en")), read.key, read.values, read.finding
    ).startswith("The planned weights could not be made")
