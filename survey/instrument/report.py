"""Gathers the problems of one file while it is read, so that all are told at once."""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from os.path import commonprefix

from survey.instrument.problems import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, line and column from 1; in a workbook, row and column of a sheet."""

    line: int
    column: int
    sheet: str = field(default="", kw_only=True)

    def within(self, file: str) -> str:
        """The file, with the sheet where there is one: ``form.xlsx[survey]``."""
        return f"{file}[{self.sheet}]" if self.sheet else file


START = Place(1, 1)
MOST_PROBLEMS = 200
MOST_LETTERS = 64
MOST_LETTERS_APART = 6
MOST_LOOKED_AT = 500
MOST_COMPARED = 20  # comparing spellings is slow; a hostile file must not make the checker wait


class TooManyProblemsError(Exception):
    """So much is wrong that reading on would teach the author nothing."""


class Report:
    """The problems of one file, in the order in which they are found."""

    def __init__(self, file: str) -> None:
        """Begin without a problem."""
        self.file = file
        self.problems: list[Problem] = []

    def add(self, place: Place, rule: str, what: str, remedy: str, *, warning: bool = False) -> None:
        """Note one problem."""
        severity = "warning" if warning else "error"
        if warning and sum(problem.severity == "warning" for problem in self.problems) >= MOST_PROBLEMS:
            return  # advice that nobody reads to its end
        file = place.within(self.file)
        self.problems.append(Problem(file, place.line, place.column, rule, what, remedy, severity))
        if not warning and sum(problem.severity == "error" for problem in self.problems) >= MOST_PROBLEMS:
            told = f"The file has {MOST_PROBLEMS} problems or more; the rest was not read."
            self.problems.append(
                Problem(file, place.line, place.column, "too-many-problems", told, "Mend these first.")
            )
            raise TooManyProblemsError

    def sorted(self) -> tuple[Problem, ...]:
        """Every problem once, from the top of the file to its end."""
        return tuple(sorted(set(self.problems)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems prevents the file from being used."""
    return any(problem.severity == "error" for problem in problems)


def meant(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """``Did you mean …?`` with the nearest known spelling, or the whole list of what is allowed."""
    names = list(known)
    lowered = {each.lower(): each for each in _alike(name, names)}
    near = difflib.get_close_matches(name.lower(), lowered, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{lowered[near[0]]}`?"
    return otherwise or f"Allowed: {', '.join(names[:40]) or 'none'}."


def _alike(name: str, names: list[str]) -> list[str]:
    """The few names that begin and end most like one, the only ones worth a slow comparison."""
    if len(name) > MOST_LETTERS:
        return []
    similar = (each for each in names if abs(len(each) - len(name)) <= MOST_LETTERS_APART)
    return heapq.nlargest(MOST_COMPARED, islice(similar, MOST_LOOKED_AT), key=lambda each: _shared_ends(name, each))


def _shared_ends(left: str, right: str) -> int:
    reversed_ends = commonprefix((left[::-1].lower(), right[::-1].lower()))
    return len(commonprefix((left.lower(), right.lower()))) + len(reversed_ends)
