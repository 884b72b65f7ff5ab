"""Search over what was said: accents and inflection do not count, in French, Arabic, Spanish and English."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from survey.store.studies import StudyRecord

Span = tuple[int, int]
"""Where a word begins and ends in the text of its turn, in code points."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One turn that holds all words that were searched for, and where they stand in it."""

    number: int
    position: int
    spans: tuple[Span, ...]


def search(record: StudyRecord, query: str, among: Collection[int]) -> tuple[Hit, ...]:
    """The turns of these interviews, by their numbers, that hold every word of ``query``; in order."""
    raise NotImplementedError


def spans_of(text: str, query: str, language: str) -> tuple[Span, ...]:
    """Where words of ``query`` stand in a text of this language, inflected or not."""
    raise NotImplementedError
