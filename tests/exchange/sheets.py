"""Workbooks as a table of cells, written with openpyxl or xlrd's counterpart, for the tests of XLSForm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

Table = Sequence[Sequence[Any]]


def workbook(path: Path, sheets: Mapping[str, Table]) -> Path:
    """A workbook with these sheets, each a list of rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def cells(path: Path) -> dict[str, list[list[str]]]:
    """What a workbook holds, as texts, blank cells at the end of a row left out."""
    book = load_workbook(path, data_only=True)
    return {sheet.title: [_trimmed(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def _trimmed(row: Iterable[Any]) -> list[str]:
    texts = ["" if value is None else str(value) for value in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts
