"""What a chart is: a picture's specification, the table that says the same, the finding, the estimates behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.charts.marks import Mark
from analysis.charts.specification import Specification
from analysis.results import Cell, Estimate, Finding

BETWEEN = "|"
"""Stands between keys that share one label: steps told by one figure, options that were merged."""

Estimates = tuple[tuple[Mapping[str, str], Estimate], ...]
"""Each Estimate with the keys that say whose it is: ``{"scale": …, "wave": …, "arm": …}``."""


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a chart. A text in a cell is always a key, or several joined by ``BETWEEN``; numbers are exact.

    columns: fixed names; the heading of a column is the text of the key ``column:NAME``.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"Every row of a table has its {len(self.columns)} columns: {', '.join(self.columns)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart: everything that a page, a picture, a download and a sentence are made from.

    name: ``change``, ``items.wellbeing``; kind: the file it comes from. specification: None where there is nothing to
    draw, and the finding says why. n: people who count; missing: people who do not. marks: interviewed people.
    """

    name: str
    kind: str
    specification: Specification | None
    table: Table
    finding: Finding
    n: int
    missing: int
    estimates: Estimates = ()
    unit: str = ""
    marks: tuple[Mark, ...] = ()


def joined(keys: Sequence[str]) -> str:
    """Several keys as the key of one label.

    >>> joined(["never", "rarely"])
    'never|rarely'
    """
    return BETWEEN.join(keys)


def share(part: int, whole: int) -> float | None:
    """A part of a whole in percent; None of nothing.

    >>> share(1, 8), share(0, 0)
    (12.5, None)
    """
    return 100 * part / whole if whole else None


def counted(each: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """How many people count in a chart whose rows differ, and how many do not: of the row with most people.

    >>> counted([(330, 19), (340, 9)])
    (340, 9)
    """
    return max(each, default=(0, 0))


def nothing_to_show(reasons: Iterable[str]) -> Finding:
    """The finding of a chart without a picture: the reasons, each once, or that nothing was answered.

    >>> print(nothing_to_show(["reason:too_few", "reason:too_few"]))
    nothing to show: reason reason:too few
    """
    told = joined(tuple(dict.fromkeys(reason for reason in reasons if reason)))
    return Finding("nothing_to_show", {"reason": told or "note:no_answers"})


def named(kind: str, scale: str) -> str:
    """The name of a chart of one scale, whose key may be ``scale:NAME``.

    >>> named("items", "scale:wellbeing")
    'items.wellbeing'
    """
    return f"{kind}.{scale.rpartition(':')[2]}"
