"""Which tables, means and splits may be shown in the open bases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.disclosure.bases import Opening, open_bases
from analysis.disclosure.closing import TOO_FEW, closed_bases
from analysis.disclosure.lattice import Base, Lattice, members_of
from analysis.disclosure.options import Groups, merged_options

__all__ = ["Groups", "Tables", "open_bases", "open_parts", "open_tables"]


_ALL = np.iinfo(np.int64).max


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
    counts: pd.DataFrame,
    opening: Opening,
    *,
    minimum_cell: int,
    ordered: bool,
    neutral: int | None = None,
    suited: Sequence[str] = (),
    bounded: bool = True,
) -> Tables:
    """The tables of one item: options merged once, on the largest base, and shown where every cell is large enough.

    Rule: every cell, and what it leaves of the same cell of every larger open table, is at least ``minimum_cell``
    answers; what closed tables of one dimension hold together in a cell is nobody or as many; sums and differences
    of open tables tell of no few people. With ``suited`` dimensions, options are merged further, until the tables of
    their open values reach the cell too, if that leaves two groups.
    Columns: dimensions of the opening (those the item is split by), then one count per option, in the order of the
    options; one row per place, that is per combination of values, None where unknown. With a repeated dimension
    (wave) among them only bases that fix it have a table, and the groups suit all its values.
    Missing: only who answered is counted. Bins of a histogram are ordered options.
    Raises: ValueError for a count below 0.

    >>> people = pd.DataFrame({"arm": ["a", "b", "c"], "people": [60, 40, 40]})
    >>> opening = open_bases(people, ["arm"], minimum_cell=10)
    >>> counts = pd.DataFrame({"arm": ["a", "b", "c"], "no": [30, 15, 25], "perhaps": [9, 5, 3], "yes": [20, 20, 10]})
    >>> tables = open_tables(counts, opening, minimum_cell=10, ordered=True)
    >>> tables.groups, tables.cells
    (((0,), (1,), (2,)), {(): (70, 17, 50)})
    >>> tables = open_tables(counts, opening, minimum_cell=10, ordered=True, suited=["arm"])
    >>> tables.groups, tables.cells[(("arm", "a"),)]
    (((0,), (1, 2)), (30, 29))
    """
    table = _counted(counts, opening)
    groups = None
    for suits in (suited, ()):
        held = table.sizes[_deciding(table, opening, suits)].min(axis=0, initial=_ALL)
        groups = groups or merged_options(held.tolist(), minimum_cell=minimum_cell, ordered=ordered, neutral=neutral)
    return _opened(table, groups, minimum_cell, _beyond(counts, opening) if bounded else None)


def open_parts(counts: pd.DataFrame, opening: Opening, *, minimum_cell: int, bounded: bool = True) -> Tables:
    """Tables whose parts are never merged: missing by reason, or the one part ``answered`` that a mean stands on.

    Rule and columns: those of ``open_tables``, one count per part.
    Missing: who is in no part is not counted.

    >>> opening = open_bases(pd.DataFrame({"arm": ["a", "b"], "people": [60, 40]}), ["arm"], minimum_cell=10)
    >>> answered = pd.DataFrame({"arm": ["a", "b"], "answered": [58, 6]})
    >>> open_parts(answered, opening, minimum_cell=10).cells
    {(): (64,)}
    """
    table = _counted(counts, opening)
    alone = tuple((at,) for at in range(table.counts.shape[1]))
    return _opened(table, alone, minimum_cell, _beyond(counts, opening) if bounded else None)


def _counted(counts: pd.DataFrame, opening: Opening) -> Lattice:
    """The open bases that these counts can tell of, over the places of the counts."""
    split, bases = _split_by(counts, opening, opening.open)
    cells = counts[[name for name in counts.columns if name not in split]].to_numpy(np.int64)
    if cells.size and cells.min() < 0:
        raise ValueError("a count is below 0; count the answers anew.")
    return Lattice(bases, _members(counts, split, bases), cells)


def _beyond(counts: pd.DataFrame, opening: Opening) -> Mapping[Base, NDArray[np.bool_]]:
    """The members of the closed bases that these counts could tell of."""
    split, bases = _split_by(counts, opening, opening.reasons)
    return dict(zip(bases, _members(counts, split, bases), strict=True))


def _split_by(counts: pd.DataFrame, opening: Opening, every: Iterable[Base]) -> tuple[Sequence[str], tuple[Base, ...]]:
    """The dimensions that these counts are split by, and those of ``every`` base that they can tell of."""
    split = [name for name in opening.dimensions if name in counts.columns]
    fixed = {name for name in split if name in opening.repeated}
    return split, tuple(sorted(base for base in every if fixed <= {pair[0] for pair in base} <= set(split)))


def _members(counts: pd.DataFrame, split: Sequence[str], bases: Sequence[Base]) -> NDArray[np.bool_]:
    columns = [counts[name].astype(object).where(counts[name].notna(), None) for name in split]
    places = list(zip(*columns, strict=True)) if split else [()] * len(counts)
    return members_of(bases, [(place,) for place in places], split)


def _deciding(table: Lattice, opening: Opening, suited: Sequence[str]) -> list[int]:
    """The bases whose tables the groups must suit: the largest one (of each wave), and values of ``suited``."""
    found: dict[Base, int] = {}
    for at in sorted(range(len(table.bases)), key=lambda at: (-opening.people[table.bases[at]], table.bases[at])):
        found.setdefault(tuple(pair for pair in table.bases[at] if pair[0] in opening.repeated), at)
    kept = {*suited, *opening.repeated}
    split = [at for at, base in enumerate(table.bases) if suited and base and {pair[0] for pair in base} <= kept]
    return sorted({*found.values(), *split})


def _opened(
    table: Lattice, groups: Groups | None, minimum_cell: int, beyond: Mapping[Base, NDArray[np.bool_]] | None
) -> Tables:
    if groups is None:
        return Tables(None, {}, dict.fromkeys(table.bases, TOO_FEW))
    merged = np.stack([table.counts[:, list(group)].sum(axis=1) for group in groups], axis=1)
    lattice = Lattice(table.bases, table.members, merged)
    closed = closed_bases(lattice, minimum_cell=minimum_cell, beyond=beyond)
    sizes = zip(lattice.bases, lattice.sizes.tolist(), strict=True)
    return Tables(groups, {base: tuple(row) for base, row in sizes if base not in closed}, closed)
