"""What a report is made from, and the numbers in it: everything for researchers, what was released for staff."""

from __future__ import annotations

import dataclasses

import pytest
from findings.test_waves import at_both
from flask import Flask
from reported_study import CHANGE, LOST, MEAN_CHANGE, PAIRS, released, reported
from scipy import stats
from staff_study import published

from analysis.charts.chart import Table
from survey.findings.planned.results import Caution
from survey.findings.report.basis import basis_of, file_of
from survey.findings.report.file import ReportError
from survey.findings.report.numbers import numbers_of
from survey.findings.results_page.sections import ResultsPage, TablePart
from survey.store import plan_locks


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


def page(*rows: tuple[str | float | None, ...]) -> ResultsPage:
    columns = ("contrast", "delta", "unit", "value", "effective_n")
    caution = Caution(key="small_n", values={"n": 7, "wave": "exit"})
    part = TablePart(name="lost.wellbeing", table=Table(columns, rows))
    return ResultsPage(design="before_after", assigned="", outcomes=(), who=(part,), cautions=(caution,))


def test_keys_are_made_of_the_texts_of_a_row_and_the_column() -> None:
    found = numbers_of(page(("exit<entry", -5.0, "points", 2.5, 11.2)), None)
    assert found == {
        "lost.wellbeing/exit<entry/delta=-5#value": 2.5,
        "lost.wellbeing/exit<entry/delta=-5#worth_n": 11.2,
        "caution/small_n#n": 7,
    }


def test_a_number_that_is_none_is_told_as_one_that_cannot_be_told() -> None:
    found = numbers_of(page(("x", None, "points", float("nan"), float("inf"))), None)
    assert found["lost.wellbeing/x#value"] is None and found["lost.wellbeing/x#worth_n"] is None


def test_rows_that_nothing_tells_apart_are_numbered() -> None:
    found = numbers_of(page(("x", None, "points", 1.0, None), ("x", None, "points", 2.0, None)), None)
    assert list(found)[:2] == ["lost.wellbeing/x#value", "lost.wellbeing/x (2)#value"]


def test_the_exact_report_has_every_number_that_is_shown_and_those_of_the_plan() -> None:
    record = reported()
    found = basis_of(record, exact=True).numbers()
    assert found[f"{CHANGE}#value"] == pytest.approx(MEAN_CHANGE, rel=1e-12)
    assert (found[f"{CHANGE}#n"], found[f"{CHANGE}#missing"]) == (len(PAIRS), LOST)
    assert found["people#n"] == len(PAIRS) + LOST
    assert found["caution/lost_more_than_5_percent/wellbeing#lost"] == LOST
    assert found["individual_change.wellbeing#n"] == len(PAIRS)
    assert any(key.startswith("flow/") for key in found)
    own = "plan/figure/wellbeing/exit from entry/exit - entry/mean_change/t/none/all#standard_error"
    changes = [50 * (int(first) - int(last)) for first, last in PAIRS]
    assert found[own] == pytest.approx(stats.sem(changes), rel=1e-12)


def test_the_report_for_staff_has_what_was_released_and_nothing_of_people_alone() -> None:
    record = released()
    exact, staff = basis_of(record, exact=True).numbers(), basis_of(record, exact=False).numbers()
    assert staff[f"{CHANGE}#value"] == exact[f"{CHANGE}#value"]
    assert not [key for key in staff if key.startswith(("plan/", "paired_change", "reliability", "people#", "kept."))]
    counts = {key: value for key, value in staff.items() if key.endswith(("#n", "#people")) and value}
    assert counts and min(float(value or 0) for value in counts.values()) >= record.study.minimum_cell


def test_answers_that_came_after_the_release_are_not_in_the_report_for_staff() -> None:
    record = released()
    before = basis_of(record, exact=False)
    at_both(record, "b", [("3", "1")] * 5)
    after = basis_of(record, exact=False)
    assert after.numbers() == before.numbers() and after.data_version == before.data_version
    assert basis_of(record, exact=True).numbers()[f"{CHANGE}#n"] == len(PAIRS) + 5


@pytest.mark.parametrize(
    ("exact", "words"), [(True, "Nobody has sent answers to tiny yet"), (False, "`jalon release tiny` releases them")]
)
def test_where_there_is_nothing_to_report_it_is_said(exact: bool, words: str) -> None:
    with pytest.raises(ReportError, match=words):
        basis_of(published(), exact=exact)


def test_a_release_under_a_stricter_rule_than_it_was_made_with_is_not_reported() -> None:
    record = released()
    stricter = dataclasses.replace(record, study=dataclasses.replace(record.study, minimum_cell=8))
    with pytest.raises(ReportError, match="that staff may see now"):
        basis_of(stricter, exact=False)


def test_the_file_carries_plan_and_lock() -> None:
    record = reported()
    assert file_of(basis_of(record, exact=True)).lock == {}
    lock = plan_locks.lock(record, "Ana", "ana")
    found = file_of(basis_of(record, exact=True))
    assert found.plan_digest == lock.digest == found.lock["digest"] and found.lock["by"] == "Ana"
