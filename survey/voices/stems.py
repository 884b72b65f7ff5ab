"""Words of a text and the terms they are found by: without accents, without inflection, by the Snowball stemmers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from survey.store.transcript_terms import place

ALGORITHMS = {"fr": "french", "ar": "arabic", "es": "spanish", "en": "english"}
"""The stemmer of each language; words of another language are only folded."""
SEVERAL = "mul"
"""The language of a text in which everybody speaks their own: its words are found as those of each language."""
LONGEST_TERM = 64
MOST_KEPT = 20_000
"""Words whose terms are kept at hand: some megabytes, and most words of some hours of talk."""
MARKS = (
    "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u200c\u200d\u00ad\u2060"
)
"""Accents and vowel signs that stand apart from their letters, the stroke that lengthens words, invisible joiners."""
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")
SIGNS = re.compile(f"[{MARKS}]")
ALIKE = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ٱ": "ا"})
ARABIC_ENDINGS = str.maketrans({"ى": "ي", "ة": "ه"})
"""Letters that many write for each other at the end of a word."""
ENDING = re.compile("ee(s?)$")
"""How «ée» is typed without accents; the stemmer would not take it for an inflection."""
PLURAL = re.compile("(?<=..)ces$")
"""How Spanish words that end in «z» end in the plural: «luz», «luces»."""
ATTACHED = (re.compile("[وف]?(?:[بك]?ال|لل)(?=...)|[وف](?=...)"), re.compile("[وف]?[بكل](?=....)"))
"""What Arabic writes together with the next word: «and», «so», «in», «like», «for», the article."""


class Word(NamedTuple):
    """One word and where it stands, in code points."""

    start: int
    end: int
    text: str


class Stemmer(Protocol):
    """What takes the inflection off a word."""

    def stemWord(self, word: str) -> str:  # noqa: N802  # the library calls it so
        """The word without its inflection."""


def words(text: str) -> Iterator[Word]:
    """The words of a text in order; apostrophes and hyphens part them: «d'espagnol» is two."""
    for found in WORD.finditer(text):
        yield Word(found.start(), found.end(), found.group())


def folded(word: str) -> str:
    """A word as one may type it: like ``bare``, and without the difference of letters that end Arabic words."""
    return bare(word).translate(ARABIC_ENDINGS)


@lru_cache(maxsize=MOST_KEPT)
def bare(word: str) -> str:
    """A word in small letters without accents and vowel signs, joined letters apart, figures as 0 to 9."""
    apart = unicodedata.normalize("NFKD", word.casefold()).translate(ALIKE)
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in apart
        if not unicodedata.combining(letter) and not SIGNS.match(letter)
    )


@lru_cache(maxsize=MOST_KEPT)
def terms(word: str, language: str) -> frozenset[str]:
    """What a word is found by. Two words are the same for a search when they have one of these in common.

    A stemmer counts on accents, a person who searches may leave them out: each word is stemmed with and without.
    """
    if language == SEVERAL:
        return frozenset().union(*(terms(word, each) for each in ALGORITHMS))
    small = SIGNS.sub("", unicodedata.normalize("NFC", word.lower()))
    ways = {small, folded(word)}
    if language == "fr":
        ways |= {ENDING.sub(r"ée\1", form) for form in ways}
    if language == "es":
        ways |= {PLURAL.sub("z", form) for form in ways}
    if language == "ar":
        ways |= {form[bound.end() :] for form in ways for each in ATTACHED if (bound := each.match(form))}
    found = {folded(_stem(form, language))[:LONGEST_TERM] for form in ways}
    return frozenset(found - {""}) or frozenset({small[:LONGEST_TERM]})


def index_of(texts: Mapping[int, str], language: str) -> dict[str, list[int]]:
    """Where each term stands in the turns of an interview, by their positions."""
    found: dict[str, list[int]] = {}
    for position, text in texts.items():
        for count, word in enumerate(words(text)):
            for term in terms(word.text, language):
                found.setdefault(term, []).append(place(position, count))
    return found


def _stem(form: str, language: str) -> str:
    stemmer = _stemmer(language)
    if stemmer is None:
        return form
    return stemmer.stemWord(form) or form


@cache
def _stemmer(language: str) -> Stemmer | None:
    name = ALGORITHMS.get(language)
    if name is None:
        return None
    import snowballstemmer  # thirty languages: only for who looks for a word, not for who answers

    stemmer: Stemmer = snowballstemmer.stemmer(name)
    return stemmer
