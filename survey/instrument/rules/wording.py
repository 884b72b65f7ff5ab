"""Words that people take in at once: short sentences, in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.instrument.problems import Problem
from survey.instrument.rules.written import model_of, texts_of
from survey.instrument.source import Source

MOST_WORDS = 15
_SENTENCE_ENDS = re.compile(r"[.!?…؟:;؛]+(?=\s|$)|\n")
_MARKUP = re.compile(r"<[^<>]{0,200}>|[*_#`]+")
_SHOWN_VALUE = re.compile(r"\$\{[^{}]{0,80}\}")
_COUNTED = ("fr", "en", "es", "ar")


def wording_problems(source: Source) -> Iterator[Problem]:
    """What people would stumble over; one warning for each text, with the languages it is about."""
    model = model_of(source)
    for where, what, text in texts_of(source, model):
        long = {code: most for code, words in text.items() if (most := _longest(words, base_of(code))) > MOST_WORDS}
        if long:
            told = f"{what} has a sentence of {max(long.values())} words ({', '.join(long)})."
            remedy = f"Make two of it: at most {MOST_WORDS} words a sentence."
            yield source.problem(where, "long-sentence", told, remedy, warning=True)


def base_of(code: str) -> str:
    """The language of a code: ``fr`` for ``fr-x-facile``."""
    return code.partition("-")[0]


def sentences(words: str) -> list[str]:
    """The sentences of a text without its markup; a value that is shown counts as one word."""
    plain = _SHOWN_VALUE.sub("x", _MARKUP.sub(" ", words))
    return [sentence for sentence in _SENTENCE_ENDS.split(plain) if sentence and sentence.strip()]


def _longest(words: str, language: str) -> int:
    """The words of the longest sentence, 0 in languages whose writing may not part them."""
    if language not in _COUNTED or len(words) < 2 * MOST_WORDS:
        return 0
    return max((_length(sentence) for sentence in sentences(words)), default=0)


def _length(sentence: str) -> int:
    return sum(any(letter.isalnum() for letter in word) for word in sentence.split())
