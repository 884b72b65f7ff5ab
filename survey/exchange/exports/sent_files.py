"""A ZIP of the files that people sent as answers: a folder for each wave, names that tell whose and which answer."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from survey.dataset.rows import Dataset, Row, repeat_tables, rows
from survey.exchange.export import Export, Options
from survey.instrument.types import question_type
from survey.store import attachments

LACKING = "missing.txt"
"""Tells which files an answer names that are not there."""
PLAIN_DAY = (1980, 1, 1, 0, 0, 0)
"""What every file is dated: when somebody answered is told by no file."""
_UNSAFE = re.compile(r"[^\w-]+")


def write(source: Dataset, options: Options) -> Iterator[bytes]:
    """The ZIP, streamed: one piece of one file is in memory at a time."""
    out = Gathered()
    lacking: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:  # type: ignore[call-overload]  # it asks for less than a file
        for name, answer in _named(source):
            file = attachments.of_study(source.record.name, answer)
            if file is None:
                lacking.append(f"{name}\t{answer}")
                continue
            with package.open(zipfile.ZipInfo(name, PLAIN_DAY), "w") as entry:
                for piece in attachments.content(file):
                    entry.write(piece)
                    yield out.taken()
        if lacking:
            package.writestr(zipfile.ZipInfo(LACKING, PLAIN_DAY), "\n".join(["file\tanswer", *lacking]) + "\n")
    yield out.taken()


def _named(source: Dataset) -> Iterator[tuple[str, str]]:
    """The path of each file in the ZIP, and the name that its answer holds."""
    used: set[str] = set()
    for table in (source, *repeat_tables(source)):
        asked = [column.name for column in table.questions if question_type(column.question.type).takes_file]
        if not asked:
            continue
        places = {column.name: place for place, column in enumerate(table.participant)}
        with closing(rows(table)) as found:
            for row in found:
                for question in asked:
                    answer = row.answers.get(question)
                    if isinstance(answer, str):
                        yield _free(_path(row, places, question, answer), used), answer


def _path(row: Row, places: dict[str, int], question: str, answer: str) -> str:
    known: Any = row.participant
    who, wave = (_UNSAFE.sub("_", str(known[places[name]])) or "_" for name in ("participant_id", "wave"))
    parts = [who, _UNSAFE.sub("_", question), *map(str, row.indices)]
    return f"{wave}/{'-'.join(parts)}.{answer.rpartition('.')[2]}"


def _free(path: str, used: set[str]) -> str:
    """The path, numbered where another participant's id has become the same; capital letters tell nothing apart."""
    stem, _, ending = path.rpartition(".")
    number = 1
    while path.casefold() in used:
        number += 1
        path = f"{stem}_{number}.{ending}"
    used.add(path.casefold())
    return path


class Gathered:
    """What was written since it was last taken; a ZIP needs to know only how much came before."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, content: bytes) -> int:
        """Take what the ZIP writes."""
        self._pieces.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def taken(self) -> bytes:
        """Give what was written since the last time."""
        found = b"".join(self._pieces)
        self._pieces.clear()
        return found


EXPORT = Export(identifier="files", media_type="application/zip", ending="zip", write=write)
