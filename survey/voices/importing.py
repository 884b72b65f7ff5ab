"""Interviews brought into a study: all files or none, names replaced, everything told that was mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey.store.studies import StudyRecord
from survey.store.transcripts import StoredRepair


@dataclass(frozen=True, slots=True, order=True)
class ImportProblem:
    """Why files cannot be imported: which file, where in it (0: all of it), which column of a list, what to do."""

    file: str
    place: int
    column: str
    rule: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """``interviews.csv: 3, column 'link': [rule] what remedy``."""
        where = f": {self.place}" if self.place else ""
        column = f", column {self.column!r}" if self.column else ""
        return f"{self.file}{where}{column}: [{self.rule}] {self.what} {self.remedy}"


class ImportRefused(ValueError):  # noqa: N818  # a refusal is what is meant to happen, no failure
    """Nothing was imported; ``problems`` says everything that is wrong with the files."""

    def __init__(self, problems: Sequence[ImportProblem]) -> None:
        """Keep the problems by file and place."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class ImportedInterview:
    """What became of one file: the number it has, whether it had it before, and what was mended and replaced.

    ``change`` is ``added``, ``updated`` (it was there, what is said of it is new) or ``unchanged``.
    """

    file: str
    number: int
    change: str
    turns: int
    repairs: tuple[StoredRepair, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changed, file by file in the order they were given."""

    interviews: tuple[ImportedInterview, ...]

    @property
    def added(self) -> int:
        """How many interviews are new."""
        return sum(each.change == "added" for each in self.interviews)


def import_transcripts(
    record: StudyRecord, files: Sequence[tuple[str, bytes]], actor: str, *, participant_id: str | None = None
) -> Imported:
    """Bring these files, each a name and its content, into a study; raises ``ImportRefused``, then nothing is kept.

    A file called ``interviews.csv`` says whose each interview is and what its consent allows; where nobody says so,
    nothing is allowed. ``participant_id``: all files are interviews of this person. A file that was imported already
    is not imported again.
    """
    raise NotImplementedError
