"""The fictional interviews fit the people they are about, and the table that tells of them is true."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from simulation.fictional import kept

from analysis.disclosure.bins import tercile_bounds
from analysis.scales.rule import ScoringRule, score
from survey.demonstration.preparing import FICTION, LIBRARY, READ, RESPONDENTS
from survey.fieldwork.register import read_register
from survey.instrument.study_file import read_study
from survey.simulation.running import simulate
from survey.store import register_imports, studies, versions
from survey.store.studies import StudyRecord
from survey.voices.reading import read_transcript

INTERVIEWS = FICTION / "interviews"
LISTS = {
    name: list(csv.DictReader((INTERVIEWS / name / "interviews.csv").read_text("utf-8").splitlines()))
    for name in RESPONDENTS
}
ROWS = [(name, row) for name, rows in LISTS.items() for row in rows]


def told() -> dict[str, list[str]]:
    """The cells of the README by file name."""
    lines = (INTERVIEWS / "README.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return {row[0]: row[1:] for row in cells if "." in row[0]}


def test_there_are_the_languages_and_formats_that_were_promised() -> None:
    assert Counter(row["language"] for row in LISTS["post_only"]) == {"fr": 8, "es": 2, "ar": 2}
    assert Counter((row["wave"], row["language"]) for row in LISTS["before_after"]) == {
        (wave, language): 1 for wave in ("entry", "exit") for language in ("fr", "ar")
    }
    assert {Path(row["file"]).suffix for _name, row in ROWS} == {".vtt", ".srt", ".txt", ".docx", ".odt"}
    assert {row["quote"] for _name, row in ROWS} == {"none", "team", "partner", "public"}
    assert sum(row["link"] == "no" for _name, row in ROWS) == 2


@pytest.mark.parametrize(("name", "row"), ROWS, ids=lambda each: each if isinstance(each, str) else each["file"])
def test_an_interview_is_read_whole(name: str, row: dict[str, str]) -> None:
    path = INTERVIEWS / name / row["file"]
    read = read_transcript(path.name, path.read_bytes())
    assert 25 <= len(read.turns) <= 60 and read.repairs == ()
    starts = [turn.start for turn in read.turns]
    assert None not in starts and starts == sorted(starts, key=lambda start: start or 0)
    roles = dict(part.strip().split("=") for part in row["roles"].split(";"))
    assert {turn.speaker for turn in read.turns} == set(roles)
    assert sorted(roles.values()) == ["interviewer", "respondent"]


def test_nothing_but_the_listed_files_lies_there() -> None:
    for name, rows in LISTS.items():
        there = {path.name for path in (INTERVIEWS / name).iterdir()}
        assert there == {"interviews.csv", *(row["file"] for row in rows)}
        assert READ[name] <= there


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", list(RESPONDENTS))
def test_the_people_answered_and_stand_where_the_table_says(app: Flask, name: str, tmp_path: Path) -> None:
    with app.app_context():
        record = studies.publish(*read_study(LIBRARY / name, LIBRARY))
        register = read_register(FICTION / f"{name}.csv", record.study)
        register_imports.import_register(record, register.rows, register.digest, "test")
        simulate(record, RESPONDENTS[name], tmp_path / "truth.json", "test")
        scores = {wave.name: wellbeing(record, wave.name) for wave in record.waves}
    people = {row.participant_id: row for row in register.rows}
    for row in LISTS[name]:
        person, at_wave = people[row["participant_id"]], scores[row["wave"]]
        thirds = tercile_bounds(list(at_wave.values()), minimum_cell=record.study.minimum_cell)
        third = thirds and thirds.band(at_wave[row["participant_id"]])
        released = "yes" if row["file"] in READ[name] else "no"
        is_so = [row["language"], person.arm, person.event, third, row["link"], row["quote"], released]
        assert told()[row["file"]] == is_so
        assert person.language == row["language"]


def wellbeing(record: StudyRecord, wave: str) -> dict[str, float]:
    """The score of everybody who sent answers at a wave, where there is one."""
    questionnaire = versions.questionnaire(record.wave(wave).questionnaire_digest)
    scale = next(scale for scale in questionnaire.scales if scale.name == "wellbeing")
    rule = ScoringRule(
        scale.items, dict.fromkeys(scale.items, (1, 5)), scale.minimum_answered, scale.score_range, scale.reverse
    )
    found = {}
    for person, row in kept(record, wave).items():
        value = score(
            {
                name: float(row["document"]["answers"][name])
                for name in rule.items
                if name in row["document"]["answers"]
            },
            rule,
        )
        if row["state"] == "submitted" and value is not None:
            found[person] = value
    return found


def test_no_interview_names_anybody_but_its_speaker() -> None:
    """First names of other people would stand in a text that staff read."""
    firsts = {
        row["prenom"]
        for name in RESPONDENTS
        for row in csv.DictReader((FICTION / f"{name}.csv").read_text("utf-8").splitlines())
    }
    for name, row in ROWS:
        path = INTERVIEWS / name / row["file"]
        words = set(re.findall(r"\w+", read_transcript(path.name, path.read_bytes()).text))
        own = {
            person["prenom"]
            for person in csv.DictReader((FICTION / f"{name}.csv").read_text("utf-8").splitlines())
            if person["matricule"] == row["participant_id"]
        }
        assert words & firsts <= own | {"Noël"}
