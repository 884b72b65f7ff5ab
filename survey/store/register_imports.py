"""Register imports: two databases, no shared transaction, and still finished or undone by running them again.

The order is: the import is noted as started; contacts are written, each keeping its earlier text; participants,
invitations and the end of the import are written in one transaction; the earlier texts are forgotten.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from survey.extensions import answers, keyring
from survey.store import audit, contacts, invitations
from survey.store.clock import now
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant, RegisterImport
from survey.store.tables.studies import StudyRow

FACTS = (
    "arm",
    "site",
    "event",
    "language",
    "household",
    "worker",
    "entry_date",
    "support_start",
    "support_end",
    "profile",
)


class InterruptedImportError(RuntimeError):
    """A register import did not reach its end; the message says what to do."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One checked row of a register file; what the file leaves blank is None or has no key."""

    participant_id: str
    arm: str | None = None
    site: str | None = None
    event: str | None = None
    language: str | None = None
    household: str | None = field(default=None, repr=False)
    worker: str | None = field(default=None, repr=False)
    entry_date: datetime.date | None = None
    support_start: datetime.date | None = None
    support_end: datetime.date | None = None
    profile: Mapping[str, str] = field(default_factory=dict)
    contact: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class RegisterImported:
    """What an import changed. ``superseded``: this file was imported already and a later one has come since."""

    added: int
    updated: int
    unchanged: int
    invitations: int
    already: bool
    superseded: bool = False


def import_register(study: StudyRecord, rows: Sequence[RegisterRow], file_digest: str, actor: str) -> RegisterImported:
    """Bring the register of ``study`` to what ``rows`` say; nobody is deleted. The same file again changes nothing."""
    started = _start(study, file_digest, len(rows), actor)
    if file_digest in started.finished:
        contacts.undo(study.name, started.given_up)
        contacts.settle(study.name, started.finished)
        return _repeat(study, file_digest, len(rows), actor)
    fields = {row.participant_id: row.contact for row in rows}
    changed = contacts.write(study.name, file_digest, fields, finished=started.finished, given_up=started.given_up)
    imported = _finish(study, rows, started.id, changed, actor)
    if imported is None:
        contacts.undo(study.name, {file_digest})
        raise InterruptedImportError(
            "Another register file of this study was imported in the meantime, so this one was undone. "
            "Run it again if it is the newer one."
        )
    contacts.settle(study.name, {file_digest})
    return imported


def unfinished_import(study: StudyRecord) -> datetime.datetime | None:
    """When the import that has not reached its end was started; None when there is none."""
    unfinished = (RegisterImport.finished_at.is_(None), RegisterImport.given_up_at.is_(None))
    query = select(RegisterImport.started_at).where(RegisterImport.study_id == study.id, *unfinished)
    with answers.reading() as session:
        return session.scalar(query)


@dataclass(frozen=True, slots=True)
class _Started:
    id: int
    finished: frozenset[str]
    given_up: frozenset[str]


def _start(study: StudyRecord, file_digest: str, count: int, actor: str) -> _Started:
    """Note that this file's import has begun; an unfinished one of another file is given up."""
    with answers.writing() as session:
        # One import at a time starts; participants may go on being added to the study meanwhile.
        session.execute(select(StudyRow.id).where(StudyRow.id == study.id).with_for_update(key_share=True))
        rows = session.scalars(select(RegisterImport).where(RegisterImport.study_id == study.id))
        known = {row.file_digest: row for row in rows}
        for other in known.values():
            if other.file_digest != file_digest and other.finished_at is None and other.given_up_at is None:
                other.given_up_at = now()
                audit.record(session, actor, "register import given up", study.name, {"file": other.file_digest})
        mine = known.get(file_digest)
        if mine is None:
            mine = RegisterImport(study_id=study.id, file_digest=file_digest, rows=count, started_at=now())
            session.add(mine)
        mine.given_up_at = None
        session.flush()
        return _Started(
            id=mine.id,
            finished=frozenset(name for name, row in known.items() if row.finished_at is not None),
            given_up=frozenset(name for name, row in known.items() if row.given_up_at is not None),
        )


def _repeat(study: StudyRecord, file_digest: str, count: int, actor: str) -> RegisterImported:
    """The file was imported already: only waves that are new since then get their invitations."""
    finished = (RegisterImport.study_id == study.id, RegisterImport.finished_at.is_not(None))
    latest = select(RegisterImport.file_digest).where(*finished).order_by(RegisterImport.finished_at.desc()).limit(1)
    with answers.writing() as session:
        superseded = session.scalar(latest) != file_digest
        invited = invitations.invite_register(session, study)
        if invited:
            audit.record(session, actor, "invitations added", study.name, {"invitations": invited})
    return RegisterImported(0, 0, count, invited, already=True, superseded=superseded)


def _finish(
    study: StudyRecord, rows: Sequence[RegisterRow], import_id: int, contact_changed: set[str], actor: str
) -> RegisterImported | None:
    """Participants, invitations and the end of the import, in one transaction; None when it was given up meanwhile."""
    with answers.writing() as session:
        mine = session.scalars(select(RegisterImport).where(RegisterImport.id == import_id).with_for_update()).one()
        if mine.given_up_at is not None:
            return None
        added, changed = _write_participants(session, study, rows, import_id)
        updated = len(changed | (contact_changed - added))
        unchanged = len(rows) - len(added) - updated
        invited = invitations.invite_register(session, study)
        mine.finished_at = now()
        counts = {"added": len(added), "updated": updated, "invitations": invited}
        told: audit.Detail = {"file": mine.file_digest, **counts}
        audit.record(session, actor, "register imported", study.name, told)
    return RegisterImported(len(added), updated, unchanged, invited, already=False)


def _write_participants(
    session: Session, study: StudyRecord, rows: Sequence[RegisterRow], import_id: int
) -> tuple[set[str], set[str]]:
    """Insert who is new, update whose facts changed; the ids of both."""
    columns = [getattr(Participant, name) for name in FACTS]
    known = {
        row[1]: (row[0], tuple(row[2:]))
        for row in session.execute(
            select(Participant.id, Participant.participant_id, *columns).where(Participant.study_id == study.id)
        )
    }
    pseudonym = _pseudonyms(study.name)
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    added: set[str] = set()
    updated: set[str] = set()
    for row in rows:
        facts = _facts(row, pseudonym)
        if row.participant_id not in known:
            added.add(row.participant_id)
            common = {"study_id": study.id, "origin": "register", "register_import_id": import_id}
            new.append({"participant_id": row.participant_id} | common | facts)
        elif known[row.participant_id][1] != tuple(facts.values()):
            updated.add(row.participant_id)
            changed.append({"id": known[row.participant_id][0], "register_import_id": import_id} | facts)
    if new:
        session.execute(insert(Participant), new)
    if changed:
        session.execute(update(Participant), changed)
    return added, updated


def _facts(row: RegisterRow, pseudonym: Callable[[str, str | None], str | None]) -> dict[str, Any]:
    """What a participant's row holds, in the order of ``FACTS``."""
    special = {
        "household": pseudonym("household", row.household),
        "worker": pseudonym("worker", row.worker),
        "profile": json.dumps(dict(row.profile), ensure_ascii=False, sort_keys=True),
    }
    return {name: special[name] if name in special else getattr(row, name) for name in FACTS}


def _pseudonyms(study: str) -> Callable[[str, str | None], str | None]:
    @cache
    def pseudonym(kind: str, name: str | None) -> str | None:
        return None if name is None else keyring.pseudonym(study, kind, name)

    return pseudonym
