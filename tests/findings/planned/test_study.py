"""``jalon analyse STUDY``: the stored answers carried out as the study plans, logged, by register and clusters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from simulation.fictional import fictional

from survey import create_app, extensions
from survey.commands import main
from survey.findings import kept
from survey.findings.planned.current import results_now
from survey.findings.planned.estimate import results_of
from survey.findings.planned.from_csv import from_csv
from survey.findings.planned.locked import lock_now
from survey.findings.planned.results import Results
from survey.store import audit, plan_locks, studies

STUDY = "before_after"
pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@pytest.fixture
def simulated(installation: Path) -> Iterator[Path]:
    """An installation with answers that a program made up, of a study that asks twice."""
    with create_app().app_context():
        fictional(STUDY, 90)
    run("simulate", STUDY, "-n", "60")
    yield installation
    kept.forget(STUDY)
    extensions.answers.close()


def run(*words: str) -> str:
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code == 0, done.output
    return done.stdout


def carried_out() -> Results:
    with create_app().app_context():
        record = studies.study_named(STUDY)
        return results_now(record, lock=lock_now(record))


def test_a_study_is_carried_out_and_the_act_is_logged(simulated: Path) -> None:
    rows = json.loads(run("analyse", STUDY, "--json"))
    assert {row["contrast"] for row in rows} == {"exit - entry"}
    assert {"t", "cr2", "linearised"} <= {row["method"] for row in rows if row["estimand"] == "mean_change"}
    assert all(row["planned"] for row in rows)
    assert run("analyse", STUDY).startswith("What changed\n")
    with create_app().app_context():
        entry = audit.entries(study=STUDY, action="plan carried out")[-1]
    assert entry.actor.startswith("command line")
    assert entry.detail == {"mixed": 0}


def test_a_study_that_is_not_there_is_told(installation: Path) -> None:
    done = CliRunner().invoke(main, ["analyse", "nowhere"])
    assert done.exit_code == 1
    assert "nowhere" in done.output


def test_those_who_answered_stand_beside_the_register(simulated: Path) -> None:
    results = carried_out()
    assert results.flow is not None and results.flow.asked == 90
    assert results.flow.waves[0].answered == 60
    representative = results.representativeness
    assert representative is not None
    assert {each.variable for each in representative.comparisons} == {"age_band", "household_type", "event"}
    assert representative.population == 90
    assert representative.answered == results.weighting[0].n + results.weighting[0].missing
    assert results.r_indicator is not None and results.r_indicator.corrected.n == 90


def test_each_outcome_has_what_stands_beside_it(simulated: Path) -> None:
    results = carried_out()
    wellbeing = results.outcome("wellbeing")
    assert wellbeing.part == "primary"
    assert wellbeing.reliability.only(wave="entry", estimand="cronbach_alpha").value is not None
    change = wellbeing.changes[0]
    assert change.important_change is not None and change.important_change.threshold == 10
    assert change.tipping is not None
    assert [key["delta"] for key in change.tipping.keys] == [0, -5, -10]
    assert change.reliable_change.reliability_name == "cronbach_alpha_at_the_first_wave"
    assert change.pairs.counts.pairs == results.figures[0].estimate.n


def test_a_lock_is_told_with_its_lateness(simulated: Path) -> None:
    assert carried_out().lock is None
    with create_app().app_context():
        plan_locks.lock(studies.study_named(STUDY), "Ana Lima", "test")
    results = carried_out()
    assert results.lock is not None and results.lock.by == "Ana Lima" and results.lock.matches
    assert "plan_locked_after_answers" in {each.key for each in results.cautions}


@pytest.mark.parametrize(("turn", "waves"), [("--open", ["exit"]), ("--close", [])])
def test_whoever_may_still_answer_is_not_called_lost_without_a_word(
    simulated: Path, turn: str, waves: list[str]
) -> None:
    run("wave", STUDY, "exit", turn)
    told = [each.values["wave"] for each in carried_out().cautions if each.key == "wave_still_open"]
    assert told == waves
    assert ("may still answer" in run("analyse", STUDY)) == bool(waves)


def test_an_export_gives_the_same_figures_as_the_study(simulated: Path) -> None:
    path = simulated / "export.csv"
    run("export", STUDY, "--clusters", "--no-reasons", "--output", str(path))
    table = pd.read_csv(path, dtype="string")
    sent = table[table["state"] == "submitted"].rename(columns=lambda name: name.removeprefix("register."))
    with create_app().app_context():
        record = studies.study_named(STUDY)
        planned = plan_locks.plan_now(record)
        by_study = results_now(record)
    unweighted = replace(planned.plan, weights=type(planned.plan.weights)())
    people = from_csv(replace(planned, plan=unweighted), sent.to_csv(index=False).encode())
    by_file = {each.key: each.estimate for each in results_of(people, unweighted, design=planned.design).figures}
    alike = [each for each in by_study.figures if each.estimate.weights == "none"]
    assert len(alike) > 50
    for each in alike:
        other = by_file[each.key]
        assert (each.estimate.n, each.estimate.missing, each.estimate.reason) == (other.n, other.missing, other.reason)
        assert each.estimate.value == pytest.approx(other.value, rel=1e-6), each.key
        assert each.estimate.interval_low == pytest.approx(other.interval_low, rel=1e-6), each.key
