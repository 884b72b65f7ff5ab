"""Times to the millisecond."""

from __future__ import annotations

import pytest

from survey.voices.times import Span, milliseconds, order_repairs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("00:00:00.000", 0),
        ("00:00:00,735", 735),
        ("01:02:03.004", 3_723_004),
        ("62:03.5", 3_723_500),
        ("00:01", 1_000),
        ("00:00:01.9999", 1_999),
        ("100:00:00", 360_000_000),
        ("99:99:99", None),
        ("00:60:00", None),
        ("00:60", None),
        ("-00:00:01", None),
        ("00:00:01:12", None),
        ("", None),
        ("demain", None),
    ],
)
def test_a_time(text: str, expected: int | None) -> None:
    assert milliseconds(text) == expected


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ((0, 5), (5, 9), []),
        ((0, 5), (4, 9), ["times-overlap"]),
        ((3, 5), (2, 9), ["time-out-of-order"]),
        ((0, 5), (9, 7), ["ends-before-it-starts"]),
        ((0, None), (0, None), []),
        ((0, 5), (None, None), []),
    ],
)
def test_odd_times_are_told(
    before: tuple[int, int | None], after: tuple[int | None, int | None], rules: list[str]
) -> None:
    assert [repair.rule for repair in order_repairs([Span(1, *before), Span(2, *after)])] == rules
