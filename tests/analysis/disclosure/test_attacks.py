"""Random populations, attacked by a reader who adds and subtracts everything that is shown."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from told_sets import told_sets

from analysis.disclosure.bases import Opening, open_bases
from analysis.disclosure.lattice import Base
from analysis.disclosure.tables import open_tables

DIMENSIONS = ("arm", "event", "language", "site")
Place = tuple[str | None, ...]
Population = dict[Place, int]

values = st.sampled_from(["a", "b", "c", None])
sizes = st.one_of(st.integers(0, 6), st.sampled_from([9, 15, 40]))


def populations(dimensions: int) -> st.SearchStrategy[Population]:
    """How many people stand at each place; sizes around a minimum cell of 3 or 4."""
    return st.dictionaries(st.tuples(*[values] * dimensions), sizes, max_size=9)


any_population = st.integers(1, 4).flatmap(populations)


def table_of(population: Population) -> pd.DataFrame:
    """One row per place."""
    names = DIMENSIONS[: len(next(iter(population), ("a",)))]
    return pd.DataFrame(
        [(*place, size) for place, size in population.items()], columns=[*names, "people"], dtype=object
    )


def opening_of(population: Population, minimum_cell: int) -> Opening:
    table = table_of(population)
    return open_bases(table, [name for name in table.columns if name != "people"], minimum_cell=minimum_cell)


def stands(place: Place, base: Base) -> bool:
    return all(dict(zip(DIMENSIONS, place, strict=False))[dimension] == value for dimension, value in base)


def rows_of(bases: Iterable[Base], places: Iterable[Place]) -> list[list[int]]:
    """One row per base, 1 for each place in it."""
    return [[int(stands(place, base)) for place in places] for base in sorted(bases)]


@settings(max_examples=150, deadline=None)
@given(any_population, st.integers(2, 4))
@example({("a", "n"): 30, ("b", "n"): 2, ("b", "c"): 15}, 4)
@example({("a",): 30, ("b",): 2, (None,): 2}, 3)
def test_no_sum_of_open_bases_tells_of_a_few_people(population: Population, minimum_cell: int) -> None:
    opening = opening_of(population, minimum_cell)
    assert told_sets(rows_of(opening.open, population), list(population.values()), minimum_cell) == []


@settings(max_examples=150, deadline=None)
@given(any_population, st.integers(2, 10))
def test_no_base_and_no_rest_of_a_larger_one_is_a_few_people(population: Population, minimum_cell: int) -> None:
    opening = opening_of(population, minimum_cell)
    held = {base: {at for at, place in enumerate(population) if stands(place, base)} for base in opening.open}
    people = list(population.values())
    for base, places in held.items():
        assert opening.people[base] == sum(people[at] for at in places) >= minimum_cell
        for other in held.values():
            rest = sum(people[at] for at in places - other)
            assert not places >= other or rest == 0 or rest >= minimum_cell


@settings(max_examples=100, deadline=None)
@given(any_population, st.integers(2, 10))
def test_no_base_less_values_of_one_dimension_is_a_few_people(population: Population, minimum_cell: int) -> None:
    opening = opening_of(population, minimum_cell)
    for parent, dimension in [(base, name) for base in opening.open for name in DIMENSIONS if name not in dict(base)]:
        parts = [
            base
            for base in opening.open
            if set(base) - set(parent)
            and dict(base).get(dimension)
            and set(parent) < set(base)
            and len(base) == len(parent) + 1
        ]
        for size in range(1, len(parts) + 1):
            for some in combinations(parts, size):
                rest = opening.people[parent] - sum(opening.people[part] for part in some)
                assert rest == 0 or rest >= minimum_cell


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 1), st.sampled_from("abc"), st.sampled_from([None, "n", "s"])),
        st.integers(0, 7),
        max_size=8,
    ),
    st.integers(2, 4),
)
def test_waves_tell_of_no_few_people(asked: dict[tuple[int, str, str | None], int], minimum_cell: int) -> None:
    # 0: entry alone; 1: entry and exit; the arm is a person's, the site too
    rows = [
        (person, wave, arm, site, size)
        for person, ((waves, arm, site), size) in enumerate(asked.items())
        for wave in ("entry", "exit", "both")[: 1 + 2 * waves]
    ]
    table = pd.DataFrame(rows, columns=["person", "wave", "arm", "site", "people"], dtype=object)
    opening = open_bases(table, ["wave", "arm", "site"], minimum_cell=minimum_cell, repeated=["wave"])

    def member(key: tuple[int, str, str | None], base: Base) -> bool:
        said = dict(base)
        waves = ("entry", "exit", "both")[: 1 + 2 * key[0]]
        return (
            said.get("wave", "entry") in waves
            and said.get("arm", key[1]) == key[1]
            and said.get("site", key[2]) == key[2]
        )

    shown = [[int(member(key, base)) for key in asked] for base in sorted(opening.open)]
    assert told_sets(shown, list(asked.values()), minimum_cell) == []


cells = st.tuples(sizes, sizes, sizes)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 3).flatmap(lambda count: st.dictionaries(st.tuples(*[values] * count), cells, max_size=7)),
    st.integers(2, 4),
    st.booleans(),
    st.sampled_from([(), ("arm",)]),
)
def test_no_sum_of_tables_tells_of_a_few_answers(
    answers: dict[Place, tuple[int, int, int]], minimum_cell: int, ordered: bool, suited: tuple[str, ...]
) -> None:
    opening = opening_of({place: sum(counts) for place, counts in answers.items()}, minimum_cell)
    names = opening.dimensions
    counts = pd.DataFrame([(*place, *said) for place, said in answers.items()], columns=[*names, 0, 1, 2], dtype=object)
    tables = open_tables(counts, opening, minimum_cell=minimum_cell, ordered=ordered, suited=suited)
    shown = rows_of(tables.cells, answers)
    for number, group in enumerate(tables.groups or ()):
        people = [sum(said[option] for option in group) for said in answers.values()]
        assert told_sets(shown, people, minimum_cell) == []
        for base, row in zip(sorted(tables.cells), shown, strict=True):
            told = sum(count for count, inside in zip(people, row, strict=True) if inside)
            assert tables.cells[base][number] == told >= minimum_cell


@pytest.mark.parametrize(
    ("rows", "people", "told"),
    [
        ([[1, 1, 1], [1, 0, 0]], [9, 2, 1], [[0, 1, 1]]),
        ([[1, 1, 1], [1, 0, 0]], [9, 2, 2], []),
        ([[1, 1, 0], [0, 1, 1], [1, 0, 1]], [9, 9, 1], [[0, 0, 1]]),
        ([[1, 1, 0], [0, 1, 1]], [9, 9, 1], []),
    ],
)
def test_the_reader_finds_what_there_is(rows: list[list[int]], people: list[int], told: list[list[int]]) -> None:
    assert told_sets(rows, people, 4) == told
