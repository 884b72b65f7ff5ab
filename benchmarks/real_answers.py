"""The answers of 766 real people before and after a film, read from the folder ``JALON_REAL_DATA`` names."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

WAVES = ("before", "after")
ABOUT = ("code", "wave", "arm", "session", "hour")
"""The columns that are no items."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person: arm and session as the register says them, and the item cells of each wave ('' is a blank)."""

    code: str
    arm: str
    session: str
    waves: Mapping[str, Mapping[str, str]]


def read_people(folder: Path, most: int | None = None) -> list[Person]:
    """The people in the order of the file, the first ``most`` of them when asked."""
    rows: dict[str, dict[str, dict[str, str]]] = {}
    with (folder / "mood" / "answers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["code"], {})[row["wave"]] = row
    return [_person(code, waves) for code, waves in list(rows.items())[:most]]


def _person(code: str, waves: Mapping[str, Mapping[str, str]]) -> Person:
    first = waves[WAVES[0]]
    items = {wave: {name: cell for name, cell in row.items() if name not in ABOUT} for wave, row in waves.items()}
    return Person(code, first["arm"], first["session"], items)
