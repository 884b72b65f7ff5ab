"""``jalon plan show`` and ``jalon plan lock`` tell what a study will be judged by, since when, and by whom."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from staff_study import person, questionnaire, study

from survey.application_context import application
from survey.commands.plan import command
from survey.instrument.plan import Contrast, Plan, Weights
from survey.store import studies

PLAN = Plan(("wellbeing",), subgroups=("arm",), weights=Weights("raking", ("arm",)), deltas=(0, -5))


def run(*words: str) -> Result:
    """What the command says."""
    return CliRunner().invoke(command, words)


def publish(plan: Plan = PLAN, *, answered: bool = False) -> None:
    """Publish the study with this plan."""
    with application():
        waves = ("entry", "exit")
        said = replace(study(waves=waves), design="by_need", plan=plan)
        record = studies.publish(said, dict.fromkeys(waves, questionnaire()))
        if answered:
            person(record, "A1", wave="exit", step="submitted")


def test_a_plan_is_shown_and_locked_and_locked_again(installation: Path) -> None:
    publish()
    shown = run("show", "tiny").output
    for line in (
        "design: by_need",
        "primary: wellbeing",
        "secondary: none",
        "contrasts: exit - entry; support - advice at exit",
        "weights: raking arm",
        "lost: 0, -5",
        "not locked: `jalon plan lock tiny --actor NAME` locks it",
    ):
        assert line in shown.splitlines()
    locked = run("lock", "tiny", "--actor", "Ana Lima")
    assert (locked.exit_code, "UTC by Ana Lima, digest " in locked.output) == (0, True)
    publish(replace(PLAN, level=0.9), answered=True)
    assert "the plan has changed since" in run("show", "tiny").output
    again = run("lock", "tiny", "--actor", "Zoé").output.splitlines()
    assert "by Zoé" in again[0]
    assert again[1:] == ["locked after the first answer of: exit"]
    assert "before that: locked on " in run("show", "tiny").output


def test_it_is_told_as_json(installation: Path) -> None:
    publish()
    found = json.loads(run("show", "tiny", "--json").output)
    assert (found["lock"], found["locks"]) == (None, [])
    assert found["plan"]["plan"]["primary"] == ["wellbeing"]
    locked = json.loads(run("lock", "tiny", "--actor", "Ana", "--json").output)["lock"]
    assert (locked["digest"], locked["locked_by"], locked["matches"]) == (found["digest"], "Ana", True)
    assert locked["late"] == []
    assert len(json.loads(run("show", "tiny", "--json").output)["locks"]) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("lock", "nowhere", "--actor", "Ana"), "No study is called 'nowhere'."),
        (("lock", "tiny"), "Missing option '--actor'"),
        (("lock", "tiny", "--actor", " "), "Say who locks the plan"),
    ],
)
def test_what_cannot_be_locked_is_said_plainly(installation: Path, words: tuple[str, ...], told: str) -> None:
    publish()
    ended = run(*words)
    assert ended.exit_code != 0
    assert told in ended.output


def test_a_plan_without_a_scale_is_not_locked(installation: Path) -> None:
    publish(Plan(contrasts=(Contrast("exit", "entry"),)))
    assert "names no scale" in run("lock", "tiny", "--actor", "Ana").output
