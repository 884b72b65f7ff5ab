"""``interviews.csv``: whose each interview is, who speaks in it, what its consent allows. What is not stated is no."""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from survey.csv_table import Table, TableError, TableRow, read_table
from survey.instrument.numerals import EARLIEST, LATEST, plain_day, western
from survey.store.studies import StudyRecord
from survey.store.transcripts import QUOTES, ROLES
from survey.voices.import_problems import ImportProblem
from survey.voices.labels import label_of

LIST_NAME = "interviews.csv"
COLUMNS = ("file", "participant_id", "wave", "date", "language", "roles", "link", "quote")
YES_OR_NO = {"yes": True, "oui": True, "sí": True, "نعم": True, "no": False, "non": False, "لا": False}
LONGEST_SHOWN = 60
MOST_NAMED = 12
MOST_COMPARED = 10_000
"""Beyond so many participants the nearest spelling is not looked for: it would take seconds per row."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """What one row states of one file; None or nothing where it states nothing. ``roles`` is by the file's labels."""

    row: int
    file: str
    participant_id: str | None
    wave: str | None
    held_on: datetime.date | None
    language: str | None
    link: bool | None
    quote: str | None
    roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class InterviewList:
    """The rows of a list by the file they name, and everything that is wrong with it."""

    name: str
    rows: Mapping[str, ListRow]
    problems: tuple[ImportProblem, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a list is read with: its name, the names that are known, the problems so far."""

    name: str
    participants: Collection[str]
    waves: Collection[str]
    languages: Collection[str]
    problems: list[ImportProblem] = field(default_factory=list)

    def problem(self, row: int, column: str, rule: str, what: str, remedy: str) -> None:
        self.problems.append(ImportProblem(self.name, row, column, rule, what, remedy))


def is_list(file_name: str) -> bool:
    """Whether a file is a list by its name."""
    return file_key(file_name).lower() == LIST_NAME


def file_key(file_name: str) -> str:
    """A file's name as lists name it: without folders, composed."""
    return unicodedata.normalize("NFC", PurePath(file_name.replace("\\", "/")).name.strip())


def read_list(name: str, content: bytes, record: StudyRecord, participants: Collection[str]) -> InterviewList:
    """What a list states, cells checked against the study and its participants."""
    waves = [wave.name for wave in record.waves]
    reading = _Reading(name, participants, waves, record.study.languages)
    rows: dict[str, ListRow] = {}
    try:
        table = read_table(content, COLUMNS)
    except TableError as error:
        for each in error.problems:
            reading.problem(each.row, each.column, each.rule, each.what, each.remedy)
        return InterviewList(name, {}, tuple(reading.problems))
    if _header_is_right(reading, table):
        for line in table.rows:
            row = _row(reading, table, line)
            if row.file in rows:
                what = f"{row.file!r} stands in row {rows[row.file].row} already."
                reading.problem(row.row, "file", "duplicate", what, "Keep one row per file.")
            elif row.file:
                rows[row.file] = row
    return InterviewList(name, rows, tuple(reading.problems))


def _header_is_right(reading: _Reading, table: Table) -> bool:
    before = len(reading.problems)
    for column in dict.fromkeys(table.header):
        if table.header.count(column) > 1 and column:
            reading.problem(1, column, "column", "Two columns have this name.", "Rename or remove one of them.")
        elif column and column not in COLUMNS:
            remedy = f"{_nearest(column, COLUMNS)}Remove it, or name it as one of: {', '.join(COLUMNS)}."
            reading.problem(1, column, "column", "A list has no such column.", remedy)
    if "file" not in table.header:
        remedy = f"The first row names the columns: {', '.join(COLUMNS)}; all but file may be absent."
        reading.problem(1, "file", "column", "This column is missing.", remedy)
    if not table.rows:
        reading.problem(0, "", "empty", "The list has no row under its header.", "Add one row per file.")
    return len(reading.problems) == before


def _row(reading: _Reading, table: Table, line: TableRow) -> ListRow:
    cells = dict.fromkeys(COLUMNS, "") | dict(zip(table.header, line.cells, strict=False))
    width = len(table.header)
    if len(line.cells) < width or any(line.cells[width:]):
        what = f"This row has {len(line.cells)} cells, the header has {width}."
        remedy = "A separator is missing or stands in a cell: put that cell between quotes."
        reading.problem(line.number, "", "cells", what, remedy)
    if not cells["file"]:
        reading.problem(line.number, "file", "blank", "The file is not named.", "Write its name with its ending.")
    row = ListRow(
        row=line.number,
        file=file_key(cells["file"]),
        participant_id=_known(reading, line.number, "participant_id", western(cells["participant_id"])),
        wave=_known(reading, line.number, "wave", cells["wave"]),
        held_on=_day(reading, line.number, cells["date"]),
        language=_known(reading, line.number, "language", cells["language"].lower()),
        link=_yes_or_no(reading, line.number, cells["link"]),
        quote=_known(reading, line.number, "quote", cells["quote"].lower()),
        roles=_roles(reading, line.number, cells["roles"]),
    )
    if row.link and not cells["participant_id"]:
        what = "Without a participant there are no answers to stand beside."
        reading.problem(line.number, "link", "link-to-nobody", what, "Name the participant_id, or write no.")
    return row


def _known(reading: _Reading, row: int, column: str, cell: str) -> str | None:
    known: dict[str, Collection[str]] = {
        "participant_id": reading.participants,
        "wave": reading.waves,
        "language": reading.languages,
        "quote": QUOTES,
    }
    if not cell or cell in known[column]:
        return cell or None
    _unknown(reading, row, column, cell, known[column])
    return None


def _unknown(reading: _Reading, row: int, column: str, cell: str, allowed: Collection[str]) -> None:
    shown = cell if len(cell) <= LONGEST_SHOWN else f"{cell[: LONGEST_SHOWN - 1]}…"
    few = len(allowed) <= MOST_NAMED
    known = f"Allowed: {', '.join(allowed)}." if few else "Look it up in the register."
    what = f"{shown!r} is not known as {column}."
    reading.problem(row, column, "unknown", what, f"{_nearest(cell, allowed)}{known}")


def _nearest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5) if len(known) <= MOST_COMPARED else []
    return f"Did you mean {near[0]!r}? " if near else ""


def _day(reading: _Reading, row: int, cell: str) -> datetime.date | None:
    day = plain_day(cell)
    if cell and day is None:
        what = f"{cell[:LONGEST_SHOWN]!r} is not a date between {EARLIEST.year} and {LATEST.year}."
        reading.problem(row, "date", "date", what, "Write it as 2026-03-31 or 31/03/2026.")
    return day


def _yes_or_no(reading: _Reading, row: int, cell: str) -> bool | None:
    word = cell.lower()
    if word and word not in YES_OR_NO:
        _unknown(reading, row, "link", cell, ("yes", "no"))
    return YES_OR_NO.get(word)


def _roles(reading: _Reading, row: int, cell: str) -> dict[str, str]:
    """``L1=respondent; L2=interviewer`` by label."""
    roles: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in re.split(r"[;,|\n]", cell))):
        label, sign, role = (word.strip() for word in part.rpartition("="))
        if not sign or not label:
            what = f"{part[:LONGEST_SHOWN]!r} does not say who has which role."
            reading.problem(row, "roles", "roles", what, "Write it as L1=respondent; L2=interviewer.")
        elif role.lower() not in ROLES:
            _unknown(reading, row, "roles", role, ROLES)
        elif label_of(label) in roles:
            what = f"{label[:LONGEST_SHOWN]!r} has two roles."
            reading.problem(row, "roles", "roles", what, "Keep one of them.")
        else:
            roles[label_of(label)] = role.lower()
    return roles
