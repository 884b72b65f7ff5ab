"""Contacts and answers are due so many months after the last closing, and are erased once."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask
from staff_study import person, published, questionnaire

from survey.privacy import retention
from survey.privacy.retention import Due
from survey.store import audit, contacts, studies
from survey.store.erasure import Rows
from survey.store.studies import StudyRecord

NOBODY: frozenset[str] = frozenset()
PARIS = datetime.timezone(datetime.timedelta(hours=1))  # in winter


def closing(record: StudyRecord, **days: datetime.datetime | None) -> StudyRecord:
    for name, moment in days.items():
        studies.set_wave_times(record.wave(name), None, moment, study=record.name, actor="test")
    return studies.study_named(record.name)


def midnight(year: int, month: int, day: int) -> datetime.datetime:
    return datetime.datetime(year, month, day, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("closes_at", "contacts_due", "answers_due"),
    [
        # the study keeps contacts for 12 months and answers for 60
        (midnight(2027, 1, 1), datetime.date(2028, 1, 1), datetime.date(2032, 1, 1)),
        (midnight(2024, 3, 1), datetime.date(2025, 3, 1), datetime.date(2029, 3, 1)),  # the last day is 29 February
        (
            midnight(2026, 12, 15) + datetime.timedelta(hours=15),
            datetime.date(2027, 12, 16),
            datetime.date(2031, 12, 16),
        ),
    ],
)
def test_days_are_counted_from_the_last_day_of_the_last_wave(
    app: Flask, closes_at: datetime.datetime, contacts_due: datetime.date, answers_due: datetime.date
) -> None:
    record = published(entry=questionnaire(), exit=questionnaire())
    record = closing(record, entry=midnight(2020, 1, 1), exit=closes_at)
    assert retention.due(record) == Due(contacts_due, answers_due)


def test_nothing_is_due_while_a_wave_has_no_closing_day(app: Flask) -> None:
    record = closing(published(entry=questionnaire(), exit=questionnaire()), entry=midnight(2020, 1, 1))
    assert retention.due(record) == Due(None, None)
    assert retention.erase_due(record, midnight(2099, 1, 1), "test") == {}


def test_what_is_due_is_erased_on_its_day_and_once(app: Flask) -> None:
    record = published()
    person(record, "a", step="submitted")
    contacts.write("tiny", "file", {"a": {"name": "Zoé"}}, finished=NOBODY, given_up=NOBODY)
    record = closing(record, post=midnight(2027, 1, 1))
    evening = midnight(2028, 1, 1) - datetime.timedelta(seconds=1)
    assert retention.erase_due(record, evening, "test") == {}
    assert retention.erase_due(record, midnight(2028, 1, 1), "test") == {"contacts": Rows(contacts=1)}
    assert retention.erase_due(record, midnight(2032, 1, 1), "test") == {
        "answers": Rows(submissions=1, links=1),
        "contacts": Rows(),
    }
    assert retention.erase_due(record, midnight(2033, 1, 1), "test") == {"answers": Rows(), "contacts": Rows()}
    assert [each.action for each in audit.entries()][-2:] == ["contacts erased", "answers erased"]


def test_what_is_kept_is_counted(app: Flask) -> None:
    record = published()
    person(record, "a", step="submitted")
    record = closing(record, post=midnight(2027, 1, 1))
    names, said = retention.kept(record, midnight(2030, 1, 1))
    assert (names.kind, names.is_due, names.rows) == ("contacts", True, Rows())
    assert (said.kind, said.is_due, said.rows) == ("answers", False, Rows(submissions=1, links=1))
