"""Search over what was said: accents and inflection do not count, in French, Arabic, Spanish and English."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from survey.store import transcripts
from survey.store.studies import StudyRecord
from survey.store.transcript_terms import Places, places, searched, turn_of
from survey.voices.stems import terms, words

MOST_WORDS = 30
"""Words of a query beyond these are not looked at."""
MOST_HITS = 1000
QUOTED = re.compile('["“”„«»]([^"“”„«»]+)["“”„«»]')
ELISION = re.compile(r"(?<!\w)(?:\w|qu|lorsqu|puisqu|jusqu)['’](?=\w)", re.IGNORECASE)

Span = tuple[int, int]
"""Where a word begins and ends in the text of its turn, in code points."""
Sought = tuple[tuple[str, ...], ...]
"""What is searched for: words that stand next to each other, most often one alone."""
Forms = tuple[tuple[frozenset[str], ...], ...]
"""The same as terms in one language."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One turn that holds all words that were searched for, and where they stand in it."""

    number: int
    position: int
    spans: tuple[Span, ...]


def search(record: StudyRecord, query: str, among: Collection[int], *, most: int = MOST_HITS) -> tuple[Hit, ...]:
    """The turns of these interviews, by their numbers, that hold every word of ``query``; at most so many, in order.

    Words between quotation marks stand next to each other. No word is left out because it is frequent; a query
    without any word finds nothing.
    """
    sought = sought_in(query)
    if not sought:
        return ()
    chosen = searched(record.id, among)
    found: list[tuple[int, int, int, str]] = []
    for language, group in groupby(sorted(chosen, key=attrgetter("language")), key=attrgetter("language")):
        members = list(group)
        forms = _forms(sought, language)
        index = places([each.id for each in members], {term for form in forms for word in form for term in word})
        for each in members:
            turns = _turns(forms, index.get(each.id, {}))
            found += [(each.number, turn, each.id, language) for turn in turns]
    return tuple(_hits(sorted(found)[:most], sought))


def sought_in(query: str) -> Sought:
    """What a query asks for; nothing where it holds no word. «l'hôpital» asks for the hospital alone."""
    quoted = [tuple(word.text for word in words(phrase)) for phrase in QUOTED.findall(query)]
    rest = QUOTED.sub(" ", query)
    single = [(word.text,) for word in words(ELISION.sub(" ", rest))] or [(word.text,) for word in words(rest)]
    sought = list(dict.fromkeys(each for each in (*quoted, *single) if each))
    kept, count = [], 0
    for each in sought:
        count += len(each)
        if count > MOST_WORDS:
            break
        kept.append(each)
    return tuple(kept)


def spans_of(text: str, query: str, language: str) -> tuple[Span, ...]:
    """Where words of ``query`` stand in a text of this language, inflected or not."""
    return _spans(text, _forms(sought_in(query), language), language)


def _forms(sought: Sought, language: str) -> Forms:
    return tuple(tuple(terms(word, language) for word in each) for each in sought)


def _turns(forms: Forms, index: Places) -> list[int]:
    """The turns that hold everything that is sought."""
    common: set[int] | None = None
    for form in forms:
        turns = {turn_of(place) for place in _beginnings(form, index)}
        common = turns if common is None else common & turns
        if not common:
            return []
    return sorted(common or ())


def _beginnings(form: Sequence[frozenset[str]], index: Mapping[str, Collection[int]]) -> set[int]:
    """The places where these words begin to follow each other."""
    found: set[int] | None = None
    for distance, word in enumerate(form):
        here = {place - distance for term in word for place in index.get(term, ())}
        found = here if found is None else found & here
    return found or set()


def _hits(found: Sequence[tuple[int, int, int, str]], sought: Sought) -> Iterator[Hit]:
    for (number, key, language), group in groupby(found, key=lambda each: (each[0], each[2], each[3])):
        positions = [each[1] for each in group]
        said, forms = transcripts.turns_at(key, positions), _forms(sought, language)
        # A turn that was erased in between is no hit any more.
        yield from (
            Hit(number, position, _spans(said[position], forms, language)) for position in positions if position in said
        )


def _spans(text: str, forms: Forms, language: str) -> tuple[Span, ...]:
    inside = list(words(text))
    known = [terms(word.text, language) for word in inside]
    marked: set[int] = set()
    for form in forms:
        for start in range(len(inside) - len(form) + 1):
            if all(known[start + distance] & word for distance, word in enumerate(form)):
                marked.update(range(start, start + len(form)))
    return tuple((inside[place].start, inside[place].end) for place in sorted(marked))
