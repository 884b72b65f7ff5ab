"""A questionnaire as it was read, with the place of every column, for the rules that look at the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey.instrument.definition import Questionnaire
from survey.instrument.problems import Problem
from survey.instrument.report import START, Place

Where = tuple[str, str, str]
"""A kind (``row``, ``list``, ``choice``, ``scale``), a name, a column ('' for the whole)."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's questionnaire and where each of its parts stands."""

    file: str
    questionnaire: Questionnaire
    places: Mapping[Where, Place]

    def problem(self, where: Where, rule: str, what: str, remedy: str, *, warning: bool = False) -> Problem:
        """One problem at a part of the file."""
        kind, name, _ = where
        place = self.places.get(where) or self.places.get((kind, name, "")) or START
        severity = "warning" if warning else "error"
        return Problem(place.within(self.file), place.line, place.column, rule, what, remedy, severity)
