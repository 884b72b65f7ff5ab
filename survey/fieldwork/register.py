"""A register file, read by the mapping of its study: checked rows, or every wrong row at once."""

from __future__ import annotations

import datetime
import difflib
import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from survey.csv_table import Table, TableError, TableProblem, TableRow, read_bytes, read_table
from survey.instrument.numerals import EARLIEST, LATEST, plain_day, western
from survey.instrument.study import Register, Study
from survey.store.participants import OPEN_PREFIX
from survey.store.register_imports import RegisterRow

NAMED = ("arm", "site", "event", "language")
DATES = ("entry_date", "support_start", "support_end")
LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A checked register file. The digest covers the file and the mapping it was read with."""

    digest: str
    rows: tuple[RegisterRow, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one row is read with: the study, the place of each column, the rows seen, the problems so far."""

    study: Study
    places: Mapping[str, int]
    allowed: Mapping[str, Mapping[str, str]]
    seen: dict[str, int] = field(default_factory=dict)
    problems: list[TableProblem] = field(default_factory=list)


def read_register(path: Path, study: Study) -> RegisterFile:
    """The rows of the register file at ``path``; raises ``TableError`` with everything that is wrong."""
    return parse_register(read_bytes(path), study)


def parse_register(content: bytes, study: Study) -> RegisterFile:
    """The rows of a register file; raises ``TableError`` with everything that is wrong."""
    columns = register_columns(study.register)
    table = read_table(content, columns)
    reading = _Reading(study, _places(table, columns), _allowed(study))
    rows = [_row(reading, row, len(table.header)) for row in table.rows]
    if not table.rows:
        what, remedy = "The file has no row under its header.", "Add one row per participant."
        reading.problems.append(TableProblem(0, "", "empty", what, remedy))
    if reading.problems:
        raise TableError(reading.problems)
    return RegisterFile(_digest(content, study.register), tuple(row for row in rows if row is not None))


def register_columns(register: Register) -> tuple[str, ...]:
    """The columns that the mapping names, each once, in its order."""
    named = [register.participant_id, *(getattr(register, name) for name in (*NAMED, "household", "worker", *DATES))]
    named += [variable.column for variable in register.profile]
    return tuple(dict.fromkeys(column for column in (*named, *register.contact.values()) if column))


def _digest(content: bytes, register: Register) -> str:
    """Idempotence is by file; the same file read with a corrected mapping is another import."""
    mapping = {
        "columns": [getattr(register, name) for name in ("participant_id", *NAMED, "household", "worker", *DATES)],
        "values": {name: dict(values) for name, values in register.values.items()},
        "profile": [[variable.name, variable.column] for variable in register.profile],
        "contact": dict(register.contact),
    }
    return hashlib.sha256(json.dumps(mapping, sort_keys=True).encode() + b"\0" + content).hexdigest()


def _places(table: Table, columns: Collection[str]) -> dict[str, int]:
    problems = []
    for column in columns:
        times = table.header.count(column)
        if times == 1:
            continue
        if times:
            what, remedy = f"{times} columns have this name.", "Rename all but one of them."
        else:
            near = difflib.get_close_matches(column, [name for name in table.header if name], n=1, cutoff=0.5)
            found = f"The nearest is {near[0]!r}." if near else f"There are: {', '.join(table.header)}."
            what, remedy = "This column is missing.", f"{found} Rename it, or correct register: in study.yaml."
        problems.append(TableProblem(1, column, "column", what, remedy))
    if problems:
        raise TableError(problems)
    return {column: table.header.index(column) for column in columns}


def _allowed(study: Study) -> dict[str, Mapping[str, str]]:
    """For each attribute the cells that are understood, and the name each stands for."""
    names = {
        "arm": [arm.name for arm in study.arms],
        "site": [site.name for site in study.sites],
        "event": [event.name for event in study.events],
        "language": list(study.languages),
    }
    return {name: study.register.values.get(name) or {each: each for each in names[name]} for name in NAMED}


def _row(reading: _Reading, row: TableRow, width: int) -> RegisterRow | None:
    if len(row.cells) < width or any(row.cells[width:]):
        what = f"This row has {len(row.cells)} cells, the header has {width}."
        remedy = "A separator is missing or stands in a cell: put that cell between quotes."
        reading.problems.append(TableProblem(row.number, "", "cells", what, remedy))
        return None
    cells = {column: row.cells[place] for column, place in reading.places.items()}
    register = reading.study.register
    names = {attribute: _name(reading, row.number, attribute, cells) for attribute in NAMED}
    dates = {attribute: _date(reading, row.number, getattr(register, attribute), cells) for attribute in DATES}
    _check_order(reading, row.number, dates)
    return RegisterRow(
        participant_id=_participant_id(reading, row.number, cells[register.participant_id]),
        arm=names["arm"],
        site=names["site"],
        event=names["event"],
        language=names["language"],
        household=_words(cells.get(register.household, "")),
        worker=_words(cells.get(register.worker, "")),
        entry_date=dates["entry_date"],
        support_start=dates["support_start"],
        support_end=dates["support_end"],
        profile=_profile(reading, row.number, cells),
        contact={name: cells[column] for name, column in register.contact.items() if cells[column]},
    )


def _participant_id(reading: _Reading, number: int, cell: str) -> str:
    participant_id = western(cell)
    first = reading.seen.setdefault(participant_id, number)
    if not participant_id:
        rule, what, remedy = "blank", "The participant_id is blank.", "Give everyone an identifier of their own."
    elif first != number:
        rule, what = "duplicate", f"{participant_id!r} stands in row {first} already."
        remedy = "Keep one row per participant."
    elif "@" in participant_id or len(participant_id.split()) > 1:
        rule, what = "identifying", "The participant_id looks like a name or an e-mail address."
        remedy = "Use an identifier that says nothing of the person; names belong to the contact columns."
    elif participant_id.startswith(OPEN_PREFIX):
        rule, what = "reserved", f"Identifiers beginning with {OPEN_PREFIX!r} belong to the open link."
        remedy = "Use another identifier."
    elif len(participant_id) > LONGEST_ID or not participant_id.isprintable():
        rule, what = "identifier", f"The participant_id is longer than {LONGEST_ID} signs or holds a hidden one."
        remedy = "Shorten it, or type it anew."
    else:
        return participant_id
    reading.problems.append(TableProblem(number, reading.study.register.participant_id, rule, what, remedy))
    return participant_id


def _name(reading: _Reading, number: int, attribute: str, cells: Mapping[str, str]) -> str | None:
    column = getattr(reading.study.register, attribute)
    cell = " ".join(cells[column].split()) if column else ""
    if not cell:
        return None
    allowed = reading.allowed[attribute]
    if cell in allowed:
        return allowed[cell]
    reading.problems.append(_unknown(number, column, attribute, cell, allowed))
    return None


def _profile(reading: _Reading, number: int, cells: Mapping[str, str]) -> dict[str, str]:
    profile = {}
    for variable in reading.study.register.profile:
        cell = " ".join(cells[variable.column].split())
        if not cell:
            continue
        if variable.values and cell not in variable.values:
            reading.problems.append(_unknown(number, variable.column, variable.name, cell, variable.values))
        profile[variable.name] = cell
    return profile


def _unknown(number: int, column: str, attribute: str, cell: str, allowed: Collection[str]) -> TableProblem:
    shown = cell if len(cell) <= 60 else f"{cell[:59]}…"
    near = difflib.get_close_matches(cell, allowed, n=1)
    meant = f"Did you mean {near[0]!r}? " if near else ""
    known = ", ".join(repr(each) for each in allowed) or "nothing: study.yaml declares none"
    what = f"{shown!r} is not a known {attribute.replace('_', ' ')}."
    return TableProblem(number, column, attribute, what, f"{meant}Allowed: {known}.")


def _date(reading: _Reading, number: int, column: str, cells: Mapping[str, str]) -> datetime.date | None:
    cell = western(cells[column]) if column else ""
    day = plain_day(cell)
    if day is None and cell:
        what = f"{cell[:60]!r} is not a date between {EARLIEST.year} and {LATEST.year}."
        reading.problems.append(TableProblem(number, column, "date", what, "Write it as 2026-03-31 or 31/03/2026."))
    return day


def _check_order(reading: _Reading, number: int, dates: Mapping[str, datetime.date | None]) -> None:
    end = dates["support_end"]
    for earlier, words in (("support_start", "begins"), ("entry_date", "is entered")):
        day = dates[earlier]
        if end is not None and day is not None and end < day:
            what = f"The support ends on {end} before it {words} on {day}."
            problem = TableProblem(number, reading.study.register.support_end, "order", what, "Correct one of both.")
            reading.problems.append(problem)


def _words(cell: str) -> str | None:
    return " ".join(cell.split()) or None
