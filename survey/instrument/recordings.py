"""``recordings.csv`` beside a questionnaire or a study: which file says which words, in which language and voice."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from survey.instrument.files_beside import file_beside
from survey.instrument.languages import is_language
from survey.instrument.media_kinds import LARGEST_MEDIA, is_playable
from survey.instrument.problems import Problem
from survey.instrument.spoken import key_of

FILE = "recordings.csv"
COLUMNS = ("language", "text", "file", "voice")
SYNTHETIC = "synthetic"
"""What the column ``voice`` says of a voice that is no person's."""
LARGEST = 2 * 1024 * 1024
_FIRST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Recorded:
    """One row: the words that a file says, and who speaks."""

    list_file: Path
    line: int
    language: str
    text: str
    file: str
    voice: str

    @property
    def key(self) -> tuple[str, str]:
        """What it is found by: the language, and the key of its words."""
        return self.language, key_of(self.text)

    @property
    def path(self) -> Path | None:
        """The sound itself, None where it is not there."""
        return file_beside(self.list_file, self.file)


def recordings_beside(file: Path) -> tuple[Recorded, ...]:
    """The rows of the list beside a questionnaire or a study, in its folder ``media`` or beside it; none where none."""
    found = file_beside(file, FILE)
    return rows_of(found)[0] if found is not None else ()


def rows_of(file: Path) -> tuple[tuple[Recorded, ...], tuple[Problem, ...]]:
    """The rows of a list that can be used, and what is wrong with the others."""
    try:
        if file.stat().st_size > LARGEST:
            raise ValueError("it has more than 2 MB")
        reader = csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
        lines = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error, ValueError) as error:
        return (), (_problem(file, 1, f"The list of recordings cannot be read: {error}."),)
    if not set(COLUMNS[:3]) <= set(reader.fieldnames or ()):
        return (), (_problem(file, 1, "The first line is not `language,text,file,voice`."),)
    made = [Recorded(file, line, *((row.get(column) or "").strip() for column in COLUMNS)) for line, row in lines]
    wrong = tuple(problem for each in made for problem in _problems(each))
    told = {problem.line for problem in wrong}
    return tuple(each for each in made if each.line not in told), wrong


def _problems(row: Recorded) -> Iterator[Problem]:
    if not is_language(row.language):
        yield _problem(row.list_file, row.line, f"`{row.language[:80]}` is not a language code.")
    elif not row.text:
        yield _problem(row.list_file, row.line, "The row has no text.")
    elif row.path is None:
        yield _problem(row.list_file, row.line, f"There is no file `{row.file[:80]}`.")
    elif not can_be_kept(row.path, "audio"):
        yield _problem(row.list_file, row.line, f"`{row.file[:80]}` is no MP3, M4A, OGG or WAV of at most 5 MB.")


def can_be_kept(path: Path, column: str) -> bool:
    """Whether a file is what its column says, and small enough to be sent to a telephone."""
    try:
        with path.open("rb") as opened:
            return path.stat().st_size <= LARGEST_MEDIA and is_playable(path.name, column, opened.read(_FIRST_BYTES))
    except OSError:
        return False


def _problem(file: Path, line: int, told: str) -> Problem:
    remedy = "Write one row for each recording: its language, the words it says, the name of the file, the voice."
    return Problem(str(file), line, 1, "wrong-recording", told, remedy, "warning")
