"""What every field of a page does: read what was typed, tell an answer from a refusal from a blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import Field

from survey.instrument.definition import Choice, Question, Value
from survey.instrument.question_type import Mistake, QuestionType

REFUSED_CHOICE = "prefer not to say"
"""What the separate option sends. It holds spaces, which no choice name may."""
REFUSED_SUFFIX = ".refused"
"""A dot stands in no question name, so the box beside a typed answer never meets another question."""
LONGEST_DRAFT = 20_000
"""Twice the longest text that is taken: who wrote a little too much finds all of it again."""
MOST_INPUTS = 200


class AnswerField(Field):  # type: ignore[misc]  # WTForms carries no types
    """The field of one question; ``data`` is the cleaned value or None, ``typed`` what was sent."""

    template: ClassVar[str]
    """The file under templates/fields that writes the field's markup."""
    keyboard: ClassVar[str] = ""
    """Which keyboard a phone shows."""
    refusal_apart: ClassVar[bool] = True
    """Whether "I prefer not to say" is a box of its own (typed answers) or one of the options."""

    def __init__(self, question: Question, choices: Sequence[Choice], kind: QuestionType, **settings: Any) -> None:
        """Bind the field to its question, the question's choices and its type."""
        super().__init__(**settings)
        self.question = question
        self.choices = choices
        self.kind = kind
        self.typed: tuple[str, ...] = ()
        self.refused = False
        self.mistake: Mistake | None = None
        self.data: Value | None = None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read what was sent for this question; without anything sent, the field is blank."""
        self.process_errors: list[str] = []
        sent = self.sent(formdata)
        marks = formdata.getlist(self.name + REFUSED_SUFFIX) if self.refusal_apart else sent
        self.refused = REFUSED_CHOICE in marks
        self.typed = tuple(text for text in sent if self.refusal_apart or text != REFUSED_CHOICE)
        try:
            self.data = self.kind.clean(self.question, self.choices, self.joined(self.typed))
        except Mistake as mistake:
            self.mistake = mistake
        if self.refused and (self.data is not None or self.mistake is not None):
            self.data, self.mistake = None, Mistake("answered_and_refused")

    def sent(self, formdata: Any) -> list[str]:
        """The texts sent for this question, as many as its inputs."""
        return list(formdata.getlist(self.name))

    def joined(self, typed: tuple[str, ...]) -> tuple[str, ...]:
        """What the question type cleans, from the texts of this field's inputs."""
        return typed

    @classmethod
    def parted(cls, kind: QuestionType, value: Value) -> tuple[str, ...]:
        """The texts of this field's inputs for a stored value."""
        return kind.typed_text(value)

    @classmethod
    def points(cls, question: Question) -> list[str]:
        """The points to choose from, for a field that has any."""
        return []

    @property
    def draft(self) -> tuple[str, ...]:
        """What was typed and could not be taken, to be shown again later; nothing that was never offered."""
        offered = {*(choice.name for choice in self.choices), *self.points(self.question)}
        typed = tuple(text[:LONGEST_DRAFT] for text in self.typed if not offered or text in offered)
        return (*typed[:MOST_INPUTS], REFUSED_CHOICE) if self.refused else typed[:MOST_INPUTS]

    @property
    def shown(self) -> Shown:
        """The field as its template reads it."""
        return Shown(type(self), self.question, self.typed, self.refused, tuple(self.errors), self.name)


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as it is shown, after a page was sent or from what is stored.

    ``key`` is that of its place; in a repeat it tells the instances apart. ``words`` is what is written where a
    question can only be read.
    """

    field: type[AnswerField]
    question: Question
    typed: tuple[str, ...]
    refused: bool
    errors: tuple[str, ...] = ()
    key: str = ""
    words: str | None = None
    was: str = ""
    """What had been answered and is no longer offered."""

    @property
    def name(self) -> str:
        """The name of its inputs: the question's, with the number of its instance in a repeat."""
        return self.key or self.question.name

    @property
    def first(self) -> str:
        """The first text typed, '' when there is none."""
        return self.typed[0] if self.typed else ""

    @property
    def focus(self) -> str:
        """The id of the element that a link of the error summary leads to."""
        return f"{self.name}-1"

    @property
    def keyboard(self) -> str:
        """Which keyboard a phone shows."""
        return self.field.keyboard

    def points(self) -> list[str]:
        """The points to choose from."""
        return self.field.points(self.question)
