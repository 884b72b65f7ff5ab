"""A CSV file as a header and numbered rows, whatever spreadsheet wrote it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

SEPARATORS = (",", ";", "\t")
LARGEST_FILE = 64 * 1024 * 1024
MOST_ROWS = 1_000_000
LONGEST_SEEN = 100_000
"""Characters of the header line that are looked at for what separates its cells; a cell may hold 131,072."""
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class TableProblem:
    """One mistake of a CSV file: its row as a spreadsheet numbers it (0: the whole file), its column."""

    row: int
    column: str
    rule: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """``row 12, column 'site': [rule] what remedy``."""
        where = f"row {self.row}" if self.row else "the file"
        return f"{where}{f', column {self.column!r}' if self.column else ''}: [{self.rule}] {self.what} {self.remedy}"


class TableError(ValueError):
    """A CSV file cannot be read; ``problems`` says everything that is wrong with it."""

    def __init__(self, problems: Collection[TableProblem]) -> None:
        """Keep the problems in the order of the file."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that is not blank, numbered as a spreadsheet shows it: the header is row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The header and the rows of a CSV file; cells are NFC, without outer spaces."""

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_bytes(path: Path) -> bytes:
    """The content of a CSV file; refuses what is no file, or too large."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _whole("unreadable", f"{path} cannot be read: {error.strerror}.", "Check its name.") from None
    if len(content) > LARGEST_FILE:
        limit = LARGEST_FILE // 1024 // 1024
        raise _whole("too_large", f"{path} holds more than {limit} MB.", "Split it, or leave columns out.")
    return content


def read_table(content: bytes, expected: Collection[str]) -> Table:
    """The table in ``content``; ``expected`` columns help to tell what separates its cells."""
    text, skipped, separator = _told(_decoded(content))
    separator = separator or _separator(text, expected)
    header: tuple[str, ...] | None = None
    rows: list[TableRow] = []
    for number, cells in _numbered(text, separator, skipped):
        if header is None:
            header = cells if any(cells) else None
        elif any(cells):
            rows.append(TableRow(number, cells))
        if len(rows) > MOST_ROWS:
            raise _whole("too_many_rows", f"There are more than {MOST_ROWS:,} rows.", "Split the file.")
    if header is None:
        raise _whole("empty", "The file is empty.", "Its first row holds the names of the columns.")
    return Table(header, tuple(rows))


def _told(text: str) -> tuple[str, int, str]:
    """The text without a first line such as ``sep=;``, how many lines that took, and the separator it tells."""
    told = _SEPARATOR_LINE.match(text)
    return (text[told.end() :], 1, told.group(1)) if told else (text, 0, "")


def raw_rows(content: bytes, expected: Collection[str]) -> tuple[str, Iterator[tuple[int, list[str]]]]:
    """What separates the cells of ``content``, and its rows one by one, numbered, blank ones and the header too."""
    text, skipped, separator = _told(_decoded(content))
    separator = separator or _separator(text, expected)
    return separator, _read(text, separator, skipped)


def plain(cell: str) -> str:
    """A cell in NFC, without outer spaces."""
    return unicodedata.normalize("NFC", cell).strip()


def _numbered(text: str, separator: str, skipped: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in _read(text, separator, skipped):
        yield number, tuple(plain(cell) for cell in cells)


def _read(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = skipped
    try:
        for number, cells in enumerate(reader, start=skipped + 1):
            yield number, cells
    except csv.Error as error:
        what = f"This row cannot be read ({error}): its quotes are not closed, or stand inside a cell."
        remedy = 'Put a cell that holds a quote between quotes and double the inner one: "say ""yes""".'
        raise TableError([TableProblem(number + 1, "", "quotes", what, remedy)]) from None


def _decoded(content: bytes) -> str:
    nul = content.find(b"\0")
    if nul >= 0:
        what = f"Line {_line(content, nul)} holds a NUL character: this is not a CSV file in UTF-8."
        raise _whole("nul", what, "Save it again as “CSV UTF-8”, not as a workbook or as Unicode text.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"Line {_line(content, error.start)} is not in UTF-8 (byte 0x{content[error.start]:02x})."
        raise _whole("encoding", what, "Save the file again as “CSV UTF-8”.") from None


def _line(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _separator(text: str, expected: Collection[str]) -> str:
    """What separates the cells of the header line: with it most columns are found, or most cells."""
    line = next((line for line in io.StringIO(text, newline=None) if line.strip(f"{''.join(SEPARATORS)} \r\n")), "")[
        :LONGEST_SEEN
    ]

    def fit(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=separator), [])
        return len({cell.strip() for cell in cells} & set(expected)), len(cells)

    return max(SEPARATORS, key=fit)


def _whole(rule: str, what: str, remedy: str) -> TableError:
    return TableError([TableProblem(0, "", rule, what, remedy)])
