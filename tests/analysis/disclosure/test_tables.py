"""Which tables of one item are open, by hand: minimum cell 10 everywhere."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.disclosure.bases import Opening, open_bases
from analysis.disclosure.tables import Tables, open_parts, open_tables

ALL, A, B, C = (), (("arm", "a"),), (("arm", "b"),), (("arm", "c"),)


def arms(**rows: list[int]) -> pd.DataFrame:
    """One row per arm, one count per option."""
    return pd.DataFrame([[arm, *counts] for arm, counts in rows.items()], columns=["arm", *range(len(rows["a"]))])


def opening(**sizes: int) -> Opening:
    return open_bases(pd.DataFrame({"arm": list(sizes), "people": list(sizes.values())}), ["arm"], minimum_cell=10)


def opened(counts: pd.DataFrame, within: Opening, *suited: str, ordered: bool = True) -> Tables:
    return open_tables(counts, within, minimum_cell=10, ordered=ordered, suited=suited)


def test_large_cells_are_all_shown() -> None:
    tables = opened(arms(a=[20, 30], b=[15, 15]), opening(a=60, b=40))
    assert (tables.groups, tables.reasons) == (((0,), (1,)), {})
    assert tables.cells == {ALL: (35, 45), A: (20, 30), B: (15, 15)}


def test_options_are_merged_alike_in_every_table() -> None:
    tables = opened(arms(a=[20, 2, 30], b=[15, 3, 15]), opening(a=60, b=40))
    assert tables.groups == ((0, 1), (2,))
    assert tables.cells == {ALL: (40, 45), A: (22, 30), B: (18, 15)}


def test_unordered_options_under_the_cell_are_one_group() -> None:
    tables = opened(arms(a=[4, 30, 4, 30], b=[4, 30, 3, 30]), opening(a=80, b=80), ordered=False)
    assert tables.groups == ((1,), (3,), (0, 2))
    assert tables.cells == {ALL: (60, 60, 15)}


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        ({"a": [30, 30], "b": [30, 4], "c": [30, 30]}, {A: "complement", B: "too_few"}),
        ({"a": [30, 30], "b": [30, 4]}, {A: "remainder", B: "too_few"}),
        ({"a": [30, 30], "b": [30, 0]}, {A: "remainder", B: "too_few"}),
        ({"a": [30, 30], "b": [30, 4], "c": [30, 6]}, {B: "too_few", C: "too_few"}),
        # of b alone everybody answered the same: a second table is closed, as for a few
        ({"a": [40, 40], "b": [30, 0], "c": [30, 30]}, {B: "too_few", C: "complement"}),
    ],
)
def test_a_small_cell_closes_its_table_and_what_gives_it_back(
    rows: dict[str, list[int]], reasons: dict[object, str]
) -> None:
    tables = opened(arms(**rows), opening(**dict.fromkeys(rows, 70)))
    assert tables.reasons == reasons


def test_closed_bases_have_no_table() -> None:
    tables = opened(arms(a=[30, 30], b=[3, 3], c=[30, 30]), opening(a=60, b=6, c=70))
    assert tables.cells.keys() == {ALL, C}
    assert tables.reasons == {}


def test_one_option_alone_has_no_table() -> None:
    tables = opened(arms(a=[58, 2], b=[40, 0]), opening(a=60, b=40))
    assert (tables.groups, tables.cells) == (None, {})
    assert tables.reasons == {ALL: "too_few", A: "too_few", B: "too_few"}


def test_groups_may_suit_the_values_of_a_dimension() -> None:
    counts, within = arms(a=[20, 7, 30], b=[15, 8, 15]), opening(a=60, b=40)
    assert opened(counts, within).cells == {ALL: (35, 15, 45)}
    assert opened(counts, within, "arm").cells == {ALL: (50, 45), A: (27, 30), B: (23, 15)}


def test_groups_suit_the_largest_base_alone_where_they_cannot_suit_all() -> None:
    tables = opened(arms(a=[50, 5], b=[20, 20]), opening(a=60, b=40), "arm")
    assert tables.cells.keys() == {ALL}


def test_each_wave_has_its_table_and_all_have_the_same_groups() -> None:
    people = pd.DataFrame({"person": [*range(60)] * 2, "wave": ["entry"] * 60 + ["exit"] * 60})
    within = open_bases(people, ["wave"], minimum_cell=10, repeated=["wave"])
    counts = pd.DataFrame({"wave": ["entry", "exit"], "no": [20, 30], "perhaps": [20, 4], "yes": [20, 26]})
    tables = opened(counts, within)
    assert tables.groups == ((0, 1), (2,))
    assert tables.cells == {(("wave", "entry"),): (40, 20), (("wave", "exit"),): (34, 26)}


def test_counts_without_a_dimension_tell_of_everyone() -> None:
    assert opened(pd.DataFrame({0: [40], 1: [50]}), opening(a=60, b=40)).cells == {ALL: (40, 50)}


def test_means_stand_on_enough_answers_and_leave_enough() -> None:
    answered = arms(a=[58], b=[30], c=[4])
    assert open_parts(answered, opening(a=60, b=40, c=40), minimum_cell=10).cells == {ALL: (92,), A: (58,)}


def test_parts_are_never_merged() -> None:
    # not answered, refused
    missing = arms(a=[12, 11], b=[10, 4])
    assert open_parts(missing, opening(a=60, b=40), minimum_cell=10).cells == {ALL: (22, 15)}
    assert open_parts(arms(a=[12, 3], b=[10, 4]), opening(a=60, b=40), minimum_cell=10).cells == {}


def test_a_count_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        opened(arms(a=[20, -1]), opening(a=60))
