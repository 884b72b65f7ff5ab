"""The registers of the demonstration hold invented people and fit the mapping of their study."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("name", STUDIES)
def test_register_has_every_column_and_only_values_of_the_mapping(name: str) -> None:
    register = read_study(LIBRARY / name, LIBRARY)[0].register
    rows = register_rows(name)
    columns = [register.participant_id, register.household, register.worker, register.language, register.entry_date]
    columns += [register.support_start, register.support_end, *register.contact.values()]
    columns += [variable.column for variable in register.profile]
    assert set(columns) <= set(rows[0])
    for variable in register.profile:
        assert {row[variable.column] for row in rows} <= set(variable.values)
    assert {row[register.language] for row in rows} == set(LANGUAGES)


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
