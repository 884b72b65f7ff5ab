"""A report is verified: a wrong number, an altered file, and answers that changed since are told apart."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

import pytest
from findings.test_waves import at_both
from flask import Flask
from reported_study import CHANGE, release, released, reported
from staff_study import person

from survey import extensions
from survey.findings import kept
from survey.findings.report.basis import basis_of, file_of
from survey.findings.report.file import ReportFile, ReportRead, read_report
from survey.findings.report.verifying import CHANGED, MATCHES, WRONG, Verification, logged, verified
from survey.instrument.plan import Plan
from survey.store import clock, erasure, plan_locks, studies, versions
from survey.store.studies import StudyRecord

VALUE = f"{CHANGE}#value"


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


def made(record: StudyRecord, *, exact: bool = True) -> ReportFile:
    """A report as the command makes it: with its entry in the log."""
    file = file_of(basis_of(record, exact=exact))
    logged(record, file, {"kind": file.kind}, "ana")
    return file


def come_now(record: StudyRecord, people: int, name: str = "c") -> None:
    """People who send their first answers at this moment."""
    for number in range(people):
        known = {"step": "submitted", "submitted_at": clock.now()}
        person(record, f"{name}-{number}", wave="entry", answers={"calm": "1"}, **known)


def verify(record: StudyRecord, file: ReportFile) -> Verification:
    """The report read from its file, against what the study gives now."""
    return verified(studies.study_named(record.name), read_report(file.text().encode()))


def keys(found: Verification) -> list[str]:
    return [each.key for each in found.wrong]


@pytest.mark.parametrize("exact", [True, False])
def test_a_report_matches_as_long_as_nothing_changes(exact: bool) -> None:
    record = released()
    file = made(record, exact=exact)
    found = verify(record, file)
    assert (found.verdict, found.wrong, found.changed, found.notes) == (MATCHES, (), (), ())
    assert found.compared == len(file.numbers) > 30


def with_numbers(file: ReportFile, change: Callable[[dict[str, Any]], object]) -> ReportFile:
    """The file with numbers that somebody wrote into it."""
    numbers = dict(file.numbers)
    change(numbers)
    return dataclasses.replace(file, numbers=numbers)


ALTERED: tuple[tuple[Callable[[dict[str, Any]], object], list[tuple[str, str]]], ...] = (
    (lambda numbers: numbers.update({VALUE: numbers[VALUE] + 1e-6}), [(VALUE, "other number")]),
    (lambda numbers: numbers.update({VALUE: None}), [(VALUE, "other number")]),
    (lambda numbers: numbers.update({f"{CHANGE}#n": 25}), [(f"{CHANGE}#n", "other number")]),
    (lambda numbers: numbers.pop(VALUE), [(VALUE, "lacking in the report")]),
    (lambda numbers: numbers.update({"made_up#n": 40}), [("made_up#n", "not computed")]),
    (
        lambda numbers: numbers.update({"forest.joy#value": numbers.pop(VALUE)}),
        [(VALUE, "lacking in the report"), ("forest.joy#value", "not computed")],
    ),
)
"""What somebody might do to a file, and what is told of it."""


@pytest.mark.parametrize("exact", [True, False])
def test_whatever_is_changed_in_the_file_is_named(exact: bool) -> None:
    record = released()
    file = made(record, exact=exact)
    for change, told in ALTERED:
        found = verify(record, with_numbers(file, change))
        assert found.verdict == WRONG and [(each.key, each.what) for each in found.wrong] == told
        assert "No report with this seal was made here" in found.altered


def test_a_file_whose_seal_was_left_as_it_was_is_told_from_itself_alone() -> None:
    record = reported()
    file = made(record)
    forged = with_numbers(file, lambda numbers: numbers.update({VALUE: 50.0}))
    found = verified(record, ReportRead(forged, file.seal))
    assert found.verdict == WRONG and "its seal does not fit what it says" in found.altered


@pytest.mark.parametrize("exact", [True, False])
def test_another_data_version_written_into_the_file_excuses_nothing(exact: bool) -> None:
    record = released()
    file = made(record, exact=exact)
    for field in ("data_version", "flow_version"):
        forged = dataclasses.replace(file, **{field: "0" * 64})
        assert verify(record, forged).verdict == WRONG
        worse = with_numbers(forged, lambda numbers: numbers.update({VALUE: 50.0}))
        assert verify(record, worse).verdict == WRONG


def test_a_number_that_was_changed_among_the_answers_is_an_error() -> None:
    record = reported()
    file = made(record)
    with extensions.answers.writing() as session:  # behind the back of everything that counts versions
        session.connection().exec_driver_sql(
            'UPDATE submission SET document = REPLACE(document, \'"calm": "3"\', \'"calm": "1"\')'
        )
    kept.forget(record.name)
    found = verify(record, file)
    assert found.verdict == WRONG and VALUE in keys(found) and found.altered == ""


def test_answers_that_came_since_are_no_error_and_what_changed_with_them_is_named() -> None:
    record = reported()
    file = made(record)
    at_both(record, "b", [("3", "1")] * 5)
    found = verify(record, file)
    assert (found.verdict, found.wrong, found.altered) == (CHANGED, (), "")
    changed = {each.key: (each.told, each.now) for each in found.changed}
    assert changed[f"{CHANGE}#n"] == (24, 29)
    assert "another number is no error" in found.notes[0]


def test_a_report_for_staff_stands_while_answers_come() -> None:
    record = released()
    file = made(record, exact=False)
    come_now(record, 6)
    found = verify(record, file)
    assert (found.verdict, found.changed) == (MATCHES, ())
    come_now(record, 7, "d")
    with pytest.raises(RuntimeError, match="nothing was released"):
        release(record)  # they came today: nothing more is released before tomorrow
    assert verify(record, file).wrong == ()


def test_reports_of_two_releases_are_each_held_against_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    record = released()
    first = made(record, exact=False)
    come_now(record, 10)
    tomorrow = clock.now() + datetime.timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    release(record)
    second = made(record, exact=False)
    assert first.counted_before < second.counted_before and first.data_version != second.data_version
    assert first.numbers != second.numbers
    assert [verify(record, each).verdict for each in (first, second)] == [MATCHES, MATCHES]


@pytest.mark.parametrize("exact", [True, False])
def test_an_erasure_counts_as_a_change(exact: bool) -> None:
    record = released()
    file = made(record, exact=exact)
    erasure.erase_participant(record, "a-0", record.waves, keep_contacts=False, actor="ana")
    kept.forget(record.name)
    found = verify(record, file)
    assert found.verdict == CHANGED and found.wrong == () and f"{CHANGE}#n" in {each.key for each in found.changed}


def test_a_link_that_is_opened_changes_the_flow_alone() -> None:
    record = reported()
    file = made(record)
    person(record, "new", wave="exit")
    found = verify(record, file)
    assert found.verdict == CHANGED and found.wrong == ()
    assert found.changed and all(each.key.startswith("flow") for each in found.changed)
    assert found.notes == ("Who was asked and came how far has changed since; these numbers are no error.",)


def test_a_plan_that_changed_since_is_told() -> None:
    record = reported()
    file = made(record)
    other = dataclasses.replace(record.study, plan=Plan(exploratory=("wellbeing",)))
    studies.publish(other, {wave.name: versions.questionnaire(wave.questionnaire_digest) for wave in record.waves})
    kept.forget(record.name)
    found = verify(record, file)
    assert found.verdict == CHANGED and "The plan of the study is another one since." in found.notes


def test_a_lock_that_came_since_is_told() -> None:
    record = reported()
    file = made(record)
    plan_locks.lock(record, "Ana", "ana")
    assert "The plan was locked, or locked anew, since these figures were computed." in verify(record, file).notes


def test_another_version_of_jalon_is_told() -> None:
    record = reported()
    file = dataclasses.replace(made(record), jalon="0.0.9")
    logged(record, file, {}, "ana")
    found = verify(record, file)
    assert found.verdict == MATCHES and any("Jalon 0.0.9 made this report" in note for note in found.notes)


def test_when_every_answer_is_gone_nothing_can_be_computed_and_that_is_no_error() -> None:
    record = reported()
    file = made(record)
    names = [f"a-{number}" for number in range(24)] + [f"lost-{number}" for number in range(6)]
    for name in names:
        erasure.erase_participant(record, name, record.waves, keep_contacts=False, actor="ana")
    kept.forget(record.name)
    found = verify(record, file)
    assert found.verdict == CHANGED and found.compared == 0 and len(found.changed) == len(file.numbers)
