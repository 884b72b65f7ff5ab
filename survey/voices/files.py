"""Files of interviews on a disk: read up to the largest that is allowed, with the list that lies beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from survey.voices.import_problems import ImportProblem, ImportRefused
from survey.voices.interview_list import LIST_NAME, is_list
from survey.voices.reading import LARGEST_FILE


def with_list_beside(files: Sequence[Path]) -> list[Path]:
    """These files, and where no list is among them the lists that lie beside them."""
    if any(is_list(path.name) for path in files):
        return list(files)
    beside = dict.fromkeys(path.parent / LIST_NAME for path in files)
    return [*files, *(path for path in beside if path.is_file())]


def read_files(files: Sequence[Path]) -> list[tuple[str, bytes]]:
    """The names and contents of files; raises ``ImportRefused`` with all that cannot be read.

    Of a file that is too large only so much is read that it is seen to be.
    """
    read, problems = [], []
    for path in files:
        try:
            with path.open("rb") as file:
                read.append((path.name, file.read(LARGEST_FILE + 1)))
        except OSError as error:
            what = f"{path} cannot be read: {error.strerror}."
            problems.append(ImportProblem(path.name, 0, "", "unreadable", what, "Check its name."))
    if problems:
        raise ImportRefused(problems)
    return read
