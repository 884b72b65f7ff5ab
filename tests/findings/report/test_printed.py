"""Tables on paper: an interval in one cell, what all rows share told once, numbers as the language writes them."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.results import Cell
from survey.findings.report.printed import cell_told, printed
from survey.findings.telling.tongue import Tongue

ENGLISH = Tongue("en")


def table(columns: dict[str, bool], *rows: list[Cell]) -> dict[str, Any]:
    """A table as a page tells it; each column by its name, with whether it holds numbers."""
    heads = [{"name": name, "label": name, "numeric": numeric} for name, numeric in columns.items()]
    return {"columns": heads, "rows": [list(row) for row in rows]}


FOREST = {
    "contrast": False,
    "estimand": False,
    "unit": False,
    "value": True,
    "interval_low": True,
    "interval_high": True,
    "level": True,
    "n": True,
    "figure_p_value": True,
}


def test_an_interval_stands_with_its_value_and_a_unit_with_its_figure() -> None:
    found = printed("a", table(FOREST, ["x", "change", "points", 4.0, -1.5, 9.5, 0.95, 1200, 0.0004]), ENGLISH)
    assert [each.label for each in found.columns] == [
        "contrast",
        "estimand",
        "value [interval]",
        "level",
        "n",
        "figure_p_value",
    ]
    assert found.rows == (("x", "change (points)", "4.00 [−1.50; 9.50]", "95%", "1,200", "under 0.001"),)


def test_what_all_rows_share_is_told_once_and_what_no_row_has_is_left_out() -> None:
    rows: list[list[Cell]] = [["x", each, "points", None, None, None, 0.95, 9, None] for each in ("a", "b")]
    found = printed("a", table(FOREST, *rows), ENGLISH)
    assert found.same == ("contrast: x", "level: 95%")
    assert found.rows == (("a (points)", "9"), ("b (points)", "9"))


def test_rows_that_are_all_alike_keep_one_name() -> None:
    found = printed("a", table({"wave": False, "n": True}, ["entry", 1], ["entry", 2]), ENGLISH)
    assert found.same == () and found.rows == (("entry", "1"), ("entry", "2"))


def test_a_value_without_an_interval_stands_alone() -> None:
    found = printed("a", table(FOREST, ["x", "a", "points", 2.5, None, None, 0.95, 3, None]), ENGLISH)
    assert found.rows[0][2] == "2.50"


@pytest.mark.parametrize(
    ("column", "value", "language", "told"),
    [
        ("value", None, "en", "–"),
        ("value", -0.001, "en", "0.00"),
        ("value", -2.0, "fr", "−2,00"),
        ("value", -2.0, "ar", "\u2066−2.00\u2069"),  # its minus stays before it in a text from right to left
        ("adjusted_p_value", 0.0421, "es", "0,042"),
        ("percent", 33.333, "fr", "33,3"),
        ("n", 1234, "fr", "1\u202f234"),
    ],
)
def test_a_cell_in_each_language(column: str, value: Cell, language: str, told: str) -> None:
    assert cell_told(column, value, Tongue(language)) == told
