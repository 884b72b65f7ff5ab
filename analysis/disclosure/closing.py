"""The plain way: close what is small, what it leaves, what gives it away, until nothing more has to be closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.disclosure.lattice import Base, Lattice

TOO_FEW, REMAINDER, EVERYONE, COMPLEMENT, CHANGE = "too_few", "remainder", "everyone", "complement", "change"
REASONS = (TOO_FEW, REMAINDER, EVERYONE, COMPLEMENT, CHANGE)
"""Why a base is closed: under the cell; it leaves a few people of a larger base; it holds all of a larger base; it
gives away a closed one; too few people changed since it was shown."""


def closed_bases(lattice: Lattice, *, minimum_cell: int, repeated: Sequence[str] = ()) -> dict[Base, str]:
    """The bases that stay closed, each with its reason; deterministic."""
    forced: dict[int, str] = {}
    while True:
        closed = _closed_alone(lattice, minimum_cell, repeated, forced)
        more = _giving_away(lattice, minimum_cell, repeated, closed)
        if more is None:
            return {lattice.bases[at]: closed[at] for at in sorted(closed)}
        forced[more] = COMPLEMENT


def _closed_alone(
    lattice: Lattice, minimum_cell: int, repeated: Sequence[str], forced: Mapping[int, str]
) -> dict[int, str]:
    """Bases closed by their own size or by what they leave of an open one: everyone first, then the larger ones."""
    totals, bases = lattice.sizes.sum(axis=1), lattice.bases
    closed: dict[int, str] = {}
    opened: list[int] = []
    for at in sorted(range(len(bases)), key=lambda at: (len(bases[at]), -totals[at], bases[at])):
        reason = forced.get(at, "")
        if not reason and lattice.sizes[at].min() < minimum_cell:
            reason = TOO_FEW
        for other in opened:
            reason = reason or _beside(lattice, at, other, minimum_cell, repeated)
        if reason:
            closed[at] = reason
        else:
            opened.append(at)
    return closed


def _beside(lattice: Lattice, one: int, other: int, minimum_cell: int, repeated: Sequence[str]) -> str:
    """Why a base may not stand beside an open one: it holds all of it, or the rest of the larger one is a few."""
    if not (lattice.inside[one, other] or lattice.inside[other, one]):
        return ""
    left = abs(lattice.sizes[one] - lattice.sizes[other])
    if left.max() == 0:
        return "" if _same_but_for(lattice.bases[one], lattice.bases[other], repeated) else EVERYONE
    return REMAINDER if left.min() < minimum_cell else ""


def _same_but_for(one: Base, other: Base, repeated: Sequence[str]) -> bool:
    """Whether two bases differ in repeated dimensions alone."""
    return [pair for pair in one if pair[0] not in repeated] == [pair for pair in other if pair[0] not in repeated]


def _giving_away(lattice: Lattice, minimum_cell: int, repeated: Sequence[str], closed: Mapping[int, str]) -> int | None:
    """The smallest open value beside closed ones that hold a few people together; None when there is none."""
    totals = lattice.sizes.sum(axis=1)
    for parent, dimension, children in lattice.families:
        if parent in closed or dimension in repeated:
            continue
        opened = [child for child in children if child not in closed]
        hidden = lattice.sizes[parent] - lattice.sizes[opened].sum(axis=0)
        if opened and hidden.max() > 0 and hidden.min() < minimum_cell:
            return min(opened, key=lambda child: (totals[child], lattice.bases[child]))
    return None
