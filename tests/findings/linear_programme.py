"""A reader who takes every published number as an equation over people, and asks how small and large a count can be.

Nothing of ``analysis.disclosure`` is used here: the two must not err together.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from findings.made_up_study import ABSENT, BLANK, REFUSED, MadeUp
from scipy.optimize import linprog
from scipy.sparse import csr_array

Base = tuple[tuple[str, str], ...]
NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class People:
    """Every kind of people there could be: where they stand, and what they said at each wave.

    places: one row per kind, a column per filter and the age. said: by wave one row per kind, one column per item.
    """

    places: np.ndarray
    said: Mapping[str, np.ndarray]
    columns: Mapping[str, int]

    def stand(self, base: Base) -> np.ndarray:
        """Which kinds stand in a base."""
        found = np.ones(len(self.places), dtype=bool)
        for name, value in base:
            found &= self.places[:, self.columns[name]] == value
        return found

    def sent(self, *waves: str) -> np.ndarray:
        """Which kinds sent something at all these waves."""
        return np.logical_and.reduce([(self.said[wave] != ABSENT).all(axis=1) for wave in waves])

    def score(self, wave: str, options: int) -> np.ndarray:
        """The score of each kind, from 0 to 100; NaN where an item is blank."""
        said = self.said[wave]
        return np.where((said >= 0).all(axis=1), said.mean(axis=1) * 100 / (options - 1), np.nan)


def people_of(found: MadeUp) -> People:
    """A site lies in its region, as everybody knows; all else may be combined."""
    sites = sorted({place[:2] for place in found.places})
    others = [sorted({place[at] for place in found.places}) for at in range(2, len(found.places[0]))]
    places = [(*site, *rest) for site in sites for rest in itertools.product(*others)]
    nothing = (ABSENT,) * len(found.items)
    answers = [nothing, *itertools.product((*range(found.options), BLANK, REFUSED), repeat=len(found.items))]
    states = np.array(list(itertools.product(answers, repeat=len(found.said))))
    said = {wave: np.tile(states[:, at], (len(places), 1)) for at, wave in enumerate(found.said)}
    columns = {name: at for at, name in enumerate(found.variables())}
    return People(np.repeat(np.array(places, dtype=object), len(states), axis=0), said, columns)


def counted(found: MadeUp, people: People) -> np.ndarray:
    """How many people of each kind there really are."""
    waves = list(found.said)
    kinds = {
        (*place, *np.concatenate(said).tolist()): at
        for at, (place, *said) in enumerate(zip(people.places, *(people.said[wave] for wave in waves), strict=True))
    }
    counts = np.zeros(len(people.places))
    for person, place in enumerate(found.places):
        counts[kinds[(*place, *np.concatenate([found.said[wave][person] for wave in waves]).tolist())]] += 1
    return counts


@dataclass(slots=True)
class Programme:
    """Equations over kinds of people: each row times how many there are of each kind is what was told."""

    kinds: int
    rows: dict[tuple[bytes, float], tuple[np.ndarray, float, str]] = field(default_factory=dict)

    def tell(self, row: np.ndarray, value: float, what: str) -> None:
        """Add a published number; two numbers of the same people that differ both stay, so that one is broken."""
        weights = np.nan_to_num(np.asarray(row, dtype=np.float64))
        self.rows.setdefault((weights.tobytes(), round(float(value), 6)), (weights, float(value), what))

    def broken(self, people: np.ndarray) -> list[str]:
        """The equations that the real people do not fulfil: then the programme is written wrongly."""
        return [
            what for row, value, what in self.rows.values() if abs(row @ people - value) > NEAR * max(1, abs(value))
        ]

    def reach(self, hidden: Sequence[Hidden], people: np.ndarray) -> Iterator[tuple[Hidden, float, float]]:
        """How small and how large each hidden count can be; exact where it cannot be 0, or not as large as it should.

        Each solution is held against all counts, so that few programmes need be solved.
        """
        equations = csr_array(np.array([row for row, _, _ in self.rows.values()]).reshape(-1, self.kinds))
        told = np.array([value for _, value, _ in self.rows.values()])
        low, high = (
            np.array([getattr(each, side) for each in hidden]).reshape(-1, self.kinds) for side in ("low", "high")
        )
        least, most, enough = low @ people, high @ people, np.array([each.enough for each in hidden])
        for sign, wanted in ((1.0, low), (-1.0, high)):
            for at in range(len(hidden)):
                if (least[at] < NEAR) if sign > 0 else (most[at] > enough[at] - NEAR):
                    continue
                found = linprog(sign * wanted[at], A_eq=equations, b_eq=told, method="highs")
                if found.x is None:
                    assert "nbounded" in found.message, found.message
                    most[at] = np.inf
                    continue
                least, most = np.minimum(least, low @ found.x), np.maximum(most, high @ found.x)
        yield from zip(hidden, least.tolist(), most.tolist(), strict=True)

    def bounding(self, wanted: np.ndarray, sign: float) -> list[str]:
        """The published numbers that bound a count from below (1) or from above (-1), to tell where to look."""
        equations = np.array([row for row, _, _ in self.rows.values()])
        told = np.array([value for _, value, _ in self.rows.values()])
        found = linprog(sign * wanted, A_eq=equations, b_eq=told, method="highs")
        names = [what for _, _, what in self.rows.values()]
        return [names[at] for at in np.flatnonzero(np.abs(found.eqlin.marginals) > NEAR)]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A count that is not published.

    low: the people whom ``0`` is asked of; high: those of whom ``enough`` must be possible; really: how many there are.
    """

    what: str
    low: np.ndarray
    high: np.ndarray
    enough: float
    really: float
