"""Numbers of a report against numbers computed again: counts exactly, others but for their last digits."""

from __future__ import annotations

import pytest

from analysis.results import Cell
from survey.findings.report.comparing import differences, is_same

TOLD: dict[str, Cell] = {"a#n": 78, "a#value": 10.958485958485959, "a#p_value": None}


@pytest.mark.parametrize(
    ("told", "now", "same"),
    [
        (78, 78, True),
        (78, 79, False),
        (78.0, 78, True),
        (78.000000001, 78, False),  # of a count even the last digit counts
        (0.3, 0.1 + 0.2, True),
        (1.0, 1.0 + 0.9e-9, True),
        (1.0, 1.0 + 1.1e-9, False),  # 1e-9 relative, as promised
        (1e-12, 2e-12, False),  # small is not the same as nothing
        (0.0, 1e-300, False),
        (None, None, True),
        (None, 0, False),
        (0, None, False),
        (None, 0.0, False),
    ],
)
def test_when_two_numbers_are_the_same(told: Cell, now: Cell, same: bool) -> None:
    assert is_same(told, now) is same


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"a#n": 77}, [("a#n", "other number", 77, 78)]),
        ({"a#p_value": 0.04}, [("a#p_value", "other number", 0.04, None)]),
        ({"b#n": 5}, [("b#n", "not computed", 5, None)]),
    ],
)
def test_each_difference_is_named_with_both_numbers(changed: dict[str, Cell], found: list[object]) -> None:
    assert [(each.key, each.what, each.told, each.now) for each in differences(TOLD | changed, TOLD)] == found


def test_a_number_that_the_report_lacks_is_named_even_when_it_cannot_be_told() -> None:
    short = {key: value for key, value in TOLD.items() if key != "a#p_value"}
    assert [(each.key, each.what) for each in differences(short, TOLD)] == [("a#p_value", "lacking in the report")]


def test_a_key_spelled_otherwise_is_one_that_lacks_and_one_that_nothing_computed_has() -> None:
    other = {"a#N" if key == "a#n" else key: value for key, value in TOLD.items()}
    assert [each.what for each in differences(other, TOLD)] == ["lacking in the report", "not computed"]
