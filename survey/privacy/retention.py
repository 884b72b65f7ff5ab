"""How long what a study holds is kept: until what its notice promised, counted from its last closing.

Entries of the log are counted from the day they were written, whatever waves there are.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from survey.store import erasure, expiry, studies
from survey.store.erasure import Rows
from survey.store.expiry import KeptSince, OldEntries
from survey.store.studies import StudyRecord

MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True)
class Due:
    """The first days on which these are no longer kept; None while a wave has no closing day."""

    contacts: datetime.date | None
    answers: datetime.date | None
    originals: datetime.date | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What a study holds of one kind, for how many months, from which day on it is to be erased, and whether now.

    Of the log, the day is that of its oldest entry, and the rows are those that are due.
    """

    kind: str
    months: int
    due_on: datetime.date | None
    is_due: bool
    rows: Rows | OldEntries


def due(record: StudyRecord) -> Due:
    """When the records of a study are to be erased, by the days its waves close on now."""
    zone = ZoneInfo(record.study.time_zone)
    closings = [wave.closes_at for wave in record.waves]
    known = [closing for closing in closings if closing is not None]
    if not known or len(known) < len(closings):
        return Due(None, None, None)
    last = (max(known) - datetime.timedelta(microseconds=1)).astimezone(zone).date()
    months = record.study.retention
    return Due(*(after(last, months.months(kind)) for kind in ("contacts", "answers", "originals")))


def after(last: datetime.date, months: int) -> datetime.date:
    """The day after so many months: 31 January and one month is the end of February, so due on 1 March."""
    return _moved(last, months) + datetime.timedelta(days=1)


def _moved(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, MONTHS_PER_YEAR)
    year, month = day.year + years, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def log_kept_since(record: StudyRecord, at: datetime.datetime) -> KeptSince:
    """The moments before which entries of the log are no longer kept; those of no study as long as that of any."""
    mine = _first_kept(record, at)
    return KeptSince(mine, min(mine, *(_first_kept(each, at) for each in studies.all_studies())))


def _first_kept(record: StudyRecord, at: datetime.datetime) -> datetime.datetime:
    zone = ZoneInfo(record.study.time_zone)
    today = at.astimezone(zone).date()
    months = record.study.retention.months("logs")
    first = _moved(today, -months)
    while after(first, months) <= today:  # the last day of a short month stands for several
        first += datetime.timedelta(days=1)
    return studies.start_of(first, zone)


def kept(record: StudyRecord, at: datetime.datetime) -> tuple[Kept, ...]:
    """What is kept of a study at this moment: its contacts, answers, files of interviews and log."""
    today, days = at.astimezone(ZoneInfo(record.study.time_zone)).date(), due(record)
    held = {
        "contacts": erasure.contacts_of(record, keep_originals=True),
        "answers": erasure.answers_of(record),
        "originals": expiry.originals_of(record),
    }
    of_study = [_kept(record, kind, getattr(days, kind), today, rows) for kind, rows in held.items()]
    return (*of_study, _log(record, at))


def _kept(record: StudyRecord, kind: str, due_on: datetime.date | None, today: datetime.date, rows: Rows) -> Kept:
    return Kept(kind, record.study.retention.months(kind), due_on, due_on is not None and due_on <= today, rows)


def _log(record: StudyRecord, at: datetime.datetime) -> Kept:
    months = record.study.retention.months("logs")
    longest = max(each.study.retention.months("logs") for each in (record, *studies.all_studies()))
    old = expiry.old_entries(record, log_kept_since(record, at))
    zone = ZoneInfo(record.study.time_zone)
    ends = [
        after(oldest.astimezone(zone).date(), kept_for)
        for oldest, kept_for in ((old.oldest, months), (old.oldest_of_none, longest))
        if oldest is not None
    ]
    return Kept("logs", months, min(ends, default=None), bool(old.total), old)


def erase_due(record: StudyRecord, at: datetime.datetime, actor: str) -> dict[str, Rows | OldEntries]:
    """Erase what is due at this moment, answers first; again, there is nothing left to erase."""
    due_now = {each.kind for each in kept(record, at) if each.is_due}
    erased: dict[str, Rows | OldEntries] = {}
    if "answers" in due_now:
        erased["answers"] = erasure.erase_answers(record, actor)
    if "contacts" in due_now:
        erased["contacts"] = erasure.erase_contacts(record, actor, keep_originals=True)
    if "originals" in due_now:
        erased["originals"] = expiry.erase_originals(record, actor)
    if "logs" in due_now:
        erased["logs"] = expiry.erase_log(record, log_kept_since(record, at), actor)
    return erased
