"""What a checker reports: a Problem with its place, its rule and its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake of a file: where, which rule, what is wrong, what to do."""

    file: str
    line: int
    column: int
    rule: str
    what: str
    remedy: str
    severity: str = "error"
    cell: str = ""
    """In a workbook, the cell and the header above it: ``D3 relevant``."""

    def __str__(self) -> str:
        """``file:line:column: severity [rule] what remedy``, the form editors can jump to."""
        cell = f"{self.cell}: " if self.cell else ""
        kind = f"{self.severity} [{self.rule}]"
        return f"{self.file}:{self.line}:{self.column}: {kind} {cell}{self.what} {self.remedy}"


class DefinitionError(ValueError):
    """A file cannot be used; ``problems`` says everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep every problem; the message is one per line."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
