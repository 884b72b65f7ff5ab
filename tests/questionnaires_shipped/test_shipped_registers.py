"""The registers of the demonstration hold invented people and fit the mapping of their study."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from survey.fieldwork.register import read_register
from survey.instrument.study_file import read_study

SURVEY = Path(__file__).parent.parent.parent / "survey"
LIBRARY = SURVEY / "questionnaires"
DEMONSTRATION = SURVEY / "demonstration"
LANGUAGES = ("fr", "ar", "es", "en")
STUDIES = ("post_only", "before_after")


def register_rows(name: str) -> list[dict[str, str]]:
    with (DEMONSTRATION / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("name", "people", "support"), [("post_only", 50, 35), ("before_after", 20, 14)])
def test_register_holds_fictional_people(name: str, people: int, support: int) -> None:
    rows = register_rows(name)
    assert len({row["matricule"] for row in rows}) == len(rows) == people
    assert sum(row["mesure"] == "accompagnement" for row in rows) == support
    assert all(re.fullmatch(r"(01 99 00 \d\d \d\d)?", row["telephone"]) for row in rows)
    assert all(re.fullmatch(r"([a-z.-]+@example\.org)?", row["courriel"]) for row in rows)


@pytest.mark.parametrize(("name", "people"), [("post_only", 50), ("before_after", 20)])
def test_register_is_read_without_a_problem(name: str, people: int) -> None:
    study, _ = read_study(LIBRARY / name, LIBRARY)
    register = read_register(DEMONSTRATION / f"{name}.csv", study)
    assert len(register.rows) == people
    assert {row.language for row in register.rows} == set(LANGUAGES)
    assert {row.arm for row in register.rows} == {arm.name for arm in study.arms}
    assert {row.event for row in register.rows} == {event.name for event in study.events}
    assert {row.site for row in register.rows} == {site.name for site in study.sites}


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
