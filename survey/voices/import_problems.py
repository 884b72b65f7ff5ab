"""What is wrong with files of interviews, all of it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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
        column = f"column {self.column!r}" if self.column else ""
        where = ", ".join(part for part in (str(self.place or ""), column) if part)
        return f"{self.file or 'the files'}: {f'{where}: ' if where else ''}[{self.rule}] {self.what} {self.remedy}"


class ImportRefused(ValueError):  # noqa: N818  # a refusal is what is meant to happen, no failure
    """Nothing was imported; ``problems`` says everything that is wrong with the files."""

    def __init__(self, problems: Sequence[ImportProblem]) -> None:
        """Keep the problems by file and place."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
