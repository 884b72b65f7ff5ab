"""What the types have in common that are answered by sending a file: the answer is the name the file is kept under."""

from __future__ import annotations

import re
from collections.abc import Sequence

from survey.instrument.definition import Choice, Question, Value
from survey.instrument.question_type import (
    Finding,
    Mistake,
    QuestionType,
    as_text,
    first_typed,
    no_codebook,
    nothing_to_check,
    shown_as_text,
    typed_once,
)

MAX_PIXELS = "max-pixels"
"""The parameter that says how long the longer side of a picture may be."""
_NAME = re.compile(r"\w[\w. ()-]{0,150}\.[A-Za-z0-9]{1,5}")
_PIXELS = re.compile(r"[1-9][0-9]{0,4}")


def sent_file_type(
    name: str, *, paper: str, appearances: tuple[str, ...] = (), parameters: tuple[str, ...] = ()
) -> QuestionType:
    """A type whose answer is a file; ``paper`` says what to do where there is no screen."""

    def told(question: Question) -> str:
        return paper

    return QuestionType(
        name=name,
        takes_file=True,
        dtype="string",
        appearances=appearances,
        parameters=parameters,
        clean=_clean,
        typed_text=typed_once,
        expression_text=as_text,
        shown=shown_as_text,
        codebook=no_codebook,
        paper=told,
        on_paper=_on_paper,
        check=_check if MAX_PIXELS in parameters else nothing_to_check,
    )


def _on_paper(question: Question) -> str:
    return "drawing" if {"draw", "signature"}.intersection(question.appearance) else "file"


def max_pixels(question: Question) -> int | None:
    """How long the longer side of a picture may be, None where the questionnaire does not say."""
    text = question.parameters.get(MAX_PIXELS, "")
    return int(text) if _PIXELS.fullmatch(text) else None


def _clean(question: Question, choices: Sequence[Choice], typed: Sequence[str]) -> Value | None:
    """A name such as ``photo-0123abcd.jpg``; whether there is such a file is asked where files are kept."""
    text = first_typed(typed)
    if text and not _NAME.fullmatch(text):
        raise Mistake("not_a_file")
    return text or None


def _check(question: Question, choices: Sequence[Choice]) -> list[Finding]:
    text = question.parameters.get(MAX_PIXELS)
    if text is None or _PIXELS.fullmatch(text):
        return []
    told = f"`{MAX_PIXELS}={text}` is not a whole number of pixels."
    return [("wrong-parameter", told, f"Write a number such as {MAX_PIXELS}=1024.")]
