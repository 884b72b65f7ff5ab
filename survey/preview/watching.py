"""Tells whether a questionnaire, or a file beside it, was saved."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

MEDIA = "media"
ENDINGS = (".yaml", ".yml", ".csv", ".geojson", ".xml")
"""What a questionnaire or a study reads beside itself; the folder ``media`` is looked at whole."""
MOST_FILES = 2000
SECONDS_OF_REST = 0.05
MOST_LOOKS = 20

Stamp = frozenset[tuple[str, int, int, int]]
"""Name, time, size and number of every file looked at."""


def stamp(file: Path, library: Path | None = None) -> Stamp:
    """How the file, those beside it and those of a library stand; a file that is not there is left out."""
    found = []
    folders = [file.parent, file.parent / MEDIA, *([library] if library is not None else [])]
    for path in (file, *islice(_within(folders), MOST_FILES)):
        try:
            seen = path.stat()
        except OSError:
            continue
        found.append((str(path), seen.st_mtime_ns, seen.st_size, seen.st_ino))
    return frozenset(found)


def settled_stamp(file: Path, library: Path | None, before: Stamp | None) -> Stamp:
    """The same, once nothing more is being written: an editor may empty a file, or take it away, before it fills it."""
    seen = stamp(file, library)
    if seen == before:
        return seen
    for _look in range(MOST_LOOKS):
        time.sleep(SECONDS_OF_REST)
        last, seen = seen, stamp(file, library)
        if seen == last and any(name == str(file) for name, *_ in seen):
            break
    return seen


def _within(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        try:
            paths = sorted(folder.iterdir())
        except OSError:
            continue
        for path in paths:
            if not path.name.startswith((".", "~")) and (folder.name == MEDIA or path.suffix.lower() in ENDINGS):
                yield path
