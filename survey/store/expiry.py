"""What has a period of its own beside answers and contacts: the files of interviews, and the log."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, func, or_, select

from survey.extensions import answers, contacts
from survey.store import audit, erased_links, interview_erasure
from survey.store.erasure import Rows
from survey.store.forgetting import forget, overwrite_what_is_deleted
from survey.store.interview_erasure import Originals
from survey.store.simulated import ACT as SIMULATED
from survey.store.studies import StudyRecord
from survey.store.tables.audit import AuditEntry
from survey.store.tables.base import table

ENTRY = table(AuditEntry)
LASTING = (SIMULATED, "report made")
"""Acts that tell what the answers or a report are, not what somebody did: without them neither could be told again."""


@dataclass(frozen=True, slots=True)
class OldEntries:
    """What the log holds from before a moment, and when the oldest of it was written."""

    entries: int
    links: int
    oldest: datetime.datetime | None

    @property
    def total(self) -> int:
        """Entries, and links that say that answers were erased."""
        return self.entries + self.links


def originals_of(study: StudyRecord) -> Rows:
    """The files of the interviews of a study."""
    with contacts.looking() as connection:
        return Rows(originals=interview_erasure.count_originals(connection, Originals(study.name)))


def erase_originals(study: StudyRecord, actor: str) -> Rows:
    """Delete the files of the interviews of a study; what stands on pseudonyms stays."""
    erased = originals_of(study)
    if erased.total:
        audit.record_act(actor, "originals erased", study.name, {"originals": erased.originals})
    with contacts.changing() as connection:
        overwrite_what_is_deleted(connection)
        interview_erasure.erase_originals(connection, Originals(study.name))
    forget(contacts)
    return erased


def oldest_entry(study: StudyRecord) -> datetime.datetime | None:
    """When the oldest entry of the log that may go was written."""
    with answers.looking() as connection:
        found: datetime.datetime | None = connection.scalar(select(func.min(ENTRY.c.at)).where(_of(study)))
    return found


def old_entries(study: StudyRecord, before: datetime.datetime) -> OldEntries:
    """What the log holds of a study, or of no study, from before a moment."""
    with answers.looking() as connection:
        count = connection.scalar(select(func.count()).select_from(ENTRY).where(_old(study, before))) or 0
    return OldEntries(count, erased_links.count(study.id, before), oldest_entry(study))


def erase_log(study: StudyRecord, before: datetime.datetime, actor: str) -> OldEntries:
    """Delete that, and say in the log itself how many entries went, and up to when."""
    found = old_entries(study, before)
    if found.total:
        with answers.writing() as session:
            connection = session.connection()
            overwrite_what_is_deleted(connection)
            connection.execute(delete(ENTRY).where(_old(study, before)))
            erased_links.forget_noted(connection, study.id, before)
            day = before.date().isoformat()
            told: audit.Detail = {"entries": found.entries, "links": found.links, "before": day}
            audit.record(session, actor, "log entries erased", study.name, told)
        forget(answers)
    return found


def _of(study: StudyRecord) -> ColumnElement[bool]:
    return and_(or_(ENTRY.c.study == study.name, ENTRY.c.study == ""), ENTRY.c.action.not_in(LASTING))


def _old(study: StudyRecord, before: datetime.datetime) -> ColumnElement[bool]:
    return and_(_of(study), ENTRY.c.at < before)
