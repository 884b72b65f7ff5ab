"""No question says two times no, alone or together with its answers, in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from survey.instrument.definition import Choice, Question, Text
from survey.instrument.problems import Problem
from survey.instrument.rules.wording import base_of, sentences
from survey.instrument.source import Source
from survey.instrument.types import question_type

_NEGATIONS = {
    "fr": re.compile(r"\bne\b|\bn[’'](?=\w)|\bsans\b|\bimpossible|\bincapable|\bnon\b", re.IGNORECASE),
    "en": re.compile(
        r"\bnot\b|\bcannot\b|\w+n[’']t\b|\bnever\b|\bnobody\b|\bnothing\b|\bwithout\b|\bimpossible\b|\bunable\b|\bno\b",
        re.IGNORECASE,
    ),
    "es": re.compile(r"\bno\b|\bsin\b|\bimposible|\bincapaz\b", re.IGNORECASE),
    "ar": re.compile(
        r"\b[وف]?(?:أ?لا|ألا|أ?لم|أ?لن|أ?ليس|أ?ليست|أ?لست|ألسنا|لسنا|ليسوا|بدون|دون|بلا|غير|عدم|مستحيل|يستحيل)\b"
    ),
}
_ALONE = {
    "fr": re.compile(r"\b(?:pas|jamais|aucune?|rien)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:nunca|jamás|nadie|ninguno|ninguna|ningún|tampoco)\b", re.IGNORECASE),
}
"""Words that go with ``ne`` or ``no`` and are one negation with it; without it they are one of their own."""

_VOWELS = re.compile("[\u064b-\u0652\u0640]")
"""The marks of Arabic vowels, which may be written or not."""

_WITH_VERB = {"fr": re.compile(r"\bne\b|\bn[’']", re.IGNORECASE), "es": re.compile(r"\bno\b", re.IGNORECASE)}
_PAIRS = {
    "fr": re.compile(r"\bni\b|\bou non\b|\bnon plus\b", re.IGNORECASE),
    "en": re.compile(r"\bneither\b|\bnor\b|\bor not\b|\bor no\b", re.IGNORECASE),
    "es": re.compile(r"\bni\b|\bo no\b", re.IGNORECASE),
    "ar": re.compile(r"\bولا\b|\bإلا\b|\bأو لا\b|\bأم لا\b"),
}
"""Where two negations make one: neither this nor that, whether or not."""

_ANSWERS = {
    "fr": re.compile(r"(?:jamais|non\b|pas du tout)", re.IGNORECASE),
    "en": re.compile(r"(?:never|no\b|not at all)", re.IGNORECASE),
    "es": re.compile(r"(?:nunca|no\b|para nada)", re.IGNORECASE),
    "ar": re.compile(r"(?:أبد|لا\b|إطلاق|مطلق)"),
}


def negation_problems(source: Source) -> Iterator[Problem]:
    """One warning for each question, with the languages it is about."""
    items = {name for scale in source.questionnaire.scales for name in scale.items}
    answers = {name: _negative_answers(choices) for name, choices in source.questionnaire.choices.items()}
    for question in source.questionnaire.questions():
        if not question_type(question.type).is_question:
            continue
        where = ("row", question.name, "label")
        found = {code: told for code, words in question.label.items() if (told := _twice(words, base_of(code)))}
        if found:
            told = f"The label of `{question.name}` has the double negation {_first(found)}."
            yield source.problem(where, "double-negation", told, "Say it without a negation.", warning=True)
        elif question.name in items:
            yield from _answer_problems(source, question, answers.get(question.list_name, {}))


def _answer_problems(source: Source, item: Question, answers: Text) -> Iterator[Problem]:
    """To answer "never" to "I am not worried" is to say two times no."""
    found = {}
    for code, words in item.label.items():
        negated = _found(words, base_of(code))
        if negated and code in answers:
            found[code] = f"says `{negated[0]}`, and one answer is `{answers[code]}`"
    if found:
        told = f"`{item.name}` {_first(found)}."
        remedy = "Say it in words of its own, without a negation."
        yield source.problem(("row", item.name, "label"), "double-negation", told, remedy, warning=True)


def _first(found: Text) -> str:
    return f"{next(iter(found.values()))} ({', '.join(found)})"


def _negative_answers(choices: Sequence[Choice]) -> Text:
    """The first choice of a list that says never or no, by language."""
    found: dict[str, str] = {}
    for choice in choices:
        for code, label in choice.label.items():
            if base_of(code) in _ANSWERS and _ANSWERS[base_of(code)].match(label):
                found.setdefault(code, label)
    return found


def _found(words: str, language: str) -> list[str]:
    if language not in _NEGATIONS:
        return []
    plain = _VOWELS.sub("", words) if language == "ar" else words
    found = _NEGATIONS[language].findall(plain)
    alone = _ALONE[language].search(plain) if language in _ALONE and not _WITH_VERB[language].search(plain) else None
    return [alone[0], *found] if alone else found


def _twice(words: str, language: str) -> str:
    for sentence in sentences(words) if language in _NEGATIONS else ():
        found = _found(sentence, language)
        if len(found) > 1 and not _PAIRS[language].search(sentence):
            return f"`{'` … `'.join(found)}`"
    return ""
