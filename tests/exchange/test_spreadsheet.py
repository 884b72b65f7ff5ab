"""Texts that a spreadsheet would take for a formula are marked, and come back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.exchange.spreadsheet import neutral, original


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+33 6 12", "'+33 6 12"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("'tis", "''tis"),
        ("", ""),
        ("a=b", "a=b"),
        ("أهلا", "أهلا"),
    ],
)
def test_a_text_that_begins_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert neutral(text) == cell


@given(st.text())
def test_the_original_comes_back(text: str) -> None:
    assert original(neutral(text)) == text


@given(st.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    assert neutral(text)[:1] not in set("=+-@\t\r\n＝＋－＠")
