"""XLSX: sheets answers, labels, missing, one per repeat, and codebook; the answers leave while the rows are read."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from survey.dataset.rows import Dataset, Row, instances, rows
from survey.exchange import plain_sheet
from survey.exchange.export import CODEBOOK, Cell, Export, Options, Tables, named_tables

PIECE = 32 * 1024
"""Bytes that are gathered before they are handed on."""
LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""
LONGEST_TITLE = 31
"""Letters that Excel takes for the name of a sheet."""
TAKEN = ("answers", "labels", "missing", CODEBOOK, "history")
"""No repeat can give its name to a sheet of ours; Excel keeps the last one for itself."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_READ_AS_CHARACTER = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_UNDERSCORE = "_x005F_"

Written = Cell | CellRichText


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet: its header, and what makes its lines of a submission."""

    sheet: WriteOnlyWorksheet
    header: list[Written]
    lines: Callable[[Row, list[Written]], Iterable[list[Written]]]


class _Outlet:
    """A file in which nobody can go back: what is written waits until it is taken."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, piece: bytes) -> int:
        """Let a piece wait."""
        self.waiting += piece
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        """What waited until now."""
        piece, self.waiting = bytes(self.waiting), bytearray()
        return piece


class _Frame(ExcelWriter):
    """Writes all of a workbook but its sheets: none of it depends on what they hold, so that it can go first."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """Name the sheet among the parts; its text follows."""
        self.manifest.append(ws)


def write(source: Dataset, options: Options) -> Iterator[bytes]:
    """The workbook, piece by piece, the first one before any row is read."""
    outlet, enough = _Outlet(), 1
    with ZipFile(outlet, "w", ZIP_DEFLATED) as archive, closing(_written(archive, source, options)) as steps:
        for _step in steps:
            if len(outlet.waiting) >= enough:
                yield outlet.taken()
                enough = PIECE
    yield outlet.taken()


def sheet_alone(title: str, table: Iterable[Iterable[Cell]]) -> bytes:
    """A workbook of one sheet with this table, its cells neutral already, the header first."""
    book, outlet = Workbook(write_only=True), io.BytesIO()
    sheet = _new_sheet(book, title)
    with ZipFile(outlet, "w", ZIP_DEFLATED) as archive:
        _Frame(book, archive).write_data()
        with _part(archive, sheet) as part:
            part.write(plain_sheet.sheet([_text(each) for each in line] for line in table))
    return outlet.getvalue()


def _written(archive: ZipFile, source: Dataset, options: Options) -> Generator[None, None, None]:
    """Write the parts into the archive, pausing wherever what is there can be taken."""
    book, tables = Workbook(write_only=True), Tables(source, options, _cell)
    first, *others = _tables(book, tables, options)
    codebook = _new_sheet(book, CODEBOOK)
    _Frame(book, archive).write_data()
    yield
    with ExitStack() as files:  # without names, so that nobody else can open them
        kept = [(table, files.enter_context(tempfile.TemporaryFile())) for table in others]
        with _part(archive, first.sheet) as part:
            yield from _filled([(first, part), *kept], tables)
        for table, file in kept:
            yield from _sent(archive, table.sheet, file)
    with _part(archive, codebook) as part, _open(codebook, part):
        for line in tables.codebook_lines():
            codebook.append(line)


def _tables(book: Workbook, tables: Tables[Written], options: Options) -> Iterator[_Table]:
    def beside(title: str, header: list[Written], cells: Callable[[Row], list[Written]]) -> _Table:
        whole = tables.participant_header() + header
        return _Table(_new_sheet(book, title), whole, lambda row, known: (known + cells(row),))

    yield beside("answers", tables.value_header(), tables.value_cells())
    if options.labels:
        yield beside("labels", tables.label_header(), tables.label_cells())
    if options.reasons:
        yield beside("missing", tables.missing_header(), tables.missing_cells())
    for title, repeat in named_tables(tables.source, LONGEST_TITLE, TAKEN).items():
        yield _of_repeat(_new_sheet(book, title), Tables(repeat, options, _cell), tables.source)


def _of_repeat(sheet: WriteOnlyWorksheet, tables: Tables[Written], source: Dataset) -> _Table:
    """The sheet of a repeat: values, labels and reasons beside each other, one line per instance."""
    split, line = instances(tables.source, source), tables.whole_line()
    return _Table(sheet, tables.whole_header(), lambda row, _known: map(line, split(row)))


def _filled(targets: list[tuple[_Table, IO[bytes]]], tables: Tables[Written]) -> Iterator[None]:
    """Read the rows once and write each into every sheet."""
    participant, written = tables.participant_cells(), [table for table, _ in targets]
    with ExitStack() as sheets, closing(rows(tables.source)) as found:
        for table, file in targets:
            sheets.enter_context(_open(table.sheet, file))
            table.sheet.append(table.header)
        for row in found:
            known = participant(row)
            for table in written:
                for line in table.lines(row, known):
                    table.sheet.append(line)
            yield


def _sent(archive: ZipFile, sheet: WriteOnlyWorksheet, file: IO[bytes]) -> Iterator[None]:
    """Copy what was kept of a sheet into the archive."""
    size = file.tell()
    file.seek(0)
    with _part(archive, sheet, size) as part:
        while piece := file.read(PIECE):
            part.write(piece)
            yield


def _part(archive: ZipFile, sheet: WriteOnlyWorksheet, size: int = 0) -> IO[bytes]:
    # Of unknown size, so never above 2 GiB: the sizes that ZIP64 puts behind a part are those that Excel cannot read.
    entry = ZipInfo(sheet.path.lstrip("/"))
    entry.compress_type, entry.file_size = archive.compression, size
    return archive.open(entry, "w")


@contextmanager
def _open(sheet: WriteOnlyWorksheet, file: IO[bytes]) -> Iterator[None]:
    """Let the sheet write its text into ``file``; of itself it would take a file that keeps its name."""
    writer = WorksheetWriter(sheet, file)
    writer.write_top()
    sheet._writer = writer  # type: ignore[attr-defined]  # as openpyxl itself does at the first line
    try:
        yield
    finally:
        sheet.close()


def _new_sheet(book: Workbook, title: str) -> WriteOnlyWorksheet:
    sheet = book.create_sheet(title)
    if not isinstance(sheet, WriteOnlyWorksheet):
        raise TypeError("A workbook opened for writing alone gives sheets for writing alone.")
    sheet.freeze_panes = "B2"
    return sheet


def _cell(cell: Cell) -> Written:
    if isinstance(cell, str) and cell in ERROR_CODES:  # openpyxl would make an error of it, were it not given as text
        return CellRichText(cell)
    return _text(cell)


def _text(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    if "_x" in cell:  # a workbook takes _x0041_ for the character of this number
        cell = _READ_AS_CHARACTER.sub(_UNDERSCORE, cell)
    return _NOT_IN_XML.sub("\ufffd", cell)  # XML has no place for control characters


EXPORT = Export(
    identifier="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ending="xlsx",
    write=write,
)
