"""Which tables, means and splits may be shown in the open bases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.disclosure.bases import Opening, open_bases
from analysis.disclosure.closing import closed_bases
from analysis.disclosure.lattice import Base, Lattice, members_of
from analysis.disclosure.options import Groups, merged_options

__all__ = ["Groups", "Tables", "open_bases", "open_parts", "open_tables"]


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one item that may be shown.

    groups: positions of the options that are told together, the same in every table; None when nothing can be told.
    cells: for each base with an open table, the exact count of each group.
    reasons: why each other base has no table (``REASONS`` of ``analysis.disclosure.closing``).
    """

    groups: Groups | None
    cells: Mapping[Base, tuple[int, ...]]
    reasons: Mapping[Base, str]


def open_tables(
    counts: pd.DataFrame, opening: Opening, *, minimum_cell: int, ordered: bool, neutral: int | None = None
) -> Tables:
    """The tables of one item: options merged once, on the largest base, and shown where every cell is large enough.

    Rule: every cell, and what it leaves of the same cell of every larger open table, is at least ``minimum_cell``
    answers; what closed tables of one dimension hold together in a cell is nobody or as many.
    Columns: dimensions of the opening (those the item is split by), then one count per option, in the order of the
    options; one row per place, that is per combination of values, None where unknown. With a repeated dimension
    (wave) among them only bases that fix it have a table, and the groups suit all its values.
    Missing: only who answered is counted. Bins of a histogram are ordered options.

    >>> people = pd.DataFrame({"arm": ["a", "b", "c"], "people": [60, 40, 40]})
    >>> opening = open_bases(people, ["arm"], minimum_cell=10)
    >>> counts = pd.DataFrame({"arm": ["a", "b", "c"], "no": [30, 15, 25], "perhaps": [2, 3, 2], "yes": [20, 20, 10]})
    >>> tables = open_tables(counts, opening, minimum_cell=10, ordered=True)
    >>> tables.groups, tables.cells[()], tables.cells[(("arm", "a"),)]
    (((0,), (1, 2)), (70, 57), (30, 22))
    """
    bases, members, cells = _counted(counts, opening)
    groups = None
    if bases:
        largest = (members.astype(np.int64) @ cells)[_largest(bases, opening)].min(axis=0)
        groups = merged_options(largest.tolist(), minimum_cell=minimum_cell, ordered=ordered, neutral=neutral)
    return _opened(bases, members, cells, groups, minimum_cell)


def open_parts(counts: pd.DataFrame, opening: Opening, *, minimum_cell: int) -> Tables:
    """Tables whose parts are never merged: missing by reason, or the one part ``answered`` that a mean stands on.

    Rule and columns: those of ``open_tables``, one count per part.
    Missing: who is in no part is not counted.

    >>> opening = open_bases(pd.DataFrame({"arm": ["a", "b"], "people": [60, 40]}), ["arm"], minimum_cell=10)
    >>> answered = pd.DataFrame({"arm": ["a", "b"], "answered": [58, 6]})
    >>> open_parts(answered, opening, minimum_cell=10).cells
    {(): (64,)}
    """
    bases, members, cells = _counted(counts, opening)
    groups = tuple((at,) for at in range(cells.shape[1]))
    return _opened(bases, members, cells, groups, minimum_cell)


def _counted(counts: pd.DataFrame, opening: Opening) -> tuple[tuple[Base, ...], NDArray[np.bool_], NDArray[np.int64]]:
    """The open bases that these counts can tell of, which rows stand in them, and the counts."""
    split = [name for name in opening.dimensions if name in counts.columns]
    fixed = {name for name in split if name in opening.repeated}
    bases = tuple(sorted(base for base in opening.open if fixed <= {pair[0] for pair in base} <= set(split)))
    columns = [counts[name].astype(object).where(counts[name].notna(), None) for name in split]
    places = list(zip(*columns, strict=True)) if split else [()] * len(counts)
    members = members_of(bases, [(place,) for place in places], split)
    return bases, members, counts[[name for name in counts.columns if name not in split]].to_numpy(np.int64)


def _largest(bases: Sequence[Base], opening: Opening) -> list[int]:
    """The largest base; where waves are told apart, the largest one of each."""
    found: dict[Base, int] = {}
    for at in sorted(range(len(bases)), key=lambda at: (-opening.people[bases[at]], bases[at])):
        found.setdefault(tuple(pair for pair in bases[at] if pair[0] in opening.repeated), at)
    return list(found.values())


def _opened(
    bases: tuple[Base, ...],
    members: NDArray[np.bool_],
    cells: NDArray[np.int64],
    groups: Groups | None,
    minimum_cell: int,
) -> Tables:
    if groups is None:
        return Tables(None, {}, dict.fromkeys(bases, "too_few"))
    merged = np.stack([cells[:, list(group)].sum(axis=1) for group in groups], axis=1)
    lattice = Lattice(bases, members, merged)
    closed = closed_bases(lattice, minimum_cell=minimum_cell)
    sizes = zip(bases, lattice.sizes.tolist(), strict=True)
    return Tables(groups, {base: tuple(row) for base, row in sizes if base not in closed}, closed)
