"""How many of the interviewed say the same as a quote, the contrary or nothing, and which passages answer it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.privacy.joint_words import Passage, Words, person
from survey.store.codings import Said
from survey.store.studies import StudyRecord

SAME, CONTRARY, BOTH, UNDIRECTED, NOTHING = "same", "contrary", "both", "undirected", "nothing"
VOICES = (SAME, CONTRARY, BOTH, UNDIRECTED, NOTHING)
"""What somebody says beside a quote. ``undirected``: they hold its code, with no weight that points anywhere."""
ALWAYS = (SAME, CONTRARY, NOTHING)
"""What is told of every quote; the rest where somebody says it."""
Directions = Mapping[int, Mapping[int, frozenset[int]]]
"""By code and person the directions of what the person said: 1, -1, and 0 where a weight is 0 or absent."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The passages held against a quote: the strongest contrary one, and one of somebody else drawn by a seed."""

    strongest: Passage | None
    drawn: Passage | None
    seed: str


def direction(said: Said) -> int:
    """Where a weight points: 1, -1, or 0 for none."""
    weight = said.weight or 0
    return (weight > 0) - (weight < 0)


def directions(words: Words) -> Directions:
    """What everybody said of each code."""
    found: dict[int, dict[int, frozenset[int]]] = {}
    for each in words.passages:
        of_code = found.setdefault(each.coding.said.code, {})
        whose = person(each.interview)
        of_code[whose] = of_code.get(whose, frozenset()) | {direction(each.coding.said)}
    return found


def echo(words: Words, said_of: Directions, quote: Passage) -> dict[str, int]:
    """How many people say what beside a quote; whoever said it counts, and everybody counts once.

    A quote whose weight points nowhere has no contrary: whoever holds its code says the same.
    """
    of_code = said_of.get(quote.coding.said.code, {})
    here = direction(quote.coding.said)
    counted = Counter(_voice(of_code.get(each, frozenset()), here) for each in words.people)
    return {voice: counted[voice] for voice in VOICES}


def answers(record: StudyRecord, words: Words, quote: Passage) -> Answers:
    """What is held against a quote, of the passages that a reader may see."""
    beside = words.of({quote.coding.said.code})
    against = [each for each in beside if direction(each.coding.said) * direction(quote.coding.said) < 0]
    seed = f"{record.name}/{quote.coding.guid}"
    return Answers(min(against, key=_strength, default=None), _drawn(words, beside, quote, seed), seed)


def _voice(said: frozenset[int], here: int) -> str:
    if not said:
        return NOTHING
    if not here:
        return SAME
    if here in said:
        return BOTH if -here in said else SAME
    return CONTRARY if -here in said else UNDIRECTED


def _strength(each: Passage) -> tuple[object, ...]:
    """What may be quoted first, then the largest weight, then key quotes, then by interview and place."""
    said, place = each.coding.said, each.coding.passage
    return (
        *(each.quote is None, -abs(said.weight or 0), not said.is_key),
        *(each.interview.number, place.first_turn, place.start, each.coding.guid),
    )


def _drawn(words: Words, beside: Sequence[Passage], quote: Passage, seed: str) -> Passage | None:
    """A passage of somebody else: first a person, each with the same chance, then one of their passages.

    What comes first is the smallest SHA-256 of the seed with the person's lowest interview, then with the passage's
    key: whoever has the seed can draw it again, and another passage that comes or goes seldom changes the draw.
    """
    lowest: dict[int, int] = {}
    for each in words.interviews:
        lowest[person(each)] = min(each.number, lowest.get(person(each), each.number))
    others = [each for each in beside if person(each.interview) != person(quote.interview) and each.quote is not None]

    def lot(each: Passage) -> tuple[str, str]:
        return _digest(seed, str(lowest[person(each.interview)])), _digest(seed, each.coding.guid)

    return min(others, key=lot, default=None)


def _digest(seed: str, drawn: str) -> str:
    return hashlib.sha256(f"{seed}/{drawn}".encode()).hexdigest()
