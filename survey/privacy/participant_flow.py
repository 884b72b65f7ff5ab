"""The participant flow that staff may see: no figure tells whether a given person answered.

The steps form an order that people only move forward in. Neighbouring steps are merged until every
figure shown counts at least ``minimum_cell`` people, and so does what is left of the base beside it:
a zero tells of everyone, and so does a step that holds all. Figures of two dates must not tell of a
few people either: see ``may_follow``. What the choice of one grouping over another tells is not
protected; it bounds a step, it never counts one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

NOT_OPENED = "not_opened"
OPENED_ONLY = "opened_only"
DECLINED = "declined"
BROKEN_OFF = "broken_off"
SUBMITTED = "submitted"
STEPS = (NOT_OPENED, OPENED_ONLY, DECLINED, BROKEN_OFF, SUBMITTED)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people stand at each step; together they are the base."""

    not_opened: int
    opened_only: int
    declined: int
    broken_off: int
    submitted: int

    @property
    def by_step(self) -> tuple[int, ...]:
        """The counts in the order of the steps."""
        return (self.not_opened, self.opened_only, self.declined, self.broken_off, self.submitted)

    @property
    def base(self) -> int:
        """Everyone."""
        return sum(self.by_step)


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring steps that are told by one figure."""

    steps: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The flow as it may be shown: its groups, in the order of the steps, and the rule they were made by."""

    groups: tuple[Group, ...]
    minimum_cell: int

    @property
    def base(self) -> int:
        """Everyone."""
        return sum(group.count for group in self.groups)

    def beyond(self) -> dict[int, int]:
        """For each boundary between groups, and both ends: how many people stand beyond it."""
        place, left = 0, self.base
        told = {place: left}
        for group in self.groups:
            place, left = place + len(group.steps), left - group.count
            told[place] = left
        return told


def figures(counts: Counts, minimum_cell: int, earlier: Sequence[Figures] = ()) -> Figures | None:
    """The finest figures that can be shown after the ``earlier`` ones; None when there are none."""
    for ends in _groupings():
        candidate = _grouped(counts, ends, minimum_cell)
        if all(group.count >= minimum_cell for group in candidate.groups) and all(
            may_follow(candidate, shown) for shown in earlier
        ):
            return candidate
    return None


def _groupings() -> Iterator[tuple[int, ...]]:
    """Every way to cut the steps, most groups first; among equals, the last step stays alone as long as it can."""
    last = len(STEPS) - 1
    for size in range(last, 0, -1):
        yield from sorted(combinations(range(1, last + 1), size), key=lambda cuts: cuts[::-1], reverse=True)


def _grouped(counts: Counts, cuts: tuple[int, ...], minimum_cell: int) -> Figures:
    edges = (0, *cuts, len(STEPS))
    groups = tuple(Group(STEPS[start:end], sum(counts.by_step[start:end])) for start, end in pairwise(edges))
    return Figures(groups, minimum_cell)


def may_follow(later: Figures, earlier: Figures) -> bool:
    """Whether figures shown beside earlier ones tell of nobody by their difference.

    Every union of steps that both tell must have changed by nobody or by at least ``minimum_cell``.
    Where both cut at different steps, people only moving forward would bound what neither tells:
    the people now beyond the nearer cut and those then beyond the farther one must differ by as many.
    """
    minimum = max(later.minimum_cell, earlier.minimum_cell)
    now, then = later.beyond(), earlier.beyond()
    shared = sorted(now.keys() & then.keys())
    changes = [(now[start] - now[end]) - (then[start] - then[end]) for start, end in pairwise(shared)]
    unions = (sum(some) for size in range(1, len(changes) + 1) for some in combinations(changes, size))
    if any(0 < abs(change) < minimum for change in unions):
        return False
    return all(abs(now[near] - then[far]) >= minimum for near in now for far in then if near < far)
