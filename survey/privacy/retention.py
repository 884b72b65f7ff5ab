"""How long answers and contacts are kept: until what a study promised, counted from its last closing."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from survey.store import erasure
from survey.store.erasure import Rows
from survey.store.studies import StudyRecord

MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True)
class Due:
    """The first days on which contacts and answers are no longer kept; None while a wave has no closing day."""

    contacts: datetime.date | None
    answers: datetime.date | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What a study holds, from which day on it is to be erased, and whether that day has come."""

    kind: str
    due_on: datetime.date | None
    is_due: bool
    rows: Rows


def due(record: StudyRecord) -> Due:
    """When the records of a study are to be erased, by the days its waves close on now."""
    zone = ZoneInfo(record.study.time_zone)
    closings = [wave.closes_at for wave in record.waves]
    known = [closing for closing in closings if closing is not None]
    if not known or len(known) < len(closings):
        return Due(None, None)
    last = (max(known) - datetime.timedelta(microseconds=1)).astimezone(zone).date()
    months = record.study.retention
    return Due(_after(last, months.contacts_months), _after(last, months.answers_months))


def _after(last: datetime.date, months: int) -> datetime.date:
    """The day after so many months: 31 January and one month is the end of February, so due on 1 March."""
    years, month = divmod(last.month - 1 + months, MONTHS_PER_YEAR)
    year, month = last.year + years, month + 1
    day = min(last.day, calendar.monthrange(year, month)[1])
    return datetime.date(year, month, day) + datetime.timedelta(days=1)


def kept(record: StudyRecord, at: datetime.datetime) -> tuple[Kept, Kept]:
    """What is kept of a study at this moment: its contacts, then its answers."""
    today, days = at.astimezone(ZoneInfo(record.study.time_zone)).date(), due(record)
    return (
        _kept("contacts", days.contacts, today, erasure.contacts_of(record)),
        _kept("answers", days.answers, today, erasure.answers_of(record)),
    )


def _kept(kind: str, due_on: datetime.date | None, today: datetime.date, rows: Rows) -> Kept:
    return Kept(kind, due_on, due_on is not None and due_on <= today, rows)


def erase_due(record: StudyRecord, at: datetime.datetime, actor: str) -> dict[str, Rows]:
    """Erase what is due at this moment, answers first; again, there is nothing left to erase."""
    due_now = {each.kind for each in kept(record, at) if each.is_due}
    acts = {"answers": erasure.erase_answers, "contacts": erasure.erase_contacts}
    return {kind: act(record, actor) for kind, act in acts.items() if kind in due_now}
