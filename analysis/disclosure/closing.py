"""The plain way: close what is small, what it leaves, what gives it away, until nothing more has to be closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.disclosure.attack import Attack, sums_of
from analysis.disclosure.bounds import narrowing_bases
from analysis.disclosure.changes import Comparison
from analysis.disclosure.lattice import Base, Lattice

TOO_FEW, REMAINDER, EVERYONE, COMPLEMENT, CHANGE = "too_few", "remainder", "everyone", "complement", "change"
REASONS = (TOO_FEW, REMAINDER, EVERYONE, COMPLEMENT, CHANGE)
"""Why a base is closed: under the cell; it leaves a few people of a larger base; it holds all of a larger base; it
gives away a closed one; too few people changed since it was shown."""


def closed_bases(
    lattice: Lattice,
    *,
    minimum_cell: int,
    repeated: Sequence[str] = (),
    comparisons: Sequence[Comparison] = (),
    beyond: Mapping[Base, NDArray[np.bool_]] | None = None,
) -> dict[Base, str]:
    """The bases that stay closed, each with its reason; the same for the same counts.

    ``beyond``: members of further bases that are closed for another reason, whose cells are hidden too; None where
    nothing is asked of how narrowly a hidden cell can be bounded.
    """
    alone = _alone(lattice, minimum_cell, comparisons)
    beside = _beside(lattice, minimum_cell, repeated, comparisons)
    forced: dict[int, str] = {}
    safe: list[frozenset[int]] = [frozenset()] * (lattice.counts.shape[1] + len(comparisons))
    while True:
        closed = _closed(lattice, {**alone, **forced}, beside)
        more = _giving_away(lattice, minimum_cell, repeated, closed)
        more = more or _attacked(lattice, minimum_cell, closed, comparisons, safe)
        more = more or ({} if beyond is None else _bounded(lattice, minimum_cell, closed, beyond))
        if not more:
            return {lattice.bases[at]: closed[at] for at in sorted(closed)}
        forced |= more


def _alone(lattice: Lattice, minimum_cell: int, comparisons: Sequence[Comparison]) -> dict[int, str]:
    """Bases that are closed whatever else is open."""
    few = dict.fromkeys(np.flatnonzero(lattice.sizes.min(axis=1) < minimum_cell).tolist(), TOO_FEW)
    for past in comparisons:
        changed = past.changed
        moved = np.flatnonzero((changed > 0) & (changed < minimum_cell))
        few = dict.fromkeys(moved.tolist(), CHANGE) | few
    return few


def _beside(
    lattice: Lattice, minimum_cell: int, repeated: Sequence[str], comparisons: Sequence[Comparison]
) -> NDArray[np.int8]:
    """For two bases, one inside the other: why only one may be open (a number of ``REASONS``), -1 when both may."""
    sizes = lattice.sizes
    left = np.abs(sizes[:, None, :] - sizes[None, :, :])
    kept = [tuple(pair for pair in base if pair[0] not in repeated) for base in lattice.bases]
    numbers = {base: number for number, base in enumerate(dict.fromkeys(kept))}
    number = np.array([numbers[base] for base in kept], dtype=int)
    same = number[:, None] == number[None, :]
    # a wave may hold everyone: who answered some wave is no answer of theirs
    why = np.where(left.min(axis=2) < minimum_cell, REASONS.index(REMAINDER), -1)
    why = np.where(left.max(axis=2) == 0, np.where(same, -1, REASONS.index(EVERYONE)), why)
    for past in comparisons:
        apart = past.changed_apart
        why = np.where((why < 0) & (apart > 0) & (apart < minimum_cell), REASONS.index(CHANGE), why)
    return np.where(lattice.inside | lattice.inside.T, why, -1).astype(np.int8)


def _closed(lattice: Lattice, known: Mapping[int, str], beside: NDArray[np.int8]) -> dict[int, str]:
    """The bases that cannot stand beside open ones, and those ``known``: everyone comes first, then the larger ones."""
    closed = dict(known)
    opened: list[int] = []
    for at in lattice.order:
        if at in closed:
            continue
        why = int(beside[at, opened].max(initial=-1))
        if why < 0:
            opened.append(at)
        else:
            closed[at] = REASONS[why]
    return closed


def _giving_away(
    lattice: Lattice, minimum_cell: int, repeated: Sequence[str], closed: Mapping[int, str]
) -> dict[int, str]:
    """The smallest open value beside closed ones that hold a few people together, if there is one."""
    opened = _opened(lattice, closed)
    shown = lattice.children & opened
    hidden = lattice.sizes[lattice.parents] - shown.astype(np.int64) @ lattice.sizes
    wrong = (hidden.max(axis=1) > 0) & (hidden.min(axis=1) < minimum_cell) & shown.any(axis=1)
    wrong &= opened[lattice.parents] & ~np.isin(lattice.parted, list(repeated))
    for family in np.flatnonzero(wrong):
        smallest: int = min(np.flatnonzero(shown[family]).tolist(), key=lattice.smallest)
        return {smallest: COMPLEMENT}
    return {}


def _attacked(
    lattice: Lattice,
    minimum_cell: int,
    closed: Mapping[int, str],
    comparisons: Sequence[Comparison],
    safe: list[frozenset[int]],
) -> dict[int, str]:
    """A base to close because open ones, with what was shown before, add up to a few people, in one of the cells.

    ``safe`` remembers for each cell and comparison the open bases that were searched in vain: fewer are safe too.
    """
    opened = np.flatnonzero(_opened(lattice, closed))
    sums = sums_of(lattice.members[opened], lattice.counts)
    cells = lattice.counts.shape[1]
    for at in range(len(safe)):
        if safe[at].issuperset(opened.tolist()):
            continue
        if at < cells:
            attack = sums.attack(at, minimum_cell)
            more = {_least(lattice, opened, attack): COMPLEMENT} if attack else {}
        else:
            more = _attacked_over_time(lattice, minimum_cell, opened, comparisons[at - cells])
        if more:
            return more
        safe[at] = frozenset(opened.tolist())
    return {}


def _attacked_over_time(
    lattice: Lattice, minimum_cell: int, opened: NDArray[np.intp], past: Comparison
) -> dict[int, str]:
    members = np.vstack([past.now[opened], past.then[list(past.opened)]])
    attack = sums_of(members, past.people[:, None], past.moved).attack(0, minimum_cell)
    if attack is None:
        return {}
    if attack.used[: len(opened)].any():
        return {_least(lattice, opened, attack): CHANGE}
    # what was shown then tells by itself of a few who have changed since: now nothing may tell of any change
    return dict.fromkeys([at for at in opened.tolist() if (past.now[at] != past.then[at]).any()], CHANGE)


def _bounded(
    lattice: Lattice, minimum_cell: int, closed: Mapping[int, str], beyond: Mapping[Base, NDArray[np.bool_]]
) -> dict[int, str]:
    """A base to close because open ones bound a hidden count too narrowly, though they add up to no few people."""
    hidden = {lattice.bases[at]: lattice.members[at] for at in sorted(closed)} | dict(beyond)
    opened = np.flatnonzero(_opened(lattice, closed)).tolist()
    narrowing = narrowing_bases(lattice, opened, hidden, minimum_cell)
    return {} if narrowing is None else {_smallest(lattice, narrowing): COMPLEMENT}


def _least(lattice: Lattice, opened: NDArray[np.intp], attack: Attack) -> int:
    """Which base to close: one that decides if there is one, rather of two dimensions, the smallest."""
    needed = attack.needed[: len(opened)]
    return _smallest(lattice, opened[needed if needed.any() else attack.used[: len(opened)]])


def _smallest(lattice: Lattice, bases: NDArray[np.intp]) -> int:
    smallest: int = min(bases.tolist(), key=lambda at: (-len(lattice.bases[at]), lattice.smallest(at)))
    return smallest


def _opened(lattice: Lattice, closed: Mapping[int, str]) -> NDArray[np.bool_]:
    opened = np.ones(len(lattice.bases), bool)
    opened[list(closed)] = False
    return opened
