"""The log of who did what to which study, written inside the transaction it tells of."""

from __future__ import annotations

import datetime
import getpass
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store.clock import now
from survey.store.tables.audit import AuditEntry

Detail = Mapping[str, str | int]
"""What an entry tells beside actor, act and study: counts and names, never an answer or a contact."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    at: datetime.datetime
    actor: str
    action: str
    study: str
    detail: Detail


def record(session: Session, actor: str, action: str, study: str, detail: Detail) -> None:
    """Add an entry to the transaction of ``session``: the act and its trace are kept together or not at all."""
    text = json.dumps(dict(detail), ensure_ascii=False, sort_keys=True)
    session.add(AuditEntry(at=now(), actor=actor, action=action, study=study, detail=text))


def record_act(actor: str, action: str, study: str, detail: Detail) -> None:
    """Add an entry for an act that writes nothing else, such as an export."""
    with answers.writing() as session:
        record(session, actor, action, study, detail)


def entries(*, study: str | None = None, action: str | None = None, limit: int = 1000) -> list[Entry]:
    """The latest entries in the order they were written, of one study or one kind of act when asked."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if study is not None:
        query = query.where(AuditEntry.study == study)
    if action is not None:
        query = query.where(AuditEntry.action == action)
    with answers.reading() as session:
        rows = list(session.scalars(query))
    return [Entry(row.at, row.actor, row.action, row.study, json.loads(row.detail)) for row in reversed(rows)]


def command_line() -> str:
    """The actor of a command: ``command line`` and the name the operating system knows."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # no name is known for this number, as in some containers
        name = str(os.getuid())
    return f"command line ({name})"
