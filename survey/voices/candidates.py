"""Words that may be names over all interviews of a study, the most suspicious first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from survey.voices.suspects import BEGINNING, FIGURES, INSIDE, MOST_PLACES, TITLE, Suspected

ALSO_SMALL = "also_small"
SIGNS = (INSIDE, TITLE, ALSO_SMALL, FIGURES, BEGINNING)
"""Why a word may be a name, the most suspicious first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word, or some in a row, that may be a name; ``places``: interview, turn, beginning and end of some of them."""

    key: str = field(repr=False)
    written: str = field(repr=False)
    sign: str
    times: int
    interviews: int
    places: tuple[tuple[int, int, int, int], ...]


@dataclass(slots=True)
class _Met:
    """A candidate on the way: how it is written, in which interviews, where, and how often by each sign."""

    written: Counter[str] = field(default_factory=Counter)
    signs: Counter[str] = field(default_factory=Counter)
    interviews: set[int] = field(default_factory=set)
    places: list[tuple[int, int, int, int]] = field(default_factory=list)
    small: int = 0


def candidates(everything: Iterable[tuple[int, Suspected]]) -> tuple[Candidate, ...]:
    """The words that may be names in these interviews, by their numbers, the most suspicious first."""
    met: defaultdict[str, _Met] = defaultdict(_Met)
    small: set[str] = set()
    for number, found in everything:
        small |= found.small
        for key, written, sign, times, times_small, places in found.suspects:
            one = met[key]
            one.written[written] += times
            one.signs[sign] += times
            one.small += times_small
            one.interviews.add(number)
            for turn, start, end in places[: MOST_PLACES - len(one.places)]:
                one.places.append((number, turn, start, end))
    told = (_candidate(key, one, small) for key, one in met.items())
    return tuple(sorted((each for each in told if each is not None), key=_most_suspicious))


def _candidate(key: str, one: _Met, small: Collection[str]) -> Candidate | None:
    """What is known of a word; None where it begins sentences alone and is written small elsewhere: it is no name."""
    times = one.signs.total()
    sign = next(each for each in SIGNS if one.signs[each])
    if sign == BEGINNING and key in small:
        return None
    if sign == TITLE and one.small > one.signs[TITLE]:
        return None  # «madame est venue»: a word that stands elsewhere, too
    if sign == INSIDE and key in small:
        sign = ALSO_SMALL
    (written, _times), *_rest = one.written.most_common(1)
    return Candidate(key, written, sign, times, len(one.interviews), tuple(one.places))


def _most_suspicious(each: Candidate) -> tuple[int, int, str]:
    return SIGNS.index(each.sign), -each.times, each.key
