"""Categories beside the register, by hand: minimum cell 10."""

from __future__ import annotations

import pytest

from analysis.disclosure.categories import merged_categories


@pytest.mark.parametrize(
    ("answered", "register", "groups"),
    [
        ({"a": 20, "b": 30}, {"a": 50, "b": 60}, (("a",), ("b",))),
        ({"a": 20, "b": 30, "c": 4, "d": 6}, {"a": 50, "b": 60, "c": 30, "d": 30}, (("a",), ("b",), ("c", "d"))),
        ({"a": 20, "b": 30, "c": 4}, {"a": 50, "b": 60, "c": 30}, (("b",), ("a", "c"))),
        ({"a": 20, "b": 30, "c": 25}, {"a": 50, "b": 60, "c": 30}, (("b",), ("a", "c"))),
        ({"b": 30, "c": 15}, {"c": 40, "a": 30, "b": 60}, (("b",), ("c", "a"))),
        ({"a": 20, "b": 4}, {"a": 50, "b": 60}, None),
        ({"a": 50, "b": 60}, {"a": 50, "b": 60}, None),
        ({}, {}, None),
    ],
)
def test_who_answered_and_who_did_not_are_both_enough(
    answered: dict[str, int], register: dict[str, int], groups: tuple[tuple[str, ...], ...] | None
) -> None:
    assert merged_categories(answered, register, minimum_cell=10) == groups


@pytest.mark.parametrize("answered", [{"a": 11}, {"b": 1}, {"a": -1}])
def test_counts_that_cannot_be_are_refused(answered: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="more people answered than the register holds"):
        merged_categories(answered, {"a": 10}, minimum_cell=10)
