"""What every question type can do: read what was typed, give it back, show it, describe it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from survey.instrument.definition import Choice, Question, Value, text_in
from survey.instrument.expressions.values import number_text

Finding = tuple[str, str, str]
"""An authoring problem: its rule, what is wrong, the remedy."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Mistake(ValueError):  # noqa: N818  # a word of the field: a person's slip, not an error of the program
    """What was typed cannot be taken; ``rule`` and ``values`` let the page say why in any language."""

    def __init__(self, rule: str, **values: object) -> None:
        """Keep the rule and what the page needs to explain it."""
        super().__init__(rule)
        self.rule = rule
        self.values: dict[str, object] = values


def on_a_line(question: Question) -> str:
    """On paper one writes on a line."""
    return "line"


def no_advice(question: Question) -> list[Finding]:
    """A type of which nobody need be warned."""
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionType:
    """One question type as a table of functions; see ``docs/questionnaires.md`` for each type.

    ``is_question`` says that people answer it, ``is_shown`` that it stands on a page, ``is_kept`` that it has a value
    in the end, answered or not, ``takes_file`` that people answer it by sending a file. ``check`` finds what is wrong
    with a row, ``advice`` what its author should know;
    ``paper`` tells in a sentence how one answers with a pen, ``on_paper`` names what is drawn for it.
    """

    name: str
    is_question: bool = True
    is_shown: bool = True
    is_kept: bool = True
    has_choices: bool = False
    takes_file: bool = False
    dtype: str
    appearances: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    clean: Callable[[Question, Sequence[Choice], Sequence[str]], Value | None]
    typed_text: Callable[[Value], tuple[str, ...]]
    expression_text: Callable[[Value], str]
    shown: Callable[[Value, Sequence[Choice], str, str], str]
    codebook: Callable[[Question, Sequence[Choice], str, str], list[tuple[str, str]]]
    paper: Callable[[Question], str]
    check: Callable[[Question, Sequence[Choice]], list[Finding]]
    advice: Callable[[Question], list[Finding]] = no_advice
    on_paper: Callable[[Question], str] = on_a_line


def first_typed(typed: Sequence[str]) -> str:
    """The first text that is not blank, line ends as LF, without control characters; '' when nothing was typed."""
    for text in typed:
        tidy = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
        if tidy:
            return tidy
    return ""


def as_text(value: Value) -> str:
    """A value as plain ASCII text where it is a number: ``3``, ``2.5``, ``2026-01-10``, ``fr en``."""
    if isinstance(value, tuple):
        return " ".join(value)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else number_text(value)


def plain_text(value: Value) -> str:
    """A value as people write it: a number never with an exponent, which no field takes."""
    return f"{Decimal(repr(value)):f}" if isinstance(value, float) and "e" in as_text(value) else as_text(value)


def typed_once(value: Value) -> tuple[str, ...]:
    """The value as the one text of its field."""
    return (plain_text(value),)


def shown_as_text(value: Value, choices: Sequence[Choice], language: str, fallback: str) -> str:
    """The value itself, for types without labels."""
    return plain_text(value)


def shown_as_label(value: Value, choices: Sequence[Choice], language: str, fallback: str) -> str:
    """The labels of what was chosen, a name standing for itself where the list no longer has it."""
    labels = {choice.name: text_in(choice.label, language, fallback) or choice.name for choice in choices}
    names = value if isinstance(value, tuple) else (as_text(value),)
    return ", ".join(labels.get(name, name) for name in names)


def no_codebook(question: Question, choices: Sequence[Choice], language: str, fallback: str) -> list[tuple[str, str]]:
    """An open type has no list of values."""
    return []


def choice_codebook(
    question: Question, choices: Sequence[Choice], language: str, fallback: str
) -> list[tuple[str, str]]:
    """Each choice's name with its label."""
    return [(choice.name, text_in(choice.label, language, fallback)) for choice in choices]


def nothing_to_check(question: Question, choices: Sequence[Choice]) -> list[Finding]:
    """A type whose rows cannot be wrong beyond what the loader checks."""
    return []
