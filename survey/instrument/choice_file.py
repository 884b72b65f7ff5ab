"""Reads the CSV file that a question takes its choices from strictly: every problem with its line and its cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from survey.instrument.problems import Problem
from survey.instrument.report import meant

LARGEST_CHOICES = 2 * 1024 * 1024
MOST_CHOICES = 20_000
MOST_COLUMNS = 40
MOST_CELL_LETTERS = 1000
MOST_NAME_LETTERS = 64
MOST_TOLD = 20
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks of its file: the columns of its names and labels, and what a name may be."""

    value: str
    label: str
    several: bool = False
    twice: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Sequence[str]


def choice_file_problems(file: Path, wanted: Wanted) -> Iterator[Problem]:
    """What is wrong with a file of choices; nothing when it can be offered as it is."""

    def tell(line: int, cell: int, rule: str, texts: tuple[str, str], warning: bool = False) -> Problem:
        return Problem(str(file), line, cell, rule, *texts, "warning" if warning else "error")

    if file.stat().st_size > LARGEST_CHOICES:
        told = f"The file has more than {LARGEST_CHOICES // 1024 // 1024} MB."
        yield tell(1, 1, "file-too-large", (told, "Keep the rows and columns that the questionnaire needs."))
        return
    try:
        rows = list(_rows(file.read_bytes().decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        yield tell(line, 1, "not-utf8", ("The file is not UTF-8.", "Save it as CSV UTF-8."))
        return
    except csv.Error as error:
        yield tell(1, 1, "wrong-csv", (f"The file cannot be read as CSV: {error}.", "Save it again as CSV UTF-8."))
        return
    header = [name.strip() for name in rows[0].cells] if rows else []
    found = list(_header_problems(header, wanted, tell))
    yield from found
    if not found:
        yield from _row_problems(rows[1:], header, wanted, tell)


def _rows(text: str) -> Iterator[_Row]:
    """The rows that are not blank, one more than are taken at most."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for number, cells in enumerate(reader):
        if any(cell.strip() for cell in cells):
            yield _Row(line, cells)
        if number > MOST_CHOICES + 1:
            return
        line = reader.line_num + 1


_Tell = Callable[..., Problem]


def _header_problems(header: Sequence[str], wanted: Wanted, tell: _Tell) -> Iterator[Problem]:
    if not header:
        yield tell(1, 1, "empty-file", ("The file is empty.", f"Begin it with `{wanted.value},{wanted.label}`."))
        return
    if len(header) == 1 and re.search(r"[;\t]", header[0]):
        yield tell(1, 1, "wrong-csv", ("The cells are not separated by commas.", "Save it with commas."))
        return
    if len(header) > MOST_COLUMNS:
        told = f"The file has {len(header)} columns, more than {MOST_COLUMNS}."
        yield tell(1, MOST_COLUMNS + 1, "file-too-large", (told, "Keep the columns that the questionnaire needs."))
    for cell, name in enumerate(header, start=1):
        if name and name in header[: cell - 1]:
            told = f"The column `{name[:64]}` stands there twice."
            yield tell(1, cell, "duplicate-column", (told, "Give each column a name of its own."))
    for name in dict.fromkeys((wanted.value, wanted.label)):
        if name not in header:
            remedy = f"{meant(name, header)} Or name the columns with `parameters: value=… label=…`."
            yield tell(1, 1, "missing-column", (f"The file has no column `{name}`.", remedy))


def _row_problems(rows: Sequence[_Row], header: Sequence[str], wanted: Wanted, tell: _Tell) -> Iterator[Problem]:
    if not rows:
        yield tell(1, 1, "empty-file", ("The file has no choice.", "Write one row for each choice."))
    told: dict[str, int] = {}
    first: dict[str, int] = {}
    for row in rows[:MOST_CHOICES]:
        for problem in _one_row(row, header, wanted, first, tell):
            told[problem.rule] = told.get(problem.rule, 0) + 1
            if told[problem.rule] <= MOST_TOLD:
                yield problem
    if len(rows) > MOST_CHOICES:
        what = f"The file has more than {MOST_CHOICES} choices."
        yield tell(rows[MOST_CHOICES].line, 1, "file-too-large", (what, "Ask for the region first, one file for each."))


def _one_row(row: _Row, header: Sequence[str], wanted: Wanted, first: dict[str, int], tell: _Tell) -> Iterator[Problem]:
    if len(row.cells) > len(header):
        told = f"The row has {len(row.cells)} cells, the header {len(header)}."
        yield tell(row.line, len(header) + 1, "wrong-row", (told, "Put a text that holds a comma in quotes."))
        return
    for cell, text in enumerate(row.cells, start=1):
        if len(text) > MOST_CELL_LETTERS:
            told = f"A cell is longer than {MOST_CELL_LETTERS} characters."
            yield tell(row.line, cell, "file-too-large", (told, "Write it shorter."))
        control = _CONTROL.search(text)
        if control:
            told = f"The character U+{ord(control.group()):04X} is invisible and changes how a text is read."
            yield tell(row.line, cell, "control-character", (told, "Remove it."))
    texts = dict(zip(header, row.cells, strict=False))
    yield from _name_problems(row.line, texts, header.index(wanted.value) + 1, wanted, first=first, tell=tell)
    if not texts.get(wanted.label, "").strip():
        told = f"The choice has no `{wanted.label}`."
        remedy = "Write what people read."
        yield tell(row.line, header.index(wanted.label) + 1, "missing-label", (told, remedy))


def _name_problems(
    line: int, texts: Mapping[str, str], cell: int, wanted: Wanted, *, first: dict[str, int], tell: _Tell
) -> Iterator[Problem]:
    name = texts.get(wanted.value, "").strip()
    if not name:
        yield tell(line, cell, "missing-name", (f"The choice has no `{wanted.value}`.", "Write what is stored."))
    elif len(name) > MOST_NAME_LETTERS:
        told = f"The choice name `{name[:80]}` is longer than {MOST_NAME_LETTERS} characters."
        yield tell(line, cell, "wrong-choice-name", (told, "Write a short one."))
    elif len(name.split()) > 1:
        rule = "wrong-choice-name" if wanted.several else "choice-with-spaces"
        told = f"The choice name `{name}` holds a space."
        yield tell(line, cell, rule, (told, f"Write one word: {'_'.join(name.split())}."), not wanted.several)
    elif name in first and not wanted.twice:
        told = f"`{name}` stands in line {first[name]} already."
        yield tell(line, cell, "duplicate-choice", (told, "Give each choice a name of its own."))
    first.setdefault(name, line)
