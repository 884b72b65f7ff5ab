"""Texts and numbers in the language of a chart."""

from __future__ import annotations

import pytest

from analysis.charts.rendering import Rendering
from analysis.charts.specification import Text, number


def comma(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}".replace(".", ",")


FRENCH = Rendering({"low": "jamais", "high": "souvent", "range": "%(low)s à %(high)s", "full": "100 %"}, "ltr", comma)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (number(6.14, 1), "6,1"),
        (number(-1.3, 1), "\u22121,3"),
        (number(-0.04, 1), "0,0"),
        (number(4, 1), "4"),
        (number(4.0, signed=True), "+4"),
        (number(0.0, signed=True), "0"),
        (Text("range", (("low", 0), ("high", 33.34)), 1), "0 à 33,3"),
        (Text("full"), "100 %"),
    ],
)
def test_numbers_are_written_in_their_language(text: Text, told: str) -> None:
    assert FRENCH.told(text) == told


def test_joined_keys_are_told_as_one_label_that_never_breaks_before_its_dot() -> None:
    assert FRENCH.text("low|high") == "jamais\u00a0· souvent"


def test_a_key_without_a_text_is_refused() -> None:
    with pytest.raises(KeyError):
        FRENCH.text("nobody")
