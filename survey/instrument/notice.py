"""The information notice: which of its paragraphs tells what, and the periods it promises, taken from the study."""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.instrument.definition import text_in
from survey.instrument.study import Study, notice_of

WHO, WHY, BASIS, KEEP, RIGHTS, REFUSAL = "who", "why", "basis", "keep", "rights", "refusal"
PARTS = {
    WHO: "who asks",
    WHY: "why",
    BASIS: "on what legal basis",
    KEEP: "how long it is kept",
    RIGHTS: "which rights people have",
    REFUSAL: "that refusing changes nothing",
}
"""What a notice must tell, by the mark in front of the paragraph that tells it: ``[who] The Fund asks you …``."""
PERIODS = ("contacts", "answers", "originals", "logs")
"""The kinds of records with a period; ``{answers}`` is its months in words, ``{answers_months}`` the number alone."""
_PARAGRAPHS = re.compile(r"\n\s*\n")
_MARKS = re.compile(r"\s*((?:\[[a-z]+\]\s*)*)")
_GAP = re.compile(r"\{(\w+?)(_months)?\}")
_NUMBER = re.compile(r"\d")
_MONTHS = {"fr": ("mois", "mois"), "es": ("mes", "meses"), "en": ("month", "months")}
_ARABIC_MONTHS = {1: "شهر واحد", 2: "شهرين"}


def paragraphs(text: str) -> Iterator[tuple[frozenset[str], str]]:
    """Each paragraph with the marks in front of it; a paragraph may be nothing but its marks."""
    for part in _PARAGRAPHS.split(text):
        marks = _MARKS.match(part)
        found = frozenset(re.findall(r"[a-z]+", marks[1])) if marks else frozenset()
        said = part[marks.end() :].strip() if marks else part.strip()
        if found or said:
            yield found, said


def notice_paragraphs(study: Study, language: str, *, of_register: bool, keeping: str = "") -> tuple[str, ...]:
    """The notice as people read it: without marks, each period as ``jalon retention`` applies it.

    ``keeping`` is the sentence for a notice that does not say itself how long answers are kept.
    """
    text = text_in(notice_of(study, of_register=of_register), language, study.default_language)
    said = shown(study, text, language).split("\n\n")
    tells = any(found[1] == "answers" for found in _GAP.finditer(text))
    return tuple(part for part in (*said, "" if tells else keeping) if part)


def shown(study: Study, text: str, language: str) -> str:
    """One text of a notice without marks, its periods filled in, its paragraphs a blank line apart."""

    def period(found: re.Match[str]) -> str:
        if found[1] not in PERIODS:
            return found[0]
        months = study.retention.months(found[1])
        return str(months) if found[2] else months_in_words(months, language)

    return "\n\n".join(_GAP.sub(period, said) for _marks, said in paragraphs(text) if said)


def months_in_words(number: int, language: str) -> str:
    """``12 months``; in a language without words here, the number alone."""
    if language.partition("-")[0] == "ar":
        return _ARABIC_MONTHS.get(number, f"{number} {_arabic_month(number % 100)}")
    one, many = _MONTHS.get(language.partition("-")[0], ("", ""))
    return f"{number} {one if number == 1 else many}".rstrip()


def _arabic_month(last: int) -> str:
    """The word after a number of three or more, by its last two figures."""
    return "أشهر" if 3 <= last <= 10 else "شهرًا" if last > 10 else "شهر"


def lacking(text: str) -> list[str]:
    """The parts that no paragraph is marked with."""
    marked = {mark for marks, _said in paragraphs(text) for mark in marks}
    return [part for part in PARTS if part not in marked]


def unknown_marks(text: str) -> list[str]:
    """Marks that stand for no part."""
    return sorted({mark for marks, _said in paragraphs(text) for mark in marks if mark not in PARTS})


def has_written_period(text: str) -> bool:
    """Whether the paragraph about how long things are kept holds a number that was typed: it could differ."""
    return any(KEEP in marks and _NUMBER.search(_GAP.sub("", said)) for marks, said in paragraphs(text))
