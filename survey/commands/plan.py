"""``jalon plan``: show what a study will be judged by, and lock it before answers arrive."""

from __future__ import annotations

import json
from typing import Any

import click

from survey.application_context import as_json_option, in_application, report
from survey.instrument import canonical
from survey.instrument.plan import PARTS, PlanFile
from survey.store import audit, plan_locks, studies
from survey.store.plan_locks import PlanLock, PlanStanding
from survey.store.studies import StudyRecord


@click.group("plan")
def command() -> None:
    """Show and lock what a study will be judged by."""


@command.command("show")
@click.argument("study")
@as_json_option
@in_application
def show(study: str, as_json: bool) -> None:
    """Show the plan of STUDY as published, and whether it was locked, when and by whom."""
    record = studies.study_named(study)
    planned, found = plan_locks.plan_now(record), plan_locks.standing(record)
    history = plan_locks.locks(record.id)
    told = {
        "study": record.name,
        "digest": plan_locks.digest_of(planned),
        "plan": json.loads(canonical.plan_to_json(planned)),
        "lock": _told(found),
        "locks": [_told_lock(each) for each in history],
    }
    lines = [*_lines(planned), f"digest: {told['digest']}", *_lock_lines(record, found)]
    lines += [f"before that: {_line(each)}" for each in reversed(history[:-1])]
    report(told, lines, as_json)


@command.command("lock")
@click.argument("study")
@click.option("--actor", metavar="NAME", required=True, help="Who answers for the plan; results name them.")
@as_json_option
@in_application
def lock(study: str, actor: str, as_json: bool) -> None:
    """Lock the plan of STUDY as published: its digest is kept with the moment and the NAME, for good.

    Results say that they were planned then, and whether anybody had answered by then. A plan that has changed can be
    locked too; what was locked before stays in the history.
    """
    record = studies.study_named(study)
    plan_locks.lock(record, actor, audit.command_line())
    found = plan_locks.standing(record)
    report({"study": record.name, "lock": _told(found)}, _lock_lines(record, found), as_json)


def _told(found: PlanStanding | None) -> dict[str, Any] | None:
    return None if found is None else {**_told_lock(found.lock), "matches": found.matches, "late": list(found.late)}


def _told_lock(locked: PlanLock) -> dict[str, str]:
    return {"digest": locked.digest, "locked_at": locked.locked_at.isoformat(), "locked_by": locked.locked_by}


def _line(locked: PlanLock) -> str:
    return f"locked on {locked.locked_at:%Y-%m-%d %H:%M} UTC by {locked.locked_by}, digest {locked.digest}"


def _lines(planned: PlanFile) -> list[str]:
    plan = planned.plan
    lines = [f"design: {planned.design}" + (f", assigned: {planned.assigned}" if planned.assigned else "")]
    lines += [f"{part}: {', '.join(getattr(plan, part)) or 'none'}" for part in PARTS]
    contrasts = (f"{each.name} at {each.wave}" if each.is_comparison else each.name for each in plan.contrasts)
    lines.append(f"contrasts: {'; '.join(contrasts) or 'none'}")
    weights = f"{plan.weights.method} {' '.join(plan.weights.margins)}".strip()
    others = {
        "subgroups": ", ".join(plan.subgroups),
        "covariates": ", ".join(plan.covariates),
        "cluster": plan.cluster or "",
        "weights": weights,
        "adjustment": f"primary {plan.adjustment.primary}, others {plan.adjustment.others}",
        "level": f"{plan.level:g}",
        "important change": ", ".join(f"{scale} {points:g}" for scale, points in plan.important_change.items()),
        "lost": ", ".join(f"{delta:g}" for delta in plan.deltas),
    }
    return lines + [f"{key}: {value}" for key, value in others.items() if value]


def _lock_lines(record: StudyRecord, found: PlanStanding | None) -> list[str]:
    if found is None:
        return [f"not locked: `jalon plan lock {record.name} --actor NAME` locks it"]
    lines = [_line(found.lock)]
    if not found.matches:
        lines.append("the plan has changed since: what is published now is not what was locked")
    if found.late:
        lines.append(f"locked after the first answer of: {', '.join(found.late)}")
    return lines
