"""Contacts and answers are due so many months after the last closing, and are erased once."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest
from flask import Flask
from staff_study import person, published, questionnaire

from survey import extensions
from survey.instrument.study import Retention
from survey.privacy import retention
from survey.privacy.retention import Due
from survey.store import audit, contacts, studies
from survey.store.erasure import Rows
from survey.store.studies import StudyRecord
from survey.store.tables.originals import TranscriptOriginal

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
    assert retention.due(record) == Due(contacts_due, answers_due, contacts_due)  # files of interviews as contacts


def test_nothing_is_due_while_a_wave_has_no_closing_day(app: Flask) -> None:
    record = closing(published(entry=questionnaire(), exit=questionnaire()), entry=midnight(2020, 1, 1))
    assert retention.due(record) == Due(None, None, None)
    assert set(retention.erase_due(record, midnight(2099, 1, 1), "test")) == {"logs"}


def test_what_is_due_is_erased_on_its_day_and_once(app: Flask) -> None:
    record = published()
    person(record, "a", step="submitted")
    contacts.write("tiny", "file", {"a": {"name": "Zoé"}}, finished=NOBODY, given_up=NOBODY)
    record = closing(record, post=midnight(2027, 1, 1))
    evening = midnight(2028, 1, 1) - datetime.timedelta(seconds=1)
    assert of_answers(record, evening) == {}
    assert of_answers(record, midnight(2028, 1, 1)) == {"contacts": Rows(contacts=1), "originals": Rows()}
    assert of_answers(record, midnight(2032, 1, 1)) == {
        "answers": Rows(submissions=1, links=1),
        "contacts": Rows(),
        "originals": Rows(),
    }
    again = of_answers(record, midnight(2033, 1, 1))
    assert again == dict.fromkeys(("answers", "contacts", "originals"), Rows())


def of_answers(record: StudyRecord, at: datetime.datetime) -> dict[str, Any]:
    """What is erased at a moment, the log aside."""
    return {kind: rows for kind, rows in retention.erase_due(record, at, "test").items() if kind != "logs"}


def test_files_of_interviews_have_a_period_of_their_own(app: Flask) -> None:
    record = published()
    kept = dataclasses.replace(record.study, retention=Retention(12, 60, originals_months=3))
    record = closing(studies.publish(kept, {"post": questionnaire()}), post=midnight(2027, 1, 1))
    with extensions.contacts.writing() as session:
        session.add(TranscriptOriginal(study=record.name, file_digest="0", ciphertext=b"sealed"))
    evening = midnight(2027, 4, 1) - datetime.timedelta(hours=2)  # summer time has begun
    assert of_answers(record, evening) == {}
    assert of_answers(record, midnight(2027, 4, 1)) == {"originals": Rows(originals=1)}
    assert of_answers(record, midnight(2027, 4, 2)) == {"originals": Rows()}


def test_entries_of_the_log_go_after_their_own_months_and_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    record = published()  # at the present moment, which stays
    for moment, act in ((midnight(2026, 2, 28), "old act"), (midnight(2026, 3, 1), "later act")):
        with monkeypatch.context() as moved:
            moved.setattr(audit, "now", lambda moment=moment: moment)
            audit.record_act("somebody", act, record.name, {"count": 1})
    monkeypatch.setattr(audit, "now", lambda: midnight(2027, 3, 1))
    log = retention.kept(record, midnight(2027, 2, 28))[3]
    assert (log.kind, log.months, log.due_on, log.is_due) == ("logs", 12, datetime.date(2027, 3, 1), False)
    for _twice in range(2):
        retention.erase_due(record, midnight(2027, 3, 1), "test")
    told = [(each.action, dict(each.detail)) for each in audit.entries(study=record.name)]
    assert told[1:] == [
        ("later act", {"count": 1}),
        ("log entries erased", {"entries": 1, "links": 0, "before": "2026-02-28"}),
    ]


def test_entries_of_no_study_stay_as_long_as_the_study_that_keeps_its_log_longest(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = published()  # keeps its log for 12 months
    longer = dataclasses.replace(first.study, name="longer", retention=Retention(12, 60, logs_months=24))
    second = studies.publish(longer, {"post": questionnaire()})
    for study in (first.name, second.name, ""):
        with monkeypatch.context() as moved:
            moved.setattr(audit, "now", lambda: midnight(2025, 1, 1))
            audit.record_act("somebody", "old act", study, {})

    def still_there(record: StudyRecord, at: datetime.datetime) -> set[str]:
        retention.erase_due(record, at, "test")
        return {each.study for each in audit.entries(action="old act")}

    assert still_there(first, midnight(2026, 6, 1)) == {second.name, ""}
    assert still_there(first, midnight(2027, 1, 1)) == {second.name, ""}
    assert still_there(first, midnight(2027, 1, 2)) == {second.name}
    assert still_there(second, midnight(2027, 1, 2)) == set()


def test_what_tells_of_answers_and_reports_stays_in_the_log(app: Flask) -> None:
    record = published()
    for act in ("answers simulated", "report made", "exported"):
        audit.record_act("somebody", act, record.name, {})
    retention.erase_due(record, midnight(2099, 1, 1), "test")
    assert {each.action for each in audit.entries(study=record.name)} == {
        "answers simulated",
        "report made",
        "log entries erased",
    }


def test_what_is_kept_is_counted(app: Flask) -> None:
    record = published()
    person(record, "a", step="submitted")
    record = closing(record, post=midnight(2027, 1, 1))
    names, said, *_others = retention.kept(record, midnight(2030, 1, 1))
    assert (names.kind, names.is_due, names.rows) == ("contacts", True, Rows())
    assert (said.kind, said.is_due, said.rows) == ("answers", False, Rows(submissions=1, links=1))
