"""How the plan of a study stands to its lock, as results tell it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from survey.findings.planned.results import Lock
from survey.store import plan_locks
from survey.store.studies import StudyRecord


def lock_now(record: StudyRecord) -> Lock | None:
    """The latest lock of a study, its moment in the study's zone; None while the plan was never locked."""
    found = plan_locks.standing(record)
    if found is None:
        return None
    at = found.lock.locked_at.astimezone(ZoneInfo(record.study.time_zone))
    return Lock(
        digest=found.lock.digest,
        at=at.isoformat(timespec="seconds"),
        by=found.lock.locked_by,
        matches=found.matches,
        late=found.late,
    )
