"""Figures released to staff: kept as they were, dated, so that no later answer moves one."""

from __future__ import annotations

import datetime
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store import audit
from survey.store.clock import now
from survey.store.studies import StudyRecord
from survey.store.tables.figure_releases import FigureReleaseBase, FigureReleaseRow
from survey.store.tables.studies import StudyRow


class OvertakenError(RuntimeError):
    """Another release was made while this one was being counted; it must be counted again."""


@dataclass(frozen=True, slots=True)
class FigureRelease:
    """One release: when, what was counted (everything sent before ``counted_before``), and the counts it stands on."""

    id: int
    released_at: datetime.datetime
    counted_before: datetime.datetime
    minimum_cell: int
    standing: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a release is made of: its counts, and the charts of each open base as JSON text."""

    before: datetime.datetime
    minimum_cell: int
    standing: Mapping[str, Any]
    charts: Mapping[str, str]


def releases(study_id: int) -> tuple[FigureRelease, ...]:
    """Every release of a study, the oldest first."""
    with answers.reading() as session:
        return _releases(session, study_id)


def latest(study_id: int) -> FigureRelease | None:
    """The release that staff see now."""
    return next(iter(releases(study_id)[-1:]), None)


def _releases(session: Session, study_id: int) -> tuple[FigureRelease, ...]:
    statement = select(FigureReleaseRow).where(FigureReleaseRow.study_id == study_id).order_by(FigureReleaseRow.id)
    return tuple(
        FigureRelease(row.id, row.released_at, row.counted_before, row.minimum_cell, json.loads(row.standing))
        for row in session.scalars(statement)
    )


def charts(release_id: int, base: str) -> str | None:
    """The charts of one base as JSON text; None when the base is not open in this release."""
    with answers.reading() as session:
        row = session.get(FigureReleaseBase, (release_id, base))
        return None if row is None else zlib.decompress(row.charts).decode()


def bases(release_id: int) -> frozenset[str]:
    """The bases that are open in this release."""
    statement = select(FigureReleaseBase.base).where(FigureReleaseBase.release_id == release_id)
    with answers.reading() as session:
        return frozenset(session.scalars(statement))


def keep(record: StudyRecord, counted: Counted, seen: tuple[FigureRelease, ...], actor: str) -> int:
    """Keep a release that was counted against the releases ``seen``; raises ``OvertakenError``. Returns its number."""
    with answers.writing() as session:
        # Two at once would each be counted without the other.
        session.execute(select(StudyRow.id).where(StudyRow.id == record.id).with_for_update())
        if [release.id for release in _releases(session, record.id)] != [release.id for release in seen]:
            raise OvertakenError(f"Figures of {record.name} were released in the meantime. Release them again.")
        row = FigureReleaseRow(
            study_id=record.id,
            released_at=now(),
            counted_before=counted.before,
            minimum_cell=counted.minimum_cell,
            standing=json.dumps(counted.standing, ensure_ascii=False),
        )
        session.add(row)
        session.flush()
        lines = [
            {"release_id": row.id, "base": base, "charts": zlib.compress(text.encode())}
            for base, text in sorted(counted.charts.items())
        ]
        if lines:
            session.execute(insert(FigureReleaseBase), lines)
        audit.record(session, actor, "dashboard released", record.name, {"bases": len(lines)})
        return row.id
