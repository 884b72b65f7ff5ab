"""Options of one item, merged by hand."""

from __future__ import annotations

import pytest

from analysis.disclosure.options import Groups, merged_options


@pytest.mark.parametrize(
    ("counts", "neutral", "groups"),
    [
        ([30, 40, 25, 12, 10], None, ((0,), (1,), (2,), (3,), (4,))),
        ([3, 8, 20, 8, 3], 2, ((0, 1), (2,), (3, 4))),
        ([0, 30, 0, 40, 0], None, ((0, 1, 2), (3, 4))),
        ([12, 9, 4, 30, 30], 2, ((0,), (1, 2), (3,), (4,))),
        ([30, 30, 4, 9, 12], 2, ((0,), (1,), (2, 3), (4,))),
        ([30, 5, 6, 5, 30], 2, ((0, 1), (2, 3), (4,))),
        ([2, 2, 4, 30, 30], 2, ((0, 1, 2, 3), (4,))),
    ],
)
def test_neighbours_are_merged_as_little_as_possible(counts: list[int], neutral: int | None, groups: Groups) -> None:
    assert merged_options(counts, minimum_cell=10, ordered=True, neutral=neutral) == groups


def test_both_sides_of_the_middle_are_joined_last() -> None:
    # two groups either way; {0, 1, 2} takes the middle in, {0, 1, 2, 3} would join both sides
    assert merged_options([1, 1, 9, 9, 30], minimum_cell=10, ordered=True, neutral=2) == ((0, 1, 2), (3, 4))


@pytest.mark.parametrize(
    ("counts", "groups"),
    [
        ([30, 40, 25], ((0,), (1,), (2,))),
        ([30, 4, 12, 7, 25], ((0,), (2,), (4,), (1, 3))),
        ([30, 4, 12, 0, 25], ((0,), (4,), (1, 2, 3))),
        ([30, 0, 40], ((2,), (0, 1))),
    ],
)
def test_unordered_options_under_the_cell_become_one(counts: list[int], groups: Groups) -> None:
    assert merged_options(counts, minimum_cell=10, ordered=False) == groups


@pytest.mark.parametrize("counts", [[], [50], [50, 0], [50, 9], [9, 9], [0, 0, 0]])
@pytest.mark.parametrize("ordered", [True, False])
def test_one_group_that_holds_everyone_is_hidden(counts: list[int], ordered: bool) -> None:
    assert merged_options(counts, minimum_cell=10, ordered=ordered) is None
