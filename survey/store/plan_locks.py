"""Plans locked before answers arrive: what was planned, when, by whom, and whether any answer was there already."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.instrument import canonical
from survey.instrument.plan import PlanFile
from survey.instrument.plan_of_study import outcome_waves, plan_of_study
from survey.store import audit, versions
from survey.store.clock import now
from survey.store.studies import StudyRecord
from survey.store.tables.plan_locks import PlanLockRow
from survey.store.tables.studies import StudyRow
from survey.store.tables.submissions import SubmissionRow

LONGEST_NAME = 200


class PlanLockError(ValueError):
    """A plan cannot be locked as asked; the message says why."""


@dataclass(frozen=True, slots=True)
class PlanLock:
    """One locking. ``planned``: the plan with its scales; ``answered``: the waves that had answers by then."""

    digest: str
    planned: PlanFile
    locked_at: datetime.datetime
    locked_by: str
    answered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """The plan of today against the latest lock. ``late``: the outcome waves that were answered before it."""

    lock: PlanLock
    matches: bool
    late: tuple[str, ...]


def plan_now(record: StudyRecord) -> PlanFile:
    """The plan of a study as published, with everything it rests on."""
    return plan_of_study(
        record.study, {wave.name: versions.questionnaire(wave.questionnaire_digest) for wave in record.waves}
    )


def digest_of(planned: PlanFile) -> str:
    """The digest by which a plan is known."""
    return canonical.digest(canonical.plan_to_json(planned))


def locks(study_id: int) -> tuple[PlanLock, ...]:
    """Every lock of a study, the oldest first."""
    with answers.reading() as session:
        return _locks(session, study_id)


def lock(record: StudyRecord, who: str, actor: str) -> PlanLock:
    """Lock the plan of a study as published; the same plan again keeps its lock. Earlier locks stay as they are."""
    name, planned = who.strip(), plan_now(record)
    if not name or len(name) > LONGEST_NAME:
        raise PlanLockError(f"Say who locks the plan, in at most {LONGEST_NAME} characters.")
    if not any(planned.plan.outcomes()):
        raise PlanLockError(f"The plan of {record.name} names no scale. Name one in study.yaml, and publish it.")
    text = canonical.plan_to_json(planned)
    digest = canonical.digest(text)
    with answers.writing() as session:
        # Of two at once the second sees the first.
        session.execute(select(StudyRow.id).where(StudyRow.id == record.id).with_for_update())
        earlier = _locks(session, record.id)
        if earlier and earlier[-1].digest == digest:
            return earlier[-1]
        answered = _answered(session, record)
        row = PlanLockRow(
            study_id=record.id,
            digest=digest,
            plan=text,
            locked_at=now(),
            locked_by=name,
            answered=json.dumps(answered),
        )
        session.add(row)
        session.flush()
        audit.record(session, actor, "plan locked", record.name, {"digest": digest, "by": name})
        return PlanLock(digest, planned, row.locked_at, name, answered)


def standing(record: StudyRecord) -> PlanStanding | None:
    """How the plan of today stands to its latest lock; None while it was never locked."""
    found = locks(record.id)
    if not found:
        return None
    return PlanStanding(found[-1], found[-1].digest == digest_of(plan_now(record)), late_waves(found[-1]))


def late_waves(locked: PlanLock) -> tuple[str, ...]:
    """The outcome waves whose first answer was stored before the lock; erasing it later changes nothing."""
    return tuple(wave for wave in outcome_waves(locked.planned) if wave in locked.answered)


def _answered(session: Session, record: StudyRecord) -> tuple[str, ...]:
    """The waves at which somebody has sent a page, finished or not."""
    numbers = [wave.id for wave in record.waves]
    mine = (SubmissionRow.wave_id.in_(numbers), SubmissionRow.revision > 0)
    found = set(session.scalars(select(SubmissionRow.wave_id).where(*mine).distinct()))
    return tuple(wave.name for wave in record.waves if wave.id in found)


def _locks(session: Session, study_id: int) -> tuple[PlanLock, ...]:
    statement = select(PlanLockRow).where(PlanLockRow.study_id == study_id).order_by(PlanLockRow.id)
    return tuple(
        PlanLock(
            row.digest,
            canonical.plan_file_from_json(row.plan),
            row.locked_at,
            row.locked_by,
            tuple(json.loads(row.answered)),
        )
        for row in session.scalars(statement)
    )
