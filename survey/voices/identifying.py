"""What in a quote may tell who said it: shapes and figures, capitals, words that nobody else said, names replaced."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from survey.store import transcript_terms
from survey.voices.candidates import candidates
from survey.voices.name_marks import MARK
from survey.voices.patterns import shapes
from survey.voices.stems import terms, words
from survey.voices.suspects import BEGINNING, suspected

SHAPE, FIGURES, NAME, MARKED, RARE = "shape", "figures", "name", "marked", "rare"
KINDS = (SHAPE, NAME, FIGURES, MARKED, RARE)
"""The most telling first."""
DIGITS = re.compile(r"\d+(?:[.,:/\u00a0\u202f ]\d+)*")
SHORTEST_RARE = 4
"""Letters: shorter words tell of nobody."""


class Telling(NamedTuple):
    """A stretch of a quote, in code points, and why it may tell who said it."""

    start: int
    end: int
    kind: str


def identifying(quote: str, language: str, *, interview: int, others: Collection[int]) -> tuple[Telling, ...]:
    """What may tell who said ``quote``, in its order; of what overlaps the most telling is told.

    ``interview``: the number of the one it stands in; ``others``: the keys of those in which its words are looked for.
    """
    found: list[Telling] = []
    for each in sorted(_found(quote, language, interview, others), key=lambda each: KINDS.index(each.kind)):
        if all(each.end <= other.start or each.start >= other.end for other in found):
            found.append(each)
    return tuple(sorted(found))


def _found(quote: str, language: str, interview: int, others: Collection[int]) -> Iterator[Telling]:
    yield from (Telling(match.start(), match.end(), MARKED) for match in MARK.finditer(quote))
    yield from (Telling(each.start, each.end, SHAPE) for each in shapes(quote))
    yield from (Telling(match.start(), match.end(), FIGURES) for match in DIGITS.finditer(quote))
    for each in candidates([(interview, suspected({1: quote}))]):
        if each.sign != BEGINNING:
            yield from (Telling(start, end, NAME) for _interview, _turn, start, end in each.places)
    if others:
        yield from _rare(quote, language, others)


def _rare(quote: str, language: str, others: Collection[int]) -> Iterator[Telling]:
    """The words that are said in none of the other interviews."""
    said = [(word, terms(word.text, language)) for word in words(quote) if len(word.text) >= SHORTEST_RARE]
    everywhere = transcript_terms.places(others, {term for _word, forms in said for term in forms})
    known = frozenset(term for here in everywhere.values() for term in here)
    yield from (Telling(word.start, word.end, RARE) for word, forms in said if forms and known.isdisjoint(forms))
