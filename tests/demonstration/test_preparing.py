"""What the demonstration brings into an installation: from nothing, from an earlier one, and never twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import BOTH_AT_LENGTH
from flask import Flask

from survey.demonstration import preparing
from survey.demonstration.preparing import FICTION, LIBRARY, SECONDS_TO_START
from survey.extensions import keyring
from survey.fieldwork.register import parse_register
from survey.findings import client
from survey.instrument.study_file import read_study
from survey.privacy import coding_view
from survey.simulation.register import as_text, read_rows
from survey.simulation.running import simulate
from survey.simulation.visits import Choices
from survey.store import (
    audit,
    codings,
    directions,
    figure_releases,
    register_imports,
    simulated,
    studies,
    transcripts,
    visits,
)
from survey.store.studies import StudyRecord

ONE_DATABASE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


def with_the_first_register(people: int) -> StudyRecord:
    """The study as earlier demonstrations had it, with the first people of its register."""
    record = studies.publish(*read_study(LIBRARY / "post_only", LIBRARY), "earlier")
    rows = read_rows((FICTION / "post_only.csv").read_text("utf-8"))[:people]
    register = parse_register(as_text(rows).encode(), record.study)
    register_imports.import_register(record, register.rows, register.digest, "earlier")
    return record


def nobody_heard(study: str) -> list[str]:
    """The parts of everyone in which nobody was interviewed."""
    strips = client.ask("coverage", wait=SECONDS_TO_START, study=study, language="en")["strips"]
    return [
        f"{strip['label']}: {part['label']}" for strip in strips for part in strip["parts"] if part["gap"] == "nobody"
    ]


@BOTH_AT_LENGTH
def test_everything_is_there_and_a_second_time_changes_nothing(app: Flask, tmp_path: Path) -> None:
    said: list[str] = []
    with app.app_context():
        preparing.prepare(tmp_path, said.append)
        entries = len(audit.entries())
        found = {record.name: record for record in studies.all_studies()}
        for name, interviews, released in (("post_only", 12, 7), ("before_after", 4, 1)):
            kept = transcripts.interviews(found[name].id)
            assert (len(kept), sum(each.released_at is not None for each in kept)) == (interviews, released)
            assert figure_releases.latest(found[name].id) is not None
            assert (tmp_path / "simulated" / name / "truth.json").exists()
        assert simulated.standing(found["post_only"]).choices == {"people": 349, "seed": 1, "loss": "seen"}
        assert "The study post_only: 1400 fictional people" in said
        assert "The study post_only: 349 simulated answers at the wave post" in said
        of_post = codings.of_study(found["post_only"].id)
        assert {each.transcript for each in of_post} == {
            each.id for each in transcripts.interviews(found["post_only"].id)
        }
        assert Counter(each.coder for each in of_post) == {"researcher": 105, "colleague": 31}
        assert coding_view.visible(found["post_only"], "researcher") == of_post
        assert len(coding_view.visible(found["before_after"], "researcher")) == 30
        assert "Age: 60 or older" in nobody_heard("post_only")
        said_of_words = directions.of_study(found["post_only"].id)
        assert (len(said_of_words), all(each.is_blind for each in said_of_words)) == (30, True)
        again: list[str] = []
        preparing.prepare(tmp_path, again.append)
        assert (again, len(audit.entries())) == ([], entries)


@pytest.mark.long
@ONE_DATABASE
def test_an_earlier_demonstration_grows(app: Flask, tmp_path: Path) -> None:
    said: list[str] = []
    with app.app_context():
        with_the_first_register(50)
        preparing.prepare(tmp_path, said.append)
        assert "The study post_only: 1350 fictional people" in said
        assert "The study post_only: 349 simulated answers at the wave post" in said


@pytest.mark.long
@ONE_DATABASE
def test_answers_that_people_gave_are_left_alone(app: Flask, tmp_path: Path) -> None:
    said: list[str] = []
    with app.app_context():
        record = with_the_first_register(50)
        visit = visits.visit_by_token(keyring.link_token("post_only", "V0611", "post", 1))
        assert visit is not None
        visits.begin(visit, "fr")
        preparing.prepare(tmp_path, said.append)
        standing = simulated.standing(record)
        assert (standing.real, standing.simulated) == (1, 0)
        assert len(transcripts.interviews(record.id)) == 12


@pytest.mark.long
@ONE_DATABASE
def test_an_interview_that_was_withheld_stays_so(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        preparing.prepare(tmp_path, print)
        record = studies.study_named("before_after")
        shown = next(each for each in transcripts.interviews(record.id) if each.released_at)
        transcripts.withhold(shown, "researcher")
        preparing.prepare(tmp_path, print)
        assert all(each.released_at is None for each in transcripts.interviews(record.id))


@pytest.mark.long
@ONE_DATABASE
def test_another_simulation_is_left_alone(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        record = with_the_first_register(50)
        simulate(record, Choices(30, 7, "hidden"), tmp_path / "truth.json", "test")
        preparing.prepare(tmp_path, print)
        assert simulated.standing(record).choices == {"people": 30, "seed": 7, "loss": "hidden"}
