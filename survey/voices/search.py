"""Search over what was said: accents and inflection do not count, in French, Arabic, Spanish and English."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.store import transcripts
from survey.store.studies import StudyRecord
from survey.store.transcript_terms import Places, Searched, in_turn, places, searched, turns_of, unpacked
from survey.voices.stems import terms, words

MOST_WORDS = 30
"""Words of a query beyond these are not looked at."""
MOST_HITS = 1000
TOGETHER = 20
"""Interviews whose turns are narrowed by one look into the database."""
FEW = 8
"""Turns are looked up one by one in the places of a word that has so many times more."""
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


Candidates = Mapping[int, Sequence[int]]
"""Turns of several interviews, by the keys of these."""
Within = Callable[[Collection[int], Candidates | None], Candidates]
"""Which of these turns of some interviews are looked into, or of all their turns where there is None."""
Turns = tuple[tuple[Searched, tuple[int, ...]], ...]
"""Turns that were found, by interview."""


def search(record: StudyRecord, query: str, among: Collection[int], *, most: int = MOST_HITS) -> tuple[Hit, ...]:
    """The turns of these interviews, by their numbers, that hold every word of ``query``; at most so many, in order.

    Words between quotation marks stand next to each other. No word is left out because it is frequent; a query
    without any word finds nothing.
    """
    return tuple(hits(turns_with(record, query, among, most=most), query)) if sought_in(query) else ()


def turns_with(
    record: StudyRecord, query: str, among: Collection[int], within: Within | None = None, *, most: int = MOST_HITS
) -> Turns:
    """The turns that hold every word of ``query``, among those ``within``; without any word all of these."""
    sought = sought_in(query)
    chosen = searched(record.id, among)
    forms = {language: _forms(sought, language) for language in {each.language for each in chosen}}
    index = _index(chosen, forms) if sought else {}
    found: list[tuple[Searched, tuple[int, ...]]] = []
    left = most
    for start in range(0, len(chosen), TOGETHER):
        here = chosen[start : start + TOGETHER]
        turns: Candidates | None = None
        if sought:
            turns = {each.id: _turns(forms[each.language], index.get(each.id, {})) for each in here}
        if within is not None:
            turns = within([each.id for each in here], turns)
        for each in here:
            kept = tuple((turns or {}).get(each.id, ()))[:left]
            found += [(each, kept)] if kept else []
            left -= len(kept)
        if not left:
            break
    return tuple(found)


def hits(found: Turns, query: str) -> Iterator[Hit]:
    """These turns with the places of the words in them."""
    sought = sought_in(query)
    for each, turns in found:
        yield from _hits(each, turns, _forms(sought, each.language))


def _index(chosen: Sequence[Searched], forms: Mapping[str, Forms]) -> dict[int, Places]:
    """Where the terms of each language stand in the interviews of that language."""
    found: dict[int, Places] = {}
    for language, each in forms.items():
        members = [interview.id for interview in chosen if interview.language == language]
        found.update(places(members, {term for form in each for word in form for term in word}))
    return found


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
    """The turns that hold everything that is sought, in order."""
    standing = {word: [unpacked(index[term]) for term in word if term in index] for form in forms for word in form}
    rarest_first = sorted(standing.values(), key=lambda each: sum(map(len, each)))
    turns: set[int] | None = None
    for each in rarest_first:
        if turns is not None and len(turns) * FEW < sum(map(len, each)):
            turns = {turn for turn in turns if any(in_turn(there, turn) for there in each)}
        else:
            here = set[int]().union(*map(turns_of, each))
            turns = here if turns is None else turns & here
        if not turns:
            return []
    phrases = [[standing[word] for word in form] for form in forms if len(form) > 1]
    if not phrases:
        return sorted(turns or ())
    return sorted(turn for turn in turns or () if all(_follow(phrase, turn) for phrase in phrases))


def _follow(phrase: Sequence[Sequence[array[int]]], turn: int) -> bool:
    """Whether these words follow each other somewhere in a turn."""
    beginnings: set[int] | None = None
    for distance, each in enumerate(phrase):
        here = {place - distance for there in each for place in in_turn(there, turn)}
        beginnings = here if beginnings is None else beginnings & here
    return bool(beginnings)


def _hits(interview: Searched, turns: Sequence[int], forms: Forms) -> Iterator[Hit]:
    said = transcripts.turns_at(interview.id, turns)
    # A turn that was erased in between is no hit any more.
    for turn in turns:
        if turn in said:
            yield Hit(interview.number, turn, _spans(said[turn], forms, interview.language))


def _spans(text: str, forms: Forms, language: str) -> tuple[Span, ...]:
    inside = list(words(text))
    known = [terms(word.text, language) for word in inside]
    marked: set[int] = set()
    for form in forms:
        for start in range(len(inside) - len(form) + 1):
            if all(known[start + distance] & word for distance, word in enumerate(form)):
                marked.update(range(start, start + len(form)))
    return tuple((inside[place].start, inside[place].end) for place in sorted(marked))
