"""The registers of the demonstration hold invented people and fit the mapping of their study."""

from __future__ import annotations

import csv
import itertools
import re
from pathlib import Path

import pytest

from survey.fieldwork.register import read_register
from survey.instrument.study_file import read_study
from survey.simulation.register import as_text, grown, read_rows

SURVEY = Path(__file__).parent.parent.parent / "survey"
LIBRARY = SURVEY / "questionnaires"
DEMONSTRATION = SURVEY / "demonstration"
LANGUAGES = ("fr", "ar", "es", "en")
PEOPLE = {"post_only": 1400, "before_after": 160}
STUDIES = tuple(PEOPLE)


def register_rows(name: str) -> list[dict[str, str]]:
    with (DEMONSTRATION / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", STUDIES)
def test_register_holds_fictional_people(name: str) -> None:
    rows = register_rows(name)
    assert len({row["matricule"] for row in rows}) == len(rows) == PEOPLE[name]
    assert all(re.fullmatch(r"((01 99 00|06 39 98) \d\d \d\d)?", row["telephone"]) for row in rows)
    assert all(re.fullmatch(r"([a-z.-]+@example\.org)?", row["courriel"]) for row in rows)


@pytest.mark.parametrize("name", STUDIES)
def test_register_is_read_without_a_problem(name: str) -> None:
    study, _ = read_study(LIBRARY / name, LIBRARY)
    register = read_register(DEMONSTRATION / f"{name}.csv", study)
    assert len(register.rows) == PEOPLE[name]
    assert {row.language for row in register.rows} == set(LANGUAGES)
    combinations = itertools.product(study.arms, study.events, study.sites)
    assert {(row.arm, row.event, row.site) for row in register.rows} == {
        tuple(each.name for each in combination) for combination in combinations
    }
    assert len({row.worker for row in register.rows}) == 25


@pytest.mark.parametrize("name", STUDIES)
def test_arms_are_uneven(name: str) -> None:
    supported = sum(row["mesure"] == "accompagnement" for row in register_rows(name))
    assert 0.6 < supported / PEOPLE[name] < 0.8


@pytest.mark.parametrize(("name", "first"), [("post_only", 50), ("before_after", 20)])
def test_register_is_what_its_function_makes_of_its_first_people(name: str, first: int) -> None:
    text = (DEMONSTRATION / f"{name}.csv").read_text("utf-8")
    assert as_text(grown(name, read_rows(text)[:first], PEOPLE[name])) == text


def test_a_register_can_be_as_large_as_a_measurement_needs() -> None:
    rows = grown("post_only", register_rows("post_only")[:1], 20_000)
    assert len({row["matricule"] for row in rows}) == len(rows) == 20_000


@pytest.mark.parametrize("name", STUDIES)
def test_register_has_households_of_two_on_one_site(name: str) -> None:
    homes: dict[str, list[dict[str, str]]] = {}
    for row in register_rows(name):
        homes.setdefault(row["foyer"], []).append(row)
    pairs = [home for home in homes.values() if len(home) == 2]
    assert len(pairs) >= 4
    assert all(
        first["antenne"] == second["antenne"] and first["adresse"] == second["adresse"] for first, second in pairs
    )
