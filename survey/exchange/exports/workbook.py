"""XLSX: sheets answers, labels, missing and codebook; written row by row to a file that only its owner can read."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import IO

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from survey.dataset.rows import Dataset, Row, rows
from survey.exchange.export import Cell, Export, Options, Tables

PIECE = 64 * 1024
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_READ_AS_CHARACTER = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_UNDERSCORE = "_x005F_"

Written = Cell | CellRichText
Sheet = tuple[WriteOnlyWorksheet, Callable[[Row], list[Written]]]


def write(source: Dataset, options: Options) -> Iterator[bytes]:
    """The workbook, piece by piece, once its last row is known."""
    with tempfile.TemporaryFile() as file:  # without a name, so that nobody else can open it
        _fill(source, options, file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _fill(source: Dataset, options: Options, file: IO[bytes]) -> None:
    book = Workbook(write_only=True)
    try:
        _write_sheets(book, source, options)
        book.save(file)
    except BaseException:
        _forget(book)
        raise


def _write_sheets(book: Workbook, source: Dataset, options: Options) -> None:
    tables = Tables(source, options, _cell)
    participant = tables.participant_cells()
    sheets: list[Sheet] = [(_sheet(book, "answers", tables.value_header(), tables), tables.value_cells())]
    if options.labels:
        sheets.append((_sheet(book, "labels", tables.label_header(), tables), tables.label_cells()))
    if options.reasons:
        sheets.append((_sheet(book, "missing", tables.missing_header(), tables), tables.missing_cells()))
    with closing(rows(source)) as found:
        for row in found:
            known = participant(row)
            for sheet, cells in sheets:
                sheet.append(known + cells(row))
    explained = _new_sheet(book, "codebook")
    for line in tables.codebook_lines():
        explained.append(line)


def _sheet(book: Workbook, title: str, header: list[Written], tables: Tables[Written]) -> WriteOnlyWorksheet:
    sheet = _new_sheet(book, title)
    sheet.append(tables.participant_header() + header)
    return sheet


def _new_sheet(book: Workbook, title: str) -> WriteOnlyWorksheet:
    sheet = book.create_sheet(title)
    if not isinstance(sheet, WriteOnlyWorksheet):
        raise TypeError("A workbook opened for writing alone gives sheets for writing alone.")
    sheet.freeze_panes = "B2"
    return sheet


def _cell(cell: Cell) -> Written:
    if not isinstance(cell, str):
        return cell
    if cell in ERROR_CODES:  # openpyxl would make an error of it, were it not given as the text it is
        return CellRichText(cell)
    if "_x" in cell:  # a workbook takes _x0041_ for the character of this number
        cell = _READ_AS_CHARACTER.sub(_UNDERSCORE, cell)
    return _NOT_IN_XML.sub("\ufffd", cell)  # XML has no place for control characters


def _forget(book: Workbook) -> None:
    # openpyxl keeps each unfinished sheet in a file until the process ends; these hold answers.
    for sheet in book.worksheets:
        writer = getattr(sheet, "_writer", None)
        if writer is not None:
            sheet.close()
            writer.cleanup()


EXPORT = Export(
    identifier="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ending="xlsx",
    write=write,
)
