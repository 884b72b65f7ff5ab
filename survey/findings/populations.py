"""Who a figure can be about: everyone who answered at a wave, or at the first and the last one; and parts of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.dataset.cache import StudyColumns
from survey.dataset.coded import Coded

BOTH = "both"
"""The population of those who answered at the first and at the last wave."""
REGISTER, OPEN = "register", "open"

Base = tuple[tuple[str, str], ...]
"""Filters and their values, sorted: () is everyone."""
EVERYONE: Base = ()
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Population:
    """People by their row at one wave (``rows``), and at the wave before it (``earlier``, for ``both`` alone).

    ``people``: one row per person, one column per filter, None where it is unknown.
    """

    name: str
    rows: Places
    earlier: Places
    people: pd.DataFrame

    def mask(self, base: Base) -> NDArray[np.bool_]:
        """Which people belong to a base."""
        found = np.ones(len(self.rows), dtype=bool)
        for name, value in base:
            found &= (self.people[name] == value).to_numpy(dtype=bool, na_value=False)
        return found


def names_of(coded: Coded) -> pd.Series:
    """A column of codes as names, None where there is none."""
    codes = np.frombuffer(coded.codes, dtype=coded.codes.typecode)
    known = np.array([*coded.names, None], dtype=object)
    return pd.Series(known[np.where(codes >= 0, codes, len(coded.names))], dtype="object")


def origin_shown(columns: StudyColumns, register_people: int) -> str:
    """Whose answers the figures are about: those of the register, or of the open link where there is no register."""
    return REGISTER if register_people else OPEN


def populations(columns: StudyColumns, origin: str, counted: NDArray[np.bool_]) -> Mapping[str, Population]:
    """Every population of a study by name: its waves, and ``both`` where there are several.

    ``counted``: which rows count, one per submission.
    """
    kept = counted & (names_of(columns.attributes["origin"]) == origin).to_numpy(dtype=bool)
    dimensions = {name: names_of(columns.attributes[name]) for name in columns.record.study.filters}
    table = pd.DataFrame(dimensions, index=range(len(columns.participants)))
    waves = np.frombuffer(columns.waves.codes, dtype=columns.waves.codes.typecode)
    at = {name: np.flatnonzero(kept & (waves == code)) for code, name in enumerate(columns.waves.names)}
    nothing = np.array([], dtype=np.int64)
    found = {name: _population(name, rows, nothing, table) for name, rows in at.items()}
    if len(at) > 1:
        first, *_, last = at.values()
        found[BOTH] = _both(columns, first, last, table)
    return found


def _population(name: str, rows: Places, earlier: Places, table: pd.DataFrame) -> Population:
    return Population(name, rows, earlier, table.iloc[rows].reset_index(drop=True))


def _both(columns: StudyColumns, first: Places, last: Places, table: pd.DataFrame) -> Population:
    people = np.frombuffer(columns.participants, dtype=columns.participants.typecode)
    _, at_first, at_last = np.intersect1d(people[first], people[last], return_indices=True)
    return _population(BOTH, last[at_last], first[at_first], table)
