"""A workbook as texts: its sheets, their rows and numbers; read in a limited process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from survey.instrument.report import START, Report

SCRIPT = Path(__file__).with_name("cells_of_workbook.py")
SECONDS = 10  # the process ends itself by the time it computes; this is for a machine that stands still
ENDINGS = (".xlsx", ".xlsm", ".xls")
_BEGINNINGS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

REFUSALS: Mapping[str, tuple[str, str]] = {
    "workbook-too-slow": (
        "Reading the workbook takes too long: it holds far more than a questionnaire.",
        "Copy the cells of survey, choices and settings into a new workbook.",
    ),
    "workbook-too-large": (
        "The workbook holds far more than a questionnaire.",
        "Copy the cells of survey, choices and settings into a new workbook.",
    ),
    "workbook-with-entities": (
        "The workbook holds XML entities, which no spreadsheet program writes.",
        "Copy its cells into a new workbook.",
    ),
    "workbook-encrypted": (
        "The workbook is protected by a password.",
        "Remove the password in the spreadsheet program and save it again.",
    ),
    "not-a-workbook": (
        "The file is not a workbook, whatever its name says.",
        "Open it in a spreadsheet program and save it as XLSX; a CSV holds one sheet alone.",
    ),
    "workbook-broken": (
        "The workbook cannot be read: the file is damaged.",
        "Open it in a spreadsheet program and save it again as XLSX.",
    ),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: each row that holds something, with its number from 1; the first row holds the headers."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def headers(self) -> tuple[str, ...]:
        """The texts of the first row, spaces made one; () when it is blank."""
        if not self.rows or self.rows[0][0] != 1:
            return ()
        return tuple(" ".join(text.split()) for text in self.rows[0][1])

    def cells(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """The rows under the headers."""
        return self.rows[1:] if self.headers else self.rows


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook in their order."""

    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, in capitals or not."""
        return next((sheet for sheet in self.sheets if sheet.name.strip().lower() == name), None)


def is_workbook(path: Path) -> bool:
    """Whether a file is called a workbook, or begins as one whatever it is called."""
    if path.suffix.lower() in ENDINGS:
        return True
    try:
        with path.open("rb") as file:
            return file.read(4).startswith(_BEGINNINGS)
    except OSError:
        return False


def read_workbook(path: Path, report: Report) -> Workbook | None:
    """The cells of a workbook; None when it cannot be read, which is then told in the report."""
    if not path.is_file():
        report.add(START, "file-not-found", "The file cannot be read: there is none.", "Check the path.")
        return None
    found = _cells(path)
    if "refused" in found:
        what, remedy = REFUSALS[found["refused"]]
        report.add(START, found["refused"], what, remedy)
        return None
    _tell_kind(path, found, report)
    return Workbook(tuple(_sheet(each["name"], each["rows"]) for each in found["sheets"]))


def _sheet(name: str, rows: Sequence[Any]) -> Sheet:
    return Sheet(name, tuple((number, tuple(texts)) for number, texts in rows))


def _cells(path: Path) -> dict[str, Any]:
    """What the process says; one that was ended for taking too much says nothing."""
    command = [sys.executable, "-I", str(SCRIPT), str(path.resolve())]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        said: dict[str, Any] = json.loads(ended.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return {"refused": "workbook-too-slow"}
    return said


def _tell_kind(path: Path, found: Mapping[str, Any], report: Report) -> None:
    ending = path.suffix.lower()
    if found["macros"]:
        told = "The workbook holds macros; they are neither run nor kept."
        report.add(START, "workbook-with-macros", told, "Save it as XLSX.", warning=True)
    if ending in ENDINGS and (ending == ".xls") != (found["kind"] == "xls"):
        told = f"The file is named {ending} but is a workbook of the kind {found['kind']}."
        report.add(START, "workbook-misnamed", told, f"Name it {path.stem}.{found['kind']}.", warning=True)
