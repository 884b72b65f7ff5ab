"""The table of a chart as CSV."""

from __future__ import annotations

import csv
import io

from survey.exchange.chart_table import chart_table


def test_numbers_are_exact_and_what_is_not_there_is_empty() -> None:
    text = chart_table(["scale", "change"], [["Wellbeing", 6.123456789012345], ["Agency", None]], {"n": 340})
    assert text == "scale,change,n\r\nWellbeing,6.123456789012345,340\r\nAgency,,340\r\n"


def test_no_spreadsheet_takes_a_text_for_a_formula() -> None:
    text = chart_table(["=A1"], [["=SUM(A1)"], [-1.5]], {"+unit": "-points"})
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["'=A1", "'+unit"],
        ["'=SUM(A1)", "'-points"],
        ["-1.5", "'-points"],
    ]
