"""Gathers the problems of one file while it is read, so that all are told at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from survey.instrument.problems import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, line and column from 1."""

    line: int
    column: int


START = Place(1, 1)


class Report:
    """The problems of one file, in the order in which they are found."""

    def __init__(self, file: str) -> None:
        """Begin without a problem."""
        self.file = file
        self.problems: list[Problem] = []

    def add(self, place: Place, rule: str, what: str, remedy: str, *, warning: bool = False) -> None:
        """Note one problem."""
        severity = "warning" if warning else "error"
        self.problems.append(Problem(self.file, place.line, place.column, rule, what, remedy, severity))

    def sorted(self) -> tuple[Problem, ...]:
        """Every problem once, from the top of the file to its end."""
        return tuple(sorted(set(self.problems)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems prevents the file from being used."""
    return any(problem.severity == "error" for problem in problems)


def meant(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """``Did you mean …?`` with the nearest known spelling, or the whole list of what is allowed."""
    names = list(known)
    lowered = {each.lower(): each for each in reversed(names)}
    near = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{lowered[near[0]]}`?"
    return otherwise or f"Allowed: {', '.join(names[:40]) or 'none'}."
