"""Names the cell of a problem as a spreadsheet program does, with the header above it: ``D3 relevant``."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping

from survey.exchange.xlsform.headers import letters_of
from survey.exchange.xlsform.workbook import Workbook
from survey.instrument.problems import Problem

_OF_A_ROW = ("missing-key", "missing-label", "xform-refused", "row-without-meaning")
"""Rules about a row as a whole: no cell of it is the wrong one."""

_Rows = Mapping[int, tuple[str, ...]]


def with_cells(problems: Iterable[Problem], workbook: Workbook | None) -> tuple[Problem, ...]:
    """The problems, each with its cell where it has one."""
    sheets = {sheet.name: dict(sheet.rows) for sheet in workbook.sheets} if workbook else {}
    return tuple(dataclasses.replace(problem, cell=_cell(problem, sheets)) for problem in problems)


def _cell(problem: Problem, sheets: Mapping[str, _Rows]) -> str:
    rows = sheets.get(problem.file.rpartition("[")[2].removesuffix("]"), {})
    if problem.rule in _OF_A_ROW or not _text(rows, problem.line, problem.column):
        return ""
    header = _text(rows, 1, problem.column) if problem.line > 1 else ""
    return f"{letters_of(problem.column)}{problem.line} {header}".rstrip()


def _text(rows: _Rows, row: int, column: int) -> str:
    cells = rows.get(row, ())
    return " ".join(cells[column - 1].split()) if 0 < column <= len(cells) else ""
