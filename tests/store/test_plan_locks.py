"""A plan is locked for good: its text, when, by whom, and which waves had been answered."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError
from staff_study import CALM, CALM_THEN, person, questionnaire, study

from survey import extensions
from survey.instrument.definition import Questionnaire
from survey.instrument.plan import Contrast, Plan, PlanFile, PlannedScale
from survey.instrument.plan_of_study import COLUMNS
from survey.store import audit, plan_locks, studies
from survey.store.plan_locks import PlanLock, PlanLockError
from survey.store.studies import StudyRecord
from survey.store.tables.submissions import SubmissionRow

WAVES = ("entry", "exit")
PLANNED = Plan(primary=("wellbeing",))


def published(plan: Plan = PLANNED, asked: Questionnaire | None = None, design: str = "before_after") -> StudyRecord:
    """The study with this plan."""
    said = replace(study(waves=WAVES), design=design, plan=plan)
    return studies.publish(said, dict.fromkeys(WAVES, asked or questionnaire()))


def test_a_lock_keeps_plan_digest_moment_and_name(app: Flask) -> None:
    record = published()
    before = datetime.datetime.now(datetime.UTC)
    locked = plan_locks.lock(record, " Ana Lima ", "command line (test)")
    assert (locked.locked_by, locked.digest, locked.answered) == ("Ana Lima", plan_locks.digest_of(locked.planned), ())
    assert before <= locked.locked_at <= datetime.datetime.now(datetime.UTC)
    assert locked.planned.plan == replace(PLANNED, contrasts=(Contrast("exit", "entry"),))
    assert locked.planned.scales == (PlannedScale("wellbeing", ("calm",), 1, (0, 100), ("calm",), (1, 3)),)
    assert plan_locks.locks(record.id) == (locked,)
    (entry,) = audit.entries(action="plan locked")
    assert (entry.actor, entry.study) == ("command line (test)", "tiny")
    assert entry.detail == {"by": "Ana Lima", "digest": locked.digest}


def test_the_same_plan_again_keeps_its_lock_and_another_one_is_added(app: Flask) -> None:
    first = plan_locks.lock(published(), "Ana", "test")
    assert plan_locks.lock(published(), "Zoé", "test") == first
    second = plan_locks.lock(published(replace(PLANNED, level=0.9)), "Zoé", "test")
    assert plan_locks.locks(studies.study_named("tiny").id) == (first, second)
    assert len(audit.entries(action="plan locked")) == 2
    third = plan_locks.lock(published(), "Ana", "test")
    assert (third.digest, third == first) == (first.digest, False)


@pytest.mark.parametrize("who", ["", "  ", "a" * 201])
def test_somebody_locks_it(app: Flask, who: str) -> None:
    with pytest.raises(PlanLockError, match="Say who"):
        plan_locks.lock(published(), who, "test")
    assert plan_locks.locks(studies.study_named("tiny").id) == ()


def test_a_plan_that_names_nothing_is_not_locked(app: Flask) -> None:
    with pytest.raises(PlanLockError, match="names no scale"):
        plan_locks.lock(published(Plan()), "Ana", "test")


def test_nothing_stands_while_nothing_is_locked(app: Flask) -> None:
    assert plan_locks.standing(published()) is None


@pytest.mark.parametrize(
    ("plan", "asked", "design"),
    [
        (replace(PLANNED, subgroups=("arm",)), questionnaire(), "before_after"),
        (PLANNED, replace(questionnaire(), scales=(replace(questionnaire().scales[0], reverse=()),)), "before_after"),
        (PLANNED, replace(questionnaire(), choices={"often": questionnaire().choices["often"][:2]}), "before_after"),
        (PLANNED, questionnaire(), "by_need"),
    ],
)
def test_a_change_of_plan_scale_or_design_no_longer_matches(
    app: Flask, plan: Plan, asked: Questionnaire, design: str
) -> None:
    locked = plan_locks.lock(published(), "Ana", "test")
    standing = plan_locks.standing(published(plan, asked if "helpers" in asked.choices else only_calm(asked), design))
    assert standing is not None
    assert (standing.lock, standing.matches) == (locked, False)


def only_calm(asked: Questionnaire) -> Questionnaire:
    """Without the questions whose lists are gone."""
    return replace(asked, survey=questionnaire(CALM, CALM_THEN).survey)


def test_a_change_of_words_still_matches(app: Flask) -> None:
    locked = plan_locks.lock(published(), "Ana", "test")
    scale = replace(questionnaire().scales[0], label={"fr": "Mieux-être", "en": "Being well"})
    record = published(asked=replace(questionnaire(), version="2", scales=(scale,)))
    assert plan_locks.standing(record) == plan_locks.PlanStanding(locked, True, ())


@pytest.mark.parametrize(
    ("wave", "step", "late"),
    [
        ("entry", "submitted", ()),
        ("exit", "submitted", ("exit",)),
        ("exit", "broken_off", ("exit",)),
        ("exit", "opened", ()),
        ("exit", "declined", ()),
    ],
)
def test_an_answer_of_an_outcome_wave_before_the_lock_makes_it_late(
    app: Flask, wave: str, step: str, late: tuple[str, ...]
) -> None:
    record = published()
    person(record, "A1", wave=wave, step=step)
    plan_locks.lock(record, "Ana", "test")
    person(record, "A2", wave="exit", step="submitted")
    standing = plan_locks.standing(record)
    assert standing is not None and standing.late == late


def test_who_has_only_agreed_to_answer_has_stored_none(app: Flask) -> None:
    record = published()
    person(record, "A1", wave="exit", step="broken_off")
    with extensions.answers.writing() as session:
        session.execute(update(SubmissionRow).values(revision=0))
    assert plan_locks.lock(record, "Ana", "test").answered == ()


def test_erasing_the_first_answer_makes_no_lock_early(app: Flask) -> None:
    record = published()
    person(record, "A1", wave="exit", step="submitted")
    plan_locks.lock(record, "Ana", "test")
    with extensions.answers.writing() as session:
        session.execute(text("DELETE FROM submission"))
    standing = plan_locks.standing(record)
    assert standing is not None and standing.late == ("exit",)


@pytest.mark.parametrize(
    ("contrasts", "answered", "late"),
    [
        ((Contrast("exit", "entry"),), ("entry",), ()),
        ((Contrast("exit", "entry"),), ("entry", "exit"), ("exit",)),
        ((Contrast("exit", "entry"), Contrast("later", "entry")), ("later", "exit"), ("exit", "later")),
        ((Contrast("entry"),), ("entry",), ("entry",)),
        ((), ("entry",), ()),
    ],
)
def test_a_lock_is_late_for_the_waves_that_are_judged(
    contrasts: tuple[Contrast, ...], answered: tuple[str, ...], late: tuple[str, ...]
) -> None:
    plan = Plan(contrasts=contrasts)
    planned = PlanFile("before_after", COLUMNS, (), plan, waves=("entry", "exit", "later"))
    locked = PlanLock("0" * 64, planned, datetime.datetime.now(datetime.UTC), "Ana", answered)
    assert plan_locks.late_waves(locked) == late


@pytest.mark.parametrize("act", ["UPDATE plan_lock SET locked_by = 'Zoé'", "DELETE FROM plan_lock"])
def test_the_database_itself_refuses_to_change_a_lock(app: Flask, act: str) -> None:
    plan_locks.lock(published(), "Ana", "test")
    with pytest.raises(DBAPIError, match="never changed"), extensions.answers.writing() as session:
        session.execute(text(act))


@pytest.mark.parametrize(("digest", "who"), [("short", "'Ana'"), ("0" * 64, "''")])
def test_the_database_refuses_half_a_lock(app: Flask, digest: str, who: str) -> None:
    record = published()
    columns = "study_id, digest, plan, locked_at, locked_by, answered"
    row = f"{record.id}, '{digest}', '{{}}', '2026-01-01 00:00:00', {who}, '[]'"
    with pytest.raises(DBAPIError, match="ck_plan_lock"), extensions.answers.writing() as session:
        session.execute(text(f"INSERT INTO plan_lock ({columns}) VALUES ({row})"))
