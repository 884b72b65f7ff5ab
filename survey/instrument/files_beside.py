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
        if name != Path(name).name:
            raise LookupError(name)  # a name alone, never a way out of the folder
        for folder in FOLDERS:
            file = questionnaire.parent / folder / name
            if file.is_file() and file.stat().st_size <= LARGEST_FILE:
                return _read(file)
        raise LookupError(name)

    return rows


def _read(file: Path) -> Sequence[Mapping[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            return [{column: text or "" for column, text in row.items() if column} for row in csv.DictReader(opened)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise LookupError(file.name) from error
