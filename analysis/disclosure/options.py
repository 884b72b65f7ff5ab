"""The options of one item, merged until each group reaches the cell."""

from __future__ import annotations

from collections.abc import Sequence

Groups = tuple[tuple[int, ...], ...]
"""Positions of options told together, in the order of the options; of unordered ones the merged group is last."""


def merged_options(
    counts: Sequence[int], *, minimum_cell: int, ordered: bool, neutral: int | None = None
) -> Groups | None:
    """The finest groups of options that each hold at least ``minimum_cell`` answers; None when only one is left.

    Ordered options are merged with their neighbours: as many groups as possible; among these the fewest that join
    both sides of the ``neutral`` position, then the fewest that take the neutral one in, then the evenest counts.
    Unordered options under the cell become one group; while it stays under, the smallest other option joins it.

    >>> merged_options([3, 8, 20, 8, 3], minimum_cell=10, ordered=True, neutral=2)
    ((0, 1), (2,), (3, 4))
    >>> merged_options([30, 4, 12, 0, 25], minimum_cell=10, ordered=False)
    ((0,), (4,), (1, 2, 3))
    >>> merged_options([30, 4], minimum_cell=10, ordered=True) is None
    True
    """
    groups = _neighbours(counts, minimum_cell, neutral) if ordered else _with_other(counts, minimum_cell)
    return groups if len(groups) > 1 else None


def _neighbours(counts: Sequence[int], minimum_cell: int, neutral: int | None) -> Groups:
    """The best cut of ordered options: for each position, the best groups of the options before it."""
    best: dict[int, tuple[tuple[int, ...], Groups]] = {0: ((0, 0, 0, 0), ())}
    for end in range(1, len(counts) + 1):
        total = 0
        for start in range(end - 1, -1, -1):
            total += counts[start]
            if total < minimum_cell or start not in best:
                continue
            worth = tuple(map(sum, zip(best[start][0], _worth(start, end, neutral, total), strict=True)))
            if end not in best or worth > best[end][0]:
                best[end] = (worth, (*best[start][1], tuple(range(start, end))))
    return best.get(len(counts), ((), ()))[1]


def _worth(start: int, end: int, neutral: int | None, total: int) -> tuple[int, int, int, int]:
    """What one group adds: itself; less for joining both sides of the middle, for taking it in, for its share."""
    holds = neutral is not None and start <= neutral < end and end - start > 1
    joins = neutral is not None and start < neutral < end - 1
    return (1, -int(joins), -int(holds), -total * total)


def _with_other(counts: Sequence[int], minimum_cell: int) -> Groups:
    """Options that reach the cell stay alone; the rest is one group, completed by the smallest of the others."""
    ranked = sorted(range(len(counts)), key=lambda at: (counts[at], at))
    other = [at for at in ranked if counts[at] < minimum_cell]
    alone = ranked[len(other) :]
    while other and alone and sum(counts[at] for at in other) < minimum_cell:
        other.append(alone.pop(0))
    single = tuple((at,) for at in sorted(alone))
    return (*single, tuple(sorted(other))) if other else single
