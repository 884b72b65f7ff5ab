"""Words that may be names and stand in interviews: capitals within sentences, words after titles, figures in doubt.

What is written small, or in a script without capitals and without a title before it, is not seen.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from survey.voices.name_marks import MARK
from survey.voices.names import name_key
from survey.voices.patterns import in_doubt
from survey.voices.stems import MARKS, folded

INSIDE, TITLE, ALSO_SMALL, FIGURES, BEGINNING = "inside", "title", "also_small", "figures", "beginning"
SIGNS = (INSIDE, TITLE, ALSO_SMALL, FIGURES, BEGINNING)
"""Why a word may be a name, the most suspicious first."""
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


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in one interview, turn by turn."""

    number: int
    texts: Mapping[int, str] = field(repr=False)


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


def candidates(everything: Iterable[Said], decided: Collection[str] = ()) -> tuple[Candidate, ...]:
    """The words that may be names, the most suspicious first; those ``decided``, by their keys, are left out."""
    met: defaultdict[str, _Met] = defaultdict(_Met)
    small: set[str] = set()
    keys: dict[str, str] = {}
    for said in everything:
        whole = "\n".join(said.texts.values())
        masked = MARK.sub(lambda mark: "[" + "·" * (len(mark.group()) - 2) + "]", whole)
        once = " ".join(frozenset(masked.split()))
        words = frozenset(SMALL.findall(once))
        small |= words
        here: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for start, end, sign in _suspects(masked, once, not KNOWN_TITLES.isdisjoint(words)):
            here[whole[start:end], sign].append(start)
        places = _Places(said)
        for (written, sign), starts in here.items():
            key = keys.get(written)
            if key is None:
                key = keys[written] = name_key(written)
            if key in decided or not key:
                continue
            one = met[key]
            one.written[written] += len(starts)
            one.signs[sign] += len(starts)
            if sign == TITLE and said.number not in one.interviews:
                one.small += _times_small(written, masked)
            one.interviews.add(said.number)
            for start in starts[: MOST_PLACES - len(one.places)]:
                one.places.append(places.of(start, start + len(written)))
    written_small = {name_key(word) for word in small}
    found = (_candidate(key, one, written_small) for key, one in met.items())
    return tuple(sorted((each for each in found if each is not None), key=_most_suspicious))


def _times_small(word: str, text: str) -> int:
    """How often a word is written small in a text; what does not hold it at all is not looked at."""
    return SMALL.findall(" ".join(part for part in text.split() if word in part)).count(word)


@dataclass(slots=True)
class _Places:
    """Which turn a place in the joined text of an interview belongs to."""

    said: Said
    turns: list[int] = field(init=False)
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.turns = list(self.said.texts)
        self.starts = [0, *accumulate(len(text) + 1 for text in self.said.texts.values())]

    def of(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Interview, turn, and the place within it."""
        at = bisect_right(self.starts, start) - 1
        return self.said.number, self.turns[at], start - self.starts[at], end - self.starts[at]


def _suspects(text: str, once: str, titles: bool) -> Iterator[tuple[int, int, str]]:
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
