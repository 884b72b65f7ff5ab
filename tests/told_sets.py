"""An independent reader: sets of people that are sums and differences of what is shown, in exact fractions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

Vector = list[Fraction]


def equations(rows: Sequence[Sequence[int]], width: int) -> list[Vector]:
    """What every sum of the rows obeys: a basis of all e with row · e = 0 for each row."""
    reduced: list[Vector] = []
    pivots: list[int] = []
    for row in rows:
        left = [Fraction(value) for value in row]
        for pivot, known in zip(pivots, reduced, strict=True):
            left = [value - left[pivot] * other for value, other in zip(left, known, strict=True)]
        start = next((at for at, value in enumerate(left) if value), None)
        if start is None:
            continue
        left = [value / left[start] for value in left]
        reduced = [
            [value - known[start] * other for value, other in zip(known, left, strict=True)] for known in reduced
        ]
        reduced.append(left)
        pivots.append(start)
    found = []
    for free in sorted(set(range(width)) - set(pivots)):
        equation = [Fraction(int(at == free)) for at in range(width)]
        for pivot, known in zip(pivots, reduced, strict=True):
            equation[pivot] = -known[free]
        found.append(equation)
    return found


def few_people(people: Sequence[int], minimum_cell: int, signs: Sequence[int] = (1,)) -> Iterator[list[int]]:
    """Every way to take (or subtract) kinds that hold 1 to ``minimum_cell`` - 1 people together."""

    def further(start: int, left: int, taken: list[int]) -> Iterator[list[int]]:
        for at in range(start, len(people)):
            if 0 < people[at] <= left:
                for sign in signs:
                    more = [*taken]
                    more[at] = sign
                    yield more
                    yield from further(at + 1, left - people[at], more)

    yield from further(0, minimum_cell - 1, [0] * len(people))


def told_sets(
    rows: Sequence[Sequence[int]], people: Sequence[int], minimum_cell: int, signs: Sequence[int] = (1,)
) -> list[list[int]]:
    """The sets of a few people that the rows tell of; kinds without people are left out."""
    filled = [at for at, count in enumerate(people) if count]
    kept = [[row[at] for at in filled] for row in rows]
    obeyed = [[(at, value) for at, value in enumerate(equation) if value] for equation in equations(kept, len(filled))]
    return [
        taken
        for taken in few_people([people[at] for at in filled], minimum_cell, signs)
        if all(sum(value * taken[at] for at, value in equation) == 0 for equation in obeyed)
    ]
