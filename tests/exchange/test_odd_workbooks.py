"""Odd workbooks come back from YAML as the identical form, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange.odd_workbooks import ODD
from exchange.sheets import cells, workbook
from exchange.test_xlsform_round_trip import there_and_back, xform
from openpyxl import load_workbook

from survey.exchange.xlsform.reading import read_questionnaire


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ODD)
def test_an_odd_workbook_comes_back_as_the_identical_xform(name: str, tmp_path: Path) -> None:
    form = workbook(tmp_path / "form.xlsx", ODD[name])
    (tmp_path / "made").mkdir()
    _, again = there_and_back(form, tmp_path / "made")
    assert xform(again) == xform(form)
    assert [name.lower() for name in cells(again)] == [name.lower() for name in cells(form)]


def test_hidden_sheets_come_back(tmp_path: Path) -> None:
    form = workbook(tmp_path / "form.xlsx", ODD["hidden sheets and sheets of one's own between"])
    book = load_workbook(form)
    book["lookup"].sheet_state = "veryHidden"
    book["choices"].sheet_state = "hidden"
    book.save(form)
    (tmp_path / "made").mkdir()
    _, again = there_and_back(form, tmp_path / "made")
    assert (list(cells(again)), xform(again)) == (list(cells(form)), xform(form))


def test_marks_of_direction_are_left_out_with_a_warning(tmp_path: Path) -> None:
    rows = [["type", "name", "label::Arabic (ar)"], ["text", "a", "\u202bرقم\u202c"], ["text", "b", "رقم\u200f"]]
    reading = read_questionnaire(workbook(tmp_path / "form.xlsx", {"survey": rows}))
    told = [(problem.cell, problem.rule, problem.severity) for problem in reading.problems]
    assert told == [("C2 label::Arabic (ar)", "character-left-out", "warning")]
    assert reading.source is not None
    assert [each.label["ar"] for each in reading.source.questionnaire.questions()] == ["رقم", "رقم\u200f"]
