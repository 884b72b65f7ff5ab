"""No question asks two things at once: by its marks, by "and/or", by a second verb, in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from survey.instrument.definition import Question
from survey.instrument.problems import Problem
from survey.instrument.rules.wording import base_of, sentences
from survey.instrument.source import Source
from survey.instrument.types import question_type

_QUESTION_MARKS = re.compile(r"[?؟]+")
_AND_OR = {
    "fr": re.compile(r"\bet\s?/\s?ou\b", re.IGNORECASE),
    "en": re.compile(r"\band\s?/\s?or\b", re.IGNORECASE),
    "es": re.compile(r"\b[ye]\s?/\s?[ou]\b", re.IGNORECASE),
    "ar": re.compile(r"\bو\s?/\s?أو\b"),
}
_VOWELS = re.compile("[\u064b-\u0652\u0640]")
"""The marks of Arabic vowels, which may be written or not."""

_FRENCH = r"(?:je|tu|il|elle|on|nous|vous|ils|elles)"
_ENGLISH = r"(?:I|you|he|she|we|they)"
_VERB = r"(?:do|did|are|were|have|can|could|will|would|is|was|has)"
_TWICE: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "fr": (
        re.compile(rf"(?:\b{_FRENCH}\b|\bj[’']).*\bet\s+(?:que\s+|qu[’'])?(?:{_FRENCH}\s+\w|j[’']\w)", re.IGNORECASE),
        re.compile(rf"(?:\b{_FRENCH}\s+|\bj[’'])\w+\s+et\s+\w+\s+\w", re.IGNORECASE),
        re.compile(rf"\w-(?:t-)?{_FRENCH}\b.*\bet\b.*\w-(?:t-)?{_FRENCH}\b", re.IGNORECASE),
    ),
    "en": (
        re.compile(rf"\b{_ENGLISH}\b.*\band\s+(?:that\s+)?(?:{_VERB}\s+)?{_ENGLISH}\s+\w", re.IGNORECASE),
        re.compile(rf"\b{_ENGLISH}\s+\w+\s+and\s+\w", re.IGNORECASE),
    ),
    "es": (
        re.compile(r"\b(yo|usted|me|se|le|nos|te)\b.*\b[ye]\s+(?:que\s+)?(?:no\s+)?\1\s+\w", re.IGNORECASE),
        re.compile(r"^\W*\w+\s+[ye]\s+\w+\s+(?:bien|mal|mucho|poco)\b", re.IGNORECASE),
    ),
    "ar": (
        re.compile(r"\bهل\b.*\bوهل\b"),
        re.compile(r"\b(أنا|إنني|إني)\b.*\bو\1\b"),
        re.compile(r"^\W*(?:هل\s+)?\w+\s+و\w+\s+(?:جيد|كثير|قليل|بشكل|بسهولة)"),
    ),
}
"""A second verb with a subject of its own: one answer cannot be given to both."""

_ALIKE: Mapping[str, re.Pattern[str]] = {
    "fr": re.compile(r"\b(\w{3,})\s+et\s+(?:\S+\s+){1,2}\1\b", re.IGNORECASE),
    "en": re.compile(r"\b(\w{3,})\s+and\s+(?:\S+\s+){1,2}\1\b", re.IGNORECASE),
    "es": re.compile(r"\b(\w{3,})\s+[ye]\s+(?:\S+\s+){1,2}\1\b", re.IGNORECASE),
    "ar": re.compile(r"\b(\w{3,})\s+و\w+\s+(?:\S+\s+)?\1\b"),
}
"""The same word after each of two verbs: "eat well and sleep well"."""


def two_questions_problems(source: Source) -> Iterator[Problem]:
    """One warning for each question, with the languages it is about."""
    for question in source.questionnaire.questions():
        if not isinstance(question, Question) or not question_type(question.type).is_question:
            continue
        two = {code: told for code, words in question.label.items() if (told := two_questions(words, base_of(code)))}
        if two:
            told = f"The label of `{question.name}` {next(iter(two.values()))} ({', '.join(two)})."
            where = ("row", question.name, "label")
            yield source.problem(where, "two-questions", told, "Ask them one by one.", warning=True)


def two_questions(words: str, language: str) -> str:
    """What shows that a text asks two questions; '' for nothing."""
    found = _AND_OR[language].search(words) if language in _AND_OR else None
    if found:
        return f"says `{found[0]}`, which asks two questions at once"
    if len(_QUESTION_MARKS.findall(words)) > 1:
        return "asks two questions at once"
    for sentence in sentences(_VOWELS.sub("", words)):
        patterns = (*_TWICE.get(language, ()), *([_ALIKE[language]] if language in _ALIKE else ()))
        if any(pattern.search(sentence[:400]) for pattern in patterns):
            return "asks about two things at once"
    return ""
