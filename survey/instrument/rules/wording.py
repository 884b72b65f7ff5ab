"""Words that people take in at once: short sentences, one question at a time, in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.instrument.definition import Question
from survey.instrument.problems import Problem
from survey.instrument.rules.written import model_of, texts_of
from survey.instrument.source import Source
from survey.instrument.types import question_type

MOST_WORDS = 15
_SENTENCE_ENDS = re.compile(r"[.!?…؟:;؛]+(?=\s|$)|\n")
_MARKUP = re.compile(r"<[^<>]{0,200}>|[*_#`]+")
_SHOWN_VALUE = re.compile(r"\$\{[^{}]{0,80}\}")
_QUESTION_MARKS = re.compile(r"[?؟]+")
_AND_OR = {
    "fr": re.compile(r"\bet\s?/\s?ou\b", re.IGNORECASE),
    "en": re.compile(r"\band\s?/\s?or\b", re.IGNORECASE),
    "es": re.compile(r"\b[ye]\s?/\s?[ou]\b", re.IGNORECASE),
    "ar": re.compile(r"\bو\s?/\s?أو\b"),
}


def wording_problems(source: Source) -> Iterator[Problem]:
    """What people would stumble over; one warning for each text, with the languages it is about."""
    model = model_of(source)
    for where, what, text in texts_of(source, model):
        long = {code: most for code, words in text.items() if (most := _longest(words, base_of(code))) > MOST_WORDS}
        if long:
            told = f"{what} has a sentence of {max(long.values())} words ({', '.join(long)})."
            remedy = f"Make two of it: at most {MOST_WORDS} words a sentence."
            yield source.problem(where, "long-sentence", told, remedy, warning=True)
        node = model.standings[where[1]].node if where[0] == "row" else None
        if where[2] == "label" and isinstance(node, Question) and question_type(node.type).is_question:
            two = {code: told for code, words in text.items() if (told := _two_questions(words, base_of(code)))}
            if two:
                told = f"{what} {next(iter(two.values()))} ({', '.join(two)})."
                yield source.problem(where, "two-questions", told, "Ask them one by one.", warning=True)


def base_of(code: str) -> str:
    """The language of a code: ``fr`` for ``fr-x-facile``."""
    return code.partition("-")[0]


def sentences(words: str) -> list[str]:
    """The sentences of a text without its markup; a value that is shown counts as one word."""
    plain = _SHOWN_VALUE.sub("x", _MARKUP.sub(" ", words))
    return [sentence for sentence in _SENTENCE_ENDS.split(plain) if sentence and sentence.strip()]


def _longest(words: str, language: str) -> int:
    """The words of the longest sentence, 0 in languages whose writing may not part them."""
    if language not in _AND_OR or len(words) < 2 * MOST_WORDS:
        return 0
    return max((_length(sentence) for sentence in sentences(words)), default=0)


def _length(sentence: str) -> int:
    return sum(any(letter.isalnum() for letter in word) for word in sentence.split())


def _two_questions(words: str, language: str) -> str:
    found = _AND_OR[language].search(words) if language in _AND_OR else None
    if found:
        return f"says `{found[0]}`, which asks two questions at once"
    return "asks two questions at once" if len(_QUESTION_MARKS.findall(words)) > 1 else ""
