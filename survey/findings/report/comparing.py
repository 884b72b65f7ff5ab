"""Holds the numbers of a report against the same numbers computed again."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.results import Cell

OTHER, LACKING, UNKNOWN = "other number", "lacking in the report", "not computed"
TOLERANCE = 1e-9
"""Relative: between machines the last digits of a sum may differ. Counts are exact."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A key whose number does not match: ``told`` in the report, ``now`` computed again.

    ``what``: another number, a key that the report lacks, or one that nothing computed has.
    """

    key: str
    what: str
    told: Cell
    now: Cell


def differences(told: Mapping[str, Cell], now: Mapping[str, Cell]) -> tuple[Difference, ...]:
    """Every key that does not match, in the order of the numbers computed, strangers last.

    >>> [(each.key, each.what) for each in differences({"n": 3, "x": 1.0, "z": 0}, {"n": 4, "x": 1.0 + 1e-12, "y": 2})]
    [('n', 'other number'), ('y', 'lacking in the report'), ('z', 'not computed')]
    """
    return tuple(_differences(told, now))


def _differences(told: Mapping[str, Cell], now: Mapping[str, Cell]) -> Iterator[Difference]:
    for key, value in now.items():
        if key not in told:
            yield Difference(key, LACKING, None, value)
        elif not is_same(told[key], value):
            yield Difference(key, OTHER, told[key], value)
    for key, value in told.items():
        if key not in now:
            yield Difference(key, UNKNOWN, value, None)


def is_same(told: Cell, now: Cell) -> bool:
    """Whether two numbers are the same: whole ones exactly, others but for their last digits.

    >>> is_same(3, 3), is_same(3, 4), is_same(0.1 + 0.2, 0.3), is_same(None, 0)
    (True, False, True, False)
    """
    if not isinstance(told, int | float) or not isinstance(now, int | float):
        return told is None and now is None
    if isinstance(now, int) or isinstance(told, int):
        return told == now
    return math.isclose(told, now, rel_tol=TOLERANCE, abs_tol=0.0)
