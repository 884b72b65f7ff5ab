"""The columns of a CSV file that a plan names, read strictly: every cell that cannot be is told with its row."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from analysis.precision import Numbers
from survey.csv_table import MOST_ROWS, TableError, TableProblem, plain, raw_rows

MISSING = ("", "NA")
NOT_A_NUMBER = ("NaN", "nan")
"""In a column of numbers missing too."""
NUMBER = re.compile(r"[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]{1,3})?")
BATCH = 4096
MOST_TOLD = 20
"""Problems of one kind that are told; of the others there is the number."""


class Coding(dict[str, int]):
    """The code of each cell: the place of its text in ``names``, -1 where it is missing."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self._known: dict[str, int] = {}

    def __missing__(self, cell: str) -> int:
        """The code of a cell met for the first time."""
        text = plain(cell)
        code = -1
        if text not in MISSING:
            code = self._known.setdefault(text, len(self.names))
            if code == len(self.names):
                self.names.append(text)
        self[cell] = code
        return code


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column as codes: ``names[code]``, -1 where the cell is missing."""

    codes: NDArray[np.int64]
    names: tuple[str, ...]

    def values(self) -> NDArray[np.object_]:
        """The texts, None where the cell is missing."""
        known = np.array([*self.names, None], dtype=object)
        return np.asarray(known[self.codes], dtype=object)


@dataclass(frozen=True, slots=True)
class ReadColumns:
    """The columns of a file by their names, and the number of each row as a spreadsheet shows it."""

    numbers: NDArray[np.int64]
    columns: Mapping[str, TextColumn]
    separator: str

    def rows_of(self, mask: NDArray[np.bool_]) -> list[int]:
        """The numbers of some rows."""
        return [int(number) for number in self.numbers[mask]]

    def as_numbers(self, name: str, problems: list[TableProblem]) -> Numbers:
        """A column as numbers, NaN where missing; a text is added to ``problems`` and never guessed to be a number."""
        column = self.columns[name]
        found = [_number(text, self.separator) for text in column.names]
        strange = np.array([*(number is None for number in found), False])[column.codes]
        for place in np.flatnonzero(strange)[:MOST_TOLD]:
            more = _others(int(strange.sum()), place == np.flatnonzero(strange)[:MOST_TOLD][-1])
            told = f"{column.names[column.codes[place]]!r} is no number."
            remedy = f"Write a number, or leave it blank.{more}"
            problems.append(TableProblem(int(self.numbers[place]), name, "number", told, remedy))
        return np.array([*(np.nan if number is None else number for number in found), np.nan])[column.codes]

    def as_either(self, name: str) -> NDArray[np.object_] | Numbers:
        """A column as numbers where every cell is one, else as texts."""
        column = self.columns[name]
        found = [_number(text, self.separator) for text in column.names]
        if column.names and None not in found:
            return np.array([*found, np.nan], dtype=np.float64)[column.codes]
        return column.values()


def read_columns(content: bytes, wanted: Collection[str], needed: Collection[str]) -> ReadColumns:
    """The ``wanted`` columns that the file has; raises TableError without a ``needed`` one, or for a broken row."""
    separator, rows = raw_rows(content, wanted)
    header = _header(rows)
    _check_header(header, wanted, needed)
    names = [name for name in header if name in set(wanted)]
    reading = _Reading(tuple(header.index(name) for name in names), len(header))
    for batch in iter(lambda: list(islice(rows, BATCH)), []):
        reading.add(batch)
    if reading.problems:
        raise TableError(reading.problems)
    columns = {
        name: TextColumn(np.frombuffer(codes, dtype=np.int32).astype(np.int64), tuple(coding.names))
        for name, codes, coding in zip(names, reading.codes, reading.codings, strict=True)
    }
    return ReadColumns(np.frombuffer(reading.numbers, dtype=np.int32).astype(np.int64), columns, separator)


def told_rows(rows: Sequence[int], column: str, told: tuple[str, str, str]) -> Iterator[TableProblem]:
    """One problem (rule, what, remedy) for each of these rows, the first ones; the last of them tells of the others."""
    rule, what, remedy = told
    for place, row in enumerate(rows[:MOST_TOLD]):
        more = _others(len(rows), place == MOST_TOLD - 1)
        yield TableProblem(row, column, rule, what, remedy + more)


def _others(count: int, is_last: bool) -> str:
    """After the last problem that is told, how many there are beside."""
    return f" The same in {count - MOST_TOLD} further rows." if is_last and count > MOST_TOLD else ""


@dataclass
class _Reading:
    """What was read so far."""

    places: tuple[int, ...]
    width: int
    numbers: array[int] = field(default_factory=lambda: array("i"))
    problems: list[TableProblem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.codings = [Coding() for _place in self.places]
        self.codes = [array("i") for _place in self.places]

    def add(self, batch: list[tuple[int, list[str]]]) -> None:
        """Read some rows; those that are blank are passed over."""
        kept = [each for each in batch if len(each[1]) == self.width or self._fits(*each)]
        if self.places and any(not cells[self.places[0]] for _row, cells in kept):
            kept = [(row, cells) for row, cells in kept if any(plain(cell) for cell in cells)]
        if not kept:
            return
        numbers, rows = zip(*kept, strict=True)
        self.numbers.extend(numbers)
        if len(self.numbers) > MOST_ROWS:
            raise TableError([TableProblem(0, "", "too_many_rows", f"There are over {MOST_ROWS:,} rows.", "Split it.")])
        columns = list(zip(*rows, strict=False))  # a row may have blank cells at its end
        for place, codes, coding in zip(self.places, self.codes, self.codings, strict=True):
            codes.extend(map(coding.__getitem__, columns[place]))

    def _fits(self, number: int, cells: list[str]) -> bool:
        """Whether a row of another length is one all the same: blank, or with blank cells at its end."""
        if not any(plain(cell) for cell in cells):
            return False
        if len(cells) > self.width and not any(plain(cell) for cell in cells[self.width :]):
            return True
        if len(self.problems) < MOST_TOLD:
            what = f"This row has {len(cells)} cells, the header {self.width}."
            remedy = "Put a cell that holds the separator between quotes; write a blank cell for what is missing."
            self.problems.append(TableProblem(number, "", "cells", what, remedy))
        return False


def _header(rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    for _row, cells in rows:
        header = [plain(cell) for cell in cells]
        if any(header):
            return header
    raise TableError([TableProblem(0, "", "empty", "The file is empty.", "Its first row names the columns.")])


def _check_header(header: list[str], wanted: Collection[str], needed: Collection[str]) -> None:
    problems = [
        TableProblem(1, name, "column_twice", "Two columns have this name.", "Keep one of them.")
        for name in sorted(set(wanted))
        if header.count(name) > 1
    ]
    told = ", ".join(name for name in header if name)
    problems += [
        TableProblem(0, name, "column_absent", "There is no such column.", f"The file has: {told}.")
        for name in dict.fromkeys(needed)
        if name not in header
    ]
    if problems:
        raise TableError(problems)


def _number(text: str, separator: str) -> float | None:
    """A text as a finite number, NaN where it says so, None where it is none.

    A comma is a decimal one where it does not separate cells.
    """
    if text in NOT_A_NUMBER:
        return float("nan")
    if separator != "," and text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    if not NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if np.isfinite(number) else None
