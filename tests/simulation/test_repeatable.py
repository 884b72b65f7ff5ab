"""The same seed, the same answers; another run only when it is asked for; never beside real answers."""

from __future__ import annotations

import dataclasses
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from simulation.fictional import fictional, kept

from survey import extensions
from survey.simulation.running import SimulationRefusedError, simulate
from survey.simulation.visits import Choices
from survey.store import invitations, simulated, studies, visits
from survey.store.simulated import RealAnswersError
from survey.store.studies import StudyRecord
from survey.store.tables.base import table
from survey.store.tables.participants import Invitation, Refusal

CHOICES = Choices(people=12, seed=1, loss="seen")


def documents(record: StudyRecord) -> dict[str, Any]:
    return {person: (row["state"], row["document"]) for person, row in kept(record, "post").items()}


def everybody(record: StudyRecord) -> set[str]:
    return {person.participant_id for person in simulated.register_people(record)}


def test_the_same_seed_gives_the_same_documents(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        record = fictional("post_only", 40)
        simulate(record, CHOICES, tmp_path / "truth.json", "test")
        first = documents(record)
        simulate(record, dataclasses.replace(CHOICES, seed=2), tmp_path / "truth.json", "test", again=True)
        second = documents(record)
        simulate(record, CHOICES, tmp_path / "truth.json", "test", again=True)
        assert documents(record) == first != second


def test_a_larger_register_changes_nobody_who_shares_no_worker_and_no_household(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        fewer = fictional("post_only", 20, foyer="", travailleur_social="")
        simulate(fewer, dataclasses.replace(CHOICES, people=20), tmp_path / "truth.json", "test")
        before = documents(fewer)
        more = fictional("post_only", 30, foyer="", travailleur_social="")
        simulate(more, dataclasses.replace(CHOICES, people=30), tmp_path / "truth.json", "test", again=True)
        after = documents(more)
        assert {person: after[person] for person in before} == before


def test_the_same_again_changes_nothing_and_says_so(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        record = fictional("post_only", 20)
        simulate(record, CHOICES, tmp_path / "truth.json", "test")
        before = kept(record, "post")
        assert simulate(record, CHOICES, tmp_path / "truth.json", "test").already
        assert kept(record, "post") == before


@pytest.mark.parametrize("changed", [{"seed": 2}, {"people": 13}, {"loss": "hidden"}])
def test_another_run_is_refused_unless_it_is_asked_for(app: Flask, tmp_path: Path, changed: dict[str, Any]) -> None:
    with app.app_context():
        record = fictional("post_only", 20)
        simulate(record, CHOICES, tmp_path / "truth.json", "test")
        other = dataclasses.replace(CHOICES, **changed)
        with pytest.raises(SimulationRefusedError, match=r"people 12, seed 1.*Add --again"):
            simulate(record, other, tmp_path / "truth.json", "test")
        simulate(record, other, tmp_path / "truth.json", "test", again=True)
        assert simulated.standing(record).choices == other.as_told()


def test_another_run_leaves_no_trace_of_the_first(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        record = fictional("post_only", 60)
        simulate(record, dataclasses.replace(CHOICES, seed=5), tmp_path / "truth.json", "test")
        simulate(record, dataclasses.replace(CHOICES, people=60), tmp_path / "truth.json", "test", again=True)
        with extensions.answers.looking() as connection:
            opened = connection.execute(table(Invitation).select().where(table(Invitation).c.opened_at.is_not(None)))
            assert len(list(opened)) == 60
            assert list(connection.execute(table(Refusal).select())) == []


def test_a_real_study_is_refused(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        record = fictional("post_only", 20)
        real = dataclasses.replace(record, study=dataclasses.replace(record.study, fictional=False))
        with pytest.raises(SimulationRefusedError, match="is real: simulated answers are never put into it"):
            simulate(real, CHOICES, tmp_path / "truth.json", "test")
        assert kept(record, "post") == {} and not (tmp_path / "truth.json").exists()


@pytest.mark.parametrize("again", [False, True])
def test_nothing_is_put_beside_real_answers(app: Flask, tmp_path: Path, again: bool) -> None:
    with app.app_context():
        record = fictional("post_only", 20)
        answer_for_real(record, "V0001")
        with pytest.raises(RealAnswersError, match=r"answers that people gave \(1\)"):
            simulate(record, CHOICES, tmp_path / "truth.json", "test", again=again)
        assert list(kept(record, "post")) == ["V0001"]


def answer_for_real(record: StudyRecord, participant_id: str) -> None:
    token = extensions.keyring.link_token(record.name, participant_id, "post", 1)
    visit = visits.visit_by_token(token)
    assert visit is not None
    visits.begin(visit, "fr")


def test_who_asked_to_be_erased_stays_erased(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        record = fictional("post_only", 20)
        invitations.withdraw_invitation(record, "V0001", record.waves[0], "test")
        with pytest.raises(SimulationRefusedError, match="19 have a living link"):
            simulate(record, dataclasses.replace(CHOICES, people=20), tmp_path / "truth.json", "test")
        simulate(record, dataclasses.replace(CHOICES, people=19), tmp_path / "truth.json", "test")
        assert set(kept(record, "post")) == everybody(record) - {"V0001"}


def test_a_wave_that_has_not_begun_has_no_answers(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        record = fictional("post_only", 20)
        studies.set_wave_times(record.waves[0], None, None, study=record.name, actor="test")
        with pytest.raises(SimulationRefusedError, match="0 have a living link to a wave that has begun"):
            simulate(studies.study_named("post_only"), CHOICES, tmp_path / "truth.json", "test")


def test_the_truth_is_for_its_owner_alone_and_covers_the_plan(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        record = fictional("post_only", 20)
        path = tmp_path / "deep" / "truth.json"
        simulate(record, CHOICES, path, "test")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        told = json.loads(path.read_text("utf-8"))
        planned = {scale for _part, scale in record.study.plan.outcomes()}
        assert {value["scale"] for value in told["values"]} == planned
        assert {value["arm"] for value in told["values"]} == {None, "advice", "support"}
        assert all(0 <= value["value"] <= 100 for value in told["values"] if value["estimand"] == "mean")
