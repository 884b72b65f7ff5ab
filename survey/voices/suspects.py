"""Words of one interview that may be names: capitals within sentences, words after titles, figures in doubt.

What is written small, or in a script without capitals and without a title before it, is not seen.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from survey.voices.name_marks import MARK
from survey.voices.names import name_key
from survey.voices.patterns import in_doubt
from survey.voices.stems import MARKS, folded

RULES = 1
"""Raised whenever something else is found in the same text: what was kept by other rules is looked for anew."""
INSIDE, TITLE, FIGURES, BEGINNING = "inside", "title", "figures", "beginning"
MOST_PLACES = 3


def _of_case(category: str) -> str:
    """A character class of the letters of one case, in the scripts that have cases."""
    codes = (code for code in range(128, 0x2000) if unicodedata.category(chr(code)) == category)
    return "".join(map(chr, codes)) + ("A-Z" if category == "Lu" else "a-z")


REST = rf"[^\W_]*+(?:[{MARKS}]++[^\W_]*+)*+"
"""The letters that follow, in runs: a choice at each letter takes twice as long."""
FIRST = r"(?<![^\W_].)"
"""After a letter: none stands before it. A pattern that begins with letters is searched for several times faster."""
CAPITAL = _of_case("Lu")
RUN = re.compile(rf"[{CAPITAL}]{FIRST}{REST}(?:[ \u00a0\u202f\-\u2010\u2011'’][{CAPITAL}]{REST}){{0,4}}")
SMALL = re.compile(rf"[{_of_case('Ll')}]{FIRST}{REST}")
ENDS_SENTENCE = frozenset(".!?…؟:\n–—")
BETWEEN_SENTENCES = "".join(re.findall(r"[^\S\n]", "".join(map(chr, range(0x3001))))) + "\"'’“”«»([-"
"""White space but a new line, which ends a sentence, and the signs that words are set in."""
LOOKED_BACK = 8
BETWEEN_WORDS = re.compile(r"[ \u00a0\u202f'’]")
TITLES = (
    "monsieur|madame|mademoiselle|mme|mlle|docteur|maître|tonton|tata|mamie|papi"
    "|señor|señora|señorita|don|doña|tío|tía|mister|mrs|miss|ms|mr|dr|sr|sra"
)
AFTER_TITLE = re.compile(rf"(?<!\w)(?:{TITLES})\.?[ \u00a0]([^\W\d_][\w'’-]{{2,40}})")
KNOWN_TITLES = frozenset(TITLES.split("|"))
ARABIC_TITLES = (
    "السيد|السيدة|سيدي|الأستاذ|الأستاذة|الاستاذ|الاستاذة|الدكتور|الدكتورة|الحاج|الحاجة|الشيخ|عمي|عمتي|خالي|خالتي|أخي|اخي"
    "|أختي|اختي|ابني|ابنتي|بنتي|ولدي|زوجي|زوجتي|جارتي|جاري|صديقي|صديقتي|اسمه|اسمها|اسمي|مدينة|قرية|حي|شارع|جمعية|مستشفى"
)
AFTER_ARABIC_TITLE = re.compile(rf"(?<!\w)[وفبلك]?(?:{ARABIC_TITLES})\s([\u0620-\u064a][\u0620-\u065f\u0670]{{2,40}})")
DIGIT = re.compile(r"\d")
ARABIC = re.compile("[\u0620-\u064a]")
NO_NAME_AFTER_TITLE = re.compile(
    "الذي|التي|الذين|كان|كانت|كنت|قال|قالت|هو|هي|هذا|هذه|ذلك|تلك|كل|علي|الي|عن|مع|ثم|ايضا|لكن|لان|عند|عندما|جاء|جاءت"
    "|لما|حتي|بعد|قبل|يعني|الله|الكبير|الكبيره|الصغير|الصغيره|الاكبر|الوحيد|الوحيده"
)
"""Bare words that follow a title and are no name."""


class Suspect(NamedTuple):
    """What may be a name, written in one way and by one sign; ``places``: turn, beginning and end of some of them.

    ``key``: the name as it is compared; ``small``: how often it is written small in the interview, after titles alone.
    """

    key: str
    written: str
    sign: str
    times: int
    small: int
    places: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Suspected:
    """What may be names in one interview, in the order of the text, and the keys of what is written small there."""

    suspects: tuple[Suspect, ...] = field(repr=False)
    small: frozenset[str] = field(repr=False)

    def packed(self) -> str:
        """As it is kept."""
        return json.dumps([self.suspects, "\n".join(sorted(self.small))], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def unpacked(cls, kept: str) -> Suspected:
        """Out of what is kept."""
        suspects, small = json.loads(kept)
        return cls(tuple(map(Suspect._make, suspects)), frozenset(small.split("\n")) - {""})


def suspected(texts: Mapping[int, str]) -> Suspected:
    """What may be names in an interview, by its turns."""
    whole = "\n".join(texts.values())
    masked = MARK.sub(lambda mark: "[" + "·" * (len(mark.group()) - 2) + "]", whole)
    once = " ".join(frozenset(masked.split()))
    words = frozenset(SMALL.findall(once))
    here: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for start, end, sign in _signs(masked, once, not KNOWN_TITLES.isdisjoint(words)):
        here[whole[start:end], sign].append(start)
    places = _Places(texts)
    found = [
        Suspect(
            key,
            written,
            sign,
            len(starts),
            _times_small(written, masked) if sign == TITLE else 0,
            tuple(places.of(start, start + len(written)) for start in starts[:MOST_PLACES]),
        )
        for (written, sign), starts in here.items()
        for key in [name_key(written)]
        if key
    ]
    return Suspected(tuple(found), frozenset(map(name_key, words)) - {""})


def _times_small(word: str, text: str) -> int:
    """How often a word is written small in a text; what does not hold it at all is not looked at."""
    return SMALL.findall(" ".join(part for part in text.split() if word in part)).count(word)


@dataclass(slots=True)
class _Places:
    """Which turn a place in the joined text of an interview belongs to."""

    texts: Mapping[int, str]
    turns: list[int] = field(init=False)
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.turns = list(self.texts)
        self.starts = [0, *accumulate(len(text) + 1 for text in self.texts.values())]

    def of(self, start: int, end: int) -> tuple[int, int, int]:
        """The turn, and the place within it."""
        at = bisect_right(self.starts, start) - 1
        return self.turns[at], start - self.starts[at], end - self.starts[at]


def _signs(text: str, once: str, titles: bool) -> Iterator[tuple[int, int, str]]:
    """Where something stands that may be a name, and why it may be one.

    ``once``: all that stands between spaces, once each; ``titles``: whether a title stands there.
    """
    yield from _of_runs(text)
    if ARABIC.search(once):
        for match in AFTER_ARABIC_TITLE.finditer(text):
            if not NO_NAME_AFTER_TITLE.fullmatch(folded(match.group(1))):
                yield *match.span(1), TITLE
    for match in AFTER_TITLE.finditer(text) if titles else ():
        if match.group(1)[0].islower():
            yield *match.span(1), TITLE
    for start, end in in_doubt(text) if DIGIT.search(once) else ():
        yield start, end, FIGURES


def _of_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of runs of capitals: the first one apart where its capital is that of a sentence."""
    for match in RUN.finditer(text):
        start, end = match.span()
        before = text[max(0, start - LOOKED_BACK) : start].rstrip(BETWEEN_SENTENCES)
        if before[-1] not in ENDS_SENTENCE if before else start > LOOKED_BACK:
            if end - start > 1:
                yield start, end, INSIDE
            continue
        space = BETWEEN_WORDS.search(text, start, end)
        cut = space.start() if space else end
        if cut - start > len("Le"):
            yield start, cut, BEGINNING
        if end - cut > len(" A"):
            yield cut + 1, end, INSIDE
