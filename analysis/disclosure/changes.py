"""Who stands where now and stood where when figures were last shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.disclosure.lattice import Base, Kinds, Place, kinds_of, members_of

WHEN, THEN, NOW = "when", "then", "now"


@dataclass(frozen=True, slots=True)
class EarlierRelease:
    """What was shown before, and who has changed since.

    open: the bases that were open then.
    changed: the people who have come, gone or moved since: a column per dimension, ``person`` (any key that is the
        same in both states) and ``when``: rows "then" say where a person stood, rows "now" where the person stands
        in the table of today. Who came has only rows "now", whose answers were erased only rows "then". With
        ``people``, a key stands for so many.
    """

    open: frozenset[Base]
    changed: pd.DataFrame


@dataclass(frozen=True)
class Comparison:
    """Today beside one earlier release, over kinds of people who stand and stood at the same places.

    opened: the bases (rows) that were open then. now, then: which kinds (columns) stand, and stood, in each base.
    people: how many each kind counts. moved: the kinds that have come, gone or moved.
    """

    opened: tuple[int, ...]
    now: NDArray[np.bool_]
    then: NDArray[np.bool_]
    people: NDArray[np.int64]
    moved: NDArray[np.bool_]

    @cached_property
    def _change(self) -> NDArray[np.int8]:
        """For each base and kind: 1 who came into it, -1 who left it."""
        return self.now.astype(np.int8) - self.then.astype(np.int8)

    @cached_property
    def changed(self) -> NDArray[np.int64]:
        """For each base how many people came into it or left it; 0 when it was not shown then."""
        changed = np.zeros(len(self.now), np.int64)
        for base in self.opened:
            changed[base] = self.people[self._change[base] != 0].sum()
        return changed

    @cached_property
    def changed_apart(self) -> NDArray[np.int64]:
        """For two bases how many came into, or left, what one has beyond the other; 0 unless both were shown then."""
        opened = list(self.opened)
        apart = np.zeros((len(self.now), len(self.now)), np.int64)
        for base in opened:
            apart[base, opened] = (self._change[opened] != self._change[base]).astype(np.int64) @ self.people
        return apart


def compared(kinds: Kinds, release: EarlierRelease, bases: Sequence[Base], dimensions: Sequence[str]) -> Comparison:
    """Today's kinds beside an earlier release. Raises ValueError for a moved person who is not in the table of today.

    >>> changed = pd.DataFrame({"person": [1], "arm": ["a"], "when": ["now"]})
    >>> today = kinds_of(pd.DataFrame({"arm": ["a", "a"]}), ["arm"])
    >>> past = compared(today, EarlierRelease(frozenset({()}), changed), [()], ["arm"])
    >>> past.people, past.moved, past.changed
    (array([1, 1]), array([False,  True]), array([1]))
    """
    if not set(release.changed[WHEN]) <= {THEN, NOW}:
        raise ValueError(f"the column {WHEN} holds {THEN} or {NOW} in every row.")
    names = [*dimensions, WHEN]
    since = kinds_of(release.changed, names, repeated=names)
    now, then = ([_standing(places, when) for places in since.places] for when in (NOW, THEN))
    left = Counter(dict(zip(map(frozenset, kinds.places), kinds.people.tolist(), strict=True)))
    for places, count in zip(now, since.people.tolist(), strict=True):
        left[frozenset(places)] -= count if places else 0
    if any(count < 0 for count in left.values()):
        raise ValueError("someone who changed does not stand in the table of today at the places given as `now`.")
    stayed = [(tuple(places), count) for places, count in left.items() if count > 0]
    same = [places for places, _count in stayed]
    people = np.array([*(count for _places, count in stayed), *since.people], np.int64)
    return Comparison(
        tuple(at for at, base in enumerate(bases) if base in release.open),
        members_of(bases, [*same, *now], dimensions),
        members_of(bases, [*same, *then], dimensions),
        people,
        np.arange(len(people)) >= len(same),
    )


def _standing(places: tuple[Place, ...], when: str) -> tuple[Place, ...]:
    """The places of one state, without the mark of the state."""
    return tuple(place[:-1] for place in places if place[-1] == when)
