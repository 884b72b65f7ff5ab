"""How missing values are treated, by name, and how many there are."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.precision import Numbers

AVAILABLE = "available"
"""One column: whoever has a value counts."""
LISTWISE = "listwise"
"""Two columns: only a person with both values counts, in every figure of the comparison."""
PAIRWISE = "pairwise"
"""Several columns: each pair of them by the people who have both; the people differ from pair to pair."""

_NUMBERS = (int, float, np.number, np.bool_)


@dataclass(frozen=True, slots=True)
class PairCounts:
    """How many people have both values, only one of them, or none."""

    pairs: int
    only_before: int
    only_after: int
    neither: int

    @property
    def lost(self) -> int:
        """People of whom at least one value is missing."""
        return self.only_before + self.only_after + self.neither

    def as_row(self) -> dict[str, int]:
        """The counts under their own names."""
        return {**asdict(self), "lost": self.lost}


@dataclass(frozen=True, slots=True)
class Pairs:
    """Both values of the people who have both, in the order of the table, and the counts."""

    before: Numbers
    after: Numbers
    counts: PairCounts

    @property
    def changes(self) -> Numbers:
        """After minus before, one per pair."""
        return self.after - self.before


def numbers(column: pd.Series) -> Numbers:
    """A column as floats, NaN where it is missing.

    Columns: one of numbers, ``None`` or ``NaN`` for missing. Raises ValueError for texts and for infinite numbers:
    a text is never guessed to be a number.

    >>> numbers(pd.Series([1, None, 3]))
    array([ 1., nan,  3.])
    """
    if not pd.api.types.is_numeric_dtype(column.dtype):
        stray = next((value for value in column.dropna() if not isinstance(value, _NUMBERS)), None)
        if stray is not None:
            told = f"Column {column.name}: it holds {stray!r}, which is no number"
            raise ValueError(f"{told}; convert its values to numbers, missing ones to None.")
    found = column.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    if np.isinf(found).any():
        raise ValueError(f"Column {column.name}: it holds an infinite number; find out where it comes from.")
    return np.asarray(found, dtype=np.float64)


def column_of(table: pd.DataFrame, name: str) -> Numbers:
    """A named column of a table as floats. Raises ValueError when there is none of this name, or two.

    >>> column_of(pd.DataFrame({"entry": [1, 2]}), "entry")
    array([1., 2.])
    """
    held = [str(other) for other in table.columns]
    if held.count(name) != 1:
        raise ValueError(f"Column {name}: there are {held.count(name)} of this name among {', '.join(held) or 'none'}.")
    return numbers(table[name])


def with_minimum_answered(values: Numbers, answered: NDArray[np.int64], minimum: int) -> Numbers:
    """The values of the people who answered at least ``minimum`` items, NaN for the others (``minimum_answered``).

    >>> with_minimum_answered(np.array([80.0, 40.0]), np.array([5, 3]), minimum=4)
    array([80., nan])
    """
    return np.where(answered >= minimum, values, np.nan)


def complete_pairs(table: pd.DataFrame, before: str, after: str) -> Pairs:
    """The people with both values (policy ``listwise``), and how many have one or none.

    Columns: two of numbers, one row per person. Raises ValueError for a column that is absent or not of numbers.

    >>> pairs = complete_pairs(pd.DataFrame({"entry": [1, 2, None], "exit": [4, None, 5]}), "entry", "exit")
    >>> pairs.changes, pairs.counts
    (array([3.]), PairCounts(pairs=1, only_before=1, only_after=1, neither=0))
    """
    first, second = column_of(table, before), column_of(table, after)
    has_first, has_second = ~np.isnan(first), ~np.isnan(second)
    both = has_first & has_second
    counts = PairCounts(
        pairs=int(both.sum()),
        only_before=int((has_first & ~has_second).sum()),
        only_after=int((has_second & ~has_first).sum()),
        neither=int((~has_first & ~has_second).sum()),
    )
    return Pairs(first[both], second[both], counts)
