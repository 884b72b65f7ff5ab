"""Inferences from numbers and words: written, read again and confirmed; what stood before is kept."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from survey.extensions import answers
from survey.store import audit
from survey.store.clock import now
from survey.store.studies import StudyRecord
from survey.store.tables.inferences import InferenceRow
from survey.store.tables.studies import StudyRow

THEME, CODE = "theme", "code"
WRITTEN, CONFIRMED = "written", "confirmed"
KINDS = ("confirms", "completes", "expands", "contradicts")
LONGEST_TEXT = 4000

Seen = Mapping[str, Any]
"""What an inference was written on: figures as shown, places and digests of what was marked, consents."""


class InferenceError(ValueError):
    """An inference cannot be kept as sent; ``rule`` says why: text, kind, overtaken or none."""

    def __init__(self, rule: str) -> None:
        """Keep the rule."""
        self.rule = rule
        super().__init__(rule)


@dataclass(frozen=True, slots=True)
class Inference:
    """One version of what is inferred of a theme (by its name) or a code (by its key)."""

    subject: str
    name: str
    version: int
    act: str
    kind: str
    text: str
    author: str
    made_at: datetime.datetime
    seen: Seen


@dataclass(frozen=True, slots=True)
class NewInference:
    """What is to be kept; ``after``: the version that its author saw, 0 where there was none."""

    subject: str
    name: str
    kind: str
    text: str
    after: int


def current(study_id: int) -> tuple[Inference, ...]:
    """The inferences of a study that stand."""
    latest: dict[tuple[str, str], InferenceRow] = {}
    with answers.reading() as session:
        query = select(InferenceRow).where(InferenceRow.study_id == study_id).order_by(InferenceRow.version)
        for row in session.scalars(query):
            latest[row.subject, row.name] = row
        return tuple(_inference(row) for row in latest.values())


def history(study_id: int, subject: str, name: str) -> tuple[Inference, ...]:
    """Every version of an inference, the newest first."""
    mine = (InferenceRow.study_id == study_id, InferenceRow.subject == subject, InferenceRow.name == name)
    with answers.reading() as session:
        query = select(InferenceRow).where(*mine).order_by(InferenceRow.version.desc())
        return tuple(_inference(row) for row in session.scalars(query))


def keep(study: StudyRecord, new: NewInference, seen: Seen, act: str, actor: str) -> Inference:
    """Keep a version after the one its author saw; raises ``InferenceError``. A confirmation keeps kind and text."""
    with answers.writing() as session:
        session.execute(select(StudyRow.id).where(StudyRow.id == study.id).with_for_update(key_share=True))
        mine = (InferenceRow.study_id == study.id, InferenceRow.subject == new.subject, InferenceRow.name == new.name)
        last = session.scalars(select(InferenceRow).where(*mine).order_by(InferenceRow.version.desc())).first()
        if (0 if last is None else last.version) != new.after:
            raise InferenceError("overtaken")
        if act == CONFIRMED and last is None:
            raise InferenceError("none")
        text, kind = (last.text, last.kind) if act == CONFIRMED and last is not None else (new.text.strip(), new.kind)
        if not text or len(text) > LONGEST_TEXT:
            raise InferenceError("text")
        if kind not in KINDS:
            raise InferenceError("kind")
        row = InferenceRow(
            study_id=study.id,
            subject=new.subject,
            name=new.name,
            version=new.after + 1,
            act=act,
            kind=kind,
            text=text,
            author=actor,
            made_at=now(),
            seen=json.dumps(seen, ensure_ascii=False, sort_keys=True),
        )
        session.add(row)
        told: dict[str, str | int] = {"about": f"{new.subject} {new.name}", "version": row.version}
        audit.record(session, actor, f"inference {act}", study.name, told)
        session.flush()
        return _inference(row)


def erase(connection: Connection, study_id: int) -> None:
    """Delete the inferences of a study with their history: they go when its answers go."""
    connection.execute(delete(InferenceRow).where(InferenceRow.study_id == study_id))


def _inference(row: InferenceRow) -> Inference:
    return Inference(
        subject=row.subject,
        name=row.name,
        version=row.version,
        act=row.act,
        kind=row.kind,
        text=row.text,
        author=row.author,
        made_at=row.made_at,
        seen=json.loads(row.seen),
    )
