"""The CSV files beside a questionnaire: in its folder, or in the folder ``media`` there."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from survey.instrument.model import Rows

LARGEST_FILE = 16 * 1024 * 1024
FOLDERS = ("media", ".")


def rows_beside(questionnaire: Path) -> Rows:
    """What gives the rows of a file by its name; a file that is lacking, too large or unreadable raises LookupError."""

    @lru_cache(maxsize=64)
    def rows(name: str) -> Sequence[Mapping[str, str]]:
        file = file_beside(questionnaire, name)
        if file is None or file.stat().st_size > LARGEST_FILE:
            raise LookupError(name)
        return _read(file)

    return rows


def file_beside(questionnaire: Path, name: str) -> Path | None:
    """The file of that name beside a questionnaire; a name alone, never a way out of the folder."""
    if name != Path(name).name:
        return None
    try:
        return next((file for folder in FOLDERS if (file := questionnaire.parent / folder / name).is_file()), None)
    except OSError:  # a name longer than any file can have
        return None


def _read(file: Path) -> Sequence[Mapping[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            return [
                {column.strip(): text or "" for column, text in row.items() if column} for row in csv.DictReader(opened)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LookupError(file.name) from error
