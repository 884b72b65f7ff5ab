"""Texts that a spreadsheet would take for a formula are marked, and come back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.exchange.exports.comma_separated import field
from survey.exchange.spreadsheet import neutral, original

TEXTS = st.one_of(st.text(), st.text("=+-@＝'\";,\t\r\n ab\u00a0", max_size=30))
SIGNS = set("=+-@＝＋－＠")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+33 6 12", "'+33 6 12"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\n=1", "'\n'=1"),
        ("a;=1+1;b", "a;'=1+1;b"),
        ("a\t=1+1", "a\t'=1+1"),
        ("x\n=1+1;y", "x\n'=1+1;y"),
        ("a;  -1", "a;  '-1"),
        ("a;'tis", "a;''tis"),
        ('a;"=1', """a;"'=1"""),
        (" =1", " '=1"),
        ("Un. - Deux; trois = 3", "Un. - Deux; trois = 3"),
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


@given(TEXTS)
def test_the_original_comes_back(text: str) -> None:
    assert original(neutral(text)) == text


@given(TEXTS)
def test_no_cell_begins_a_formula(text: str) -> None:
    assert neutral(text)[:1] not in SIGNS | set("\t\r\n")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@given(rows=st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=3))
def test_no_cell_begins_a_formula_wherever_lines_are_split(separator: str, rows: list[list[str]]) -> None:
    written = "".join(",".join(field(neutral(text)) for text in row) + "\r\n" for row in rows)
    cells = [cell for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator) for cell in row]
    assert not [cell for cell in cells if cell.strip()[:1] in SIGNS]


@given(rows=st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=3))
def test_lines_split_at_commas_give_every_text_back(rows: list[list[str]]) -> None:
    written = "".join(",".join(field(neutral(text)) for text in row) + "\r\n" for row in rows)
    read = csv.reader(io.StringIO(written, newline=""))
    assert [[original(cell) for cell in row] for row in read] == rows
