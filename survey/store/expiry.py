"""What has a period of its own beside answers and contacts: the files of interviews, and the log."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, func, or_, select

from survey.extensions import answers, contacts
from survey.store import audit, erased_links, interview_erasure
from survey.store.erasure import Rows
from survey.store.forgetting import forget
from survey.store.interview_erasure import Originals
from survey.store.simulated import ACT as SIMULATED
from survey.store.studies import StudyRecord
from survey.store.tables.audit import AuditEntry
from survey.store.tables.base import table

ENTRY = table(AuditEntry)
LASTING = (SIMULATED, "report made")
"""Acts that tell what the answers or a report are, not what somebody did: without them neither could be told again."""


@dataclass(frozen=True, slots=True)
class KeptSince:
    """The moments since which the log is kept: its entries of a study, and those of none, such as of accounts."""

    of_study: datetime.datetime
    of_none: datetime.datetime


@dataclass(frozen=True, slots=True)
class OldEntries:
    """What the log holds from before these moments, and when the oldest it has of a study, and of none, was written."""

    entries: int
    links: int
    oldest: datetime.datetime | None
    oldest_of_none: datetime.datetime | None = None

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
        interview_erasure.erase_originals(connection, Originals(study.name))
    forget(contacts)
    return erased


def old_entries(study: StudyRecord, since: KeptSince) -> OldEntries:
    """What the log holds of a study, or of no study, from before these moments."""
    with answers.looking() as connection:
        count = connection.scalar(select(func.count()).select_from(ENTRY).where(_old(study, since))) or 0
        oldest, oldest_of_none = (
            connection.scalar(select(func.min(ENTRY.c.at)).where(_of(name))) for name in (study.name, "")
        )
    return OldEntries(count, erased_links.count(study.id, since.of_study), oldest, oldest_of_none)


def erase_log(study: StudyRecord, since: KeptSince, actor: str) -> OldEntries:
    """Delete that, and say in the log itself how many entries went, and up to when."""
    found = old_entries(study, since)
    if found.total:
        with answers.writing() as session:
            connection = session.connection()
            connection.execute(delete(ENTRY).where(_old(study, since)))
            erased_links.forget_noted(connection, study.id, since.of_study)
            day = since.of_study.date().isoformat()
            told: audit.Detail = {"entries": found.entries, "links": found.links, "before": day}
            audit.record(session, actor, "log entries erased", study.name, told)
        forget(answers)
    return found


def _of(name: str) -> ColumnElement[bool]:
    return and_(ENTRY.c.study == name, ENTRY.c.action.not_in(LASTING))


def _old(study: StudyRecord, since: KeptSince) -> ColumnElement[bool]:
    mine = and_(_of(study.name), ENTRY.c.at < since.of_study)
    return or_(mine, and_(_of(""), ENTRY.c.at < since.of_none))
