"""The participant flow: counted exactly, and as released to staff."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from survey.extensions import answers
from survey.store import audit
from survey.store.clock import now
from survey.store.tables.participants import Invitation, Participant, Refusal
from survey.store.tables.releases import FlowRelease
from survey.store.tables.studies import WaveRow
from survey.store.tables.submissions import SubmissionRow

ORIGINS = ("register", "open")

Told = tuple[tuple[tuple[str, ...], int], ...]
"""Released figures: for each group of steps, its names and its count."""


@dataclass(frozen=True, slots=True)
class Release:
    """Figures of one wave and origin as staff saw them from this moment on."""

    released_at: datetime.datetime
    minimum_cell: int
    told: Told


Decision = Callable[[dict[str, int], Sequence[Release]], Told | None]
"""What may be told of exact counts by step, after earlier releases; None when nothing may."""


def counts(wave_id: int, origin: str) -> dict[str, int]:
    """How many of those invited at a wave stand at each step, exactly; steps with nobody are absent."""
    with answers.reading() as session:
        return _counts(session, wave_id, origin)


def _counts(session: Session, wave_id: int, origin: str, before: datetime.datetime | None = None) -> dict[str, int]:
    step = _step(before).label("step")
    statement = (
        select(step, func.count().label("people"))
        .select_from(Invitation)
        .join(Participant, Participant.id == Invitation.participant_id)
        .outerjoin(SubmissionRow, _at_invitation(SubmissionRow))
        .outerjoin(Refusal, _at_invitation(Refusal))
        .where(Invitation.wave_id == wave_id, Participant.origin == origin)
        .group_by(step)
    )
    found = {row.step: row.people for row in session.execute(statement)}
    if before is not None and origin == "open":
        found.pop("not_opened", None)  # who came by the open link since then had no link before
    return found


def _at_invitation(table: type[SubmissionRow] | type[Refusal]) -> ColumnElement[bool]:
    return and_(table.participant_id == Invitation.participant_id, table.wave_id == Invitation.wave_id)


def _step(before: datetime.datetime | None) -> ColumnElement[str]:
    def done(moment: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        return moment.is_not(None) if before is None else moment < before

    return case(
        (done(SubmissionRow.submitted_at), "submitted"),
        (done(SubmissionRow.started_at), "broken_off"),
        (done(Refusal.declined_at), "declined"),
        (done(Invitation.opened_at), "opened_only"),
        else_="not_opened",
    )


def invited(wave_id: int) -> int:
    """How many people of the register have a link at this wave; it tells nothing about what they did with it."""
    statement = (
        select(func.count())
        .select_from(Invitation)
        .join(Participant, Participant.id == Invitation.participant_id)
        .where(Invitation.wave_id == wave_id, Participant.origin == "register")
    )
    with answers.reading() as session:
        return session.scalar(statement) or 0


def with_link(participants: Collection[int]) -> frozenset[int]:
    """Which of these participants have a link at any wave: those the flow counts."""
    statement = select(Invitation.participant_id).where(Invitation.participant_id.in_(participants))
    with answers.reading() as session:
        return frozenset(session.scalars(statement))


def latest(wave_id: int, origin: str) -> Release | None:
    """The figures that staff see now."""
    with answers.reading() as session:
        return next(iter(_releases(session, wave_id, origin)[-1:]), None)


def _releases(session: Session, wave_id: int, origin: str) -> list[Release]:
    statement = (
        select(FlowRelease)
        .where(FlowRelease.wave_id == wave_id, FlowRelease.origin == origin)
        .order_by(FlowRelease.released_at, FlowRelease.id)
    )
    return [
        Release(
            row.released_at, row.minimum_cell, tuple((tuple(steps), count) for steps, count in json.loads(row.counts))
        )
        for row in session.scalars(statement)
    ]


def release(
    wave_id: int,
    origin: str,
    decide: Decision,
    *,
    before: datetime.datetime,
    minimum_cell: int,
    study: str,
    actor: str,
) -> Release | None:
    """Count what was done ``before``, let ``decide`` say what may be told after all that was, and keep it, if any."""
    with answers.writing() as session:
        # Two at once would each be decided without the other.
        session.execute(select(WaveRow.id).where(WaveRow.id == wave_id).with_for_update())
        told = decide(_counts(session, wave_id, origin, before), _releases(session, wave_id, origin))
        if told is None:
            return None
        made = Release(now(), minimum_cell, told)
        session.add(
            FlowRelease(
                wave_id=wave_id,
                origin=origin,
                released_at=made.released_at,
                minimum_cell=minimum_cell,
                counts=json.dumps(told),
            )
        )
        audit.record(session, actor, "figures released", study, {"wave": wave_id, "origin": origin})
    return made
