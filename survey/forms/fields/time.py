"""A time in two inputs, hour and minute, in any numerals."""

from __future__ import annotations

from typing import Any

from survey.forms.answer_field import AnswerField
from survey.instrument.clock_text import hour_and_minute, with_offset
from survey.instrument.definition import Value
from survey.instrument.question_type import QuestionType

PARTS = ("hour", "minute")


class TimeField(AnswerField):
    """Two inputs that make one time."""

    template = "time"

    def sent(self, formdata: Any) -> list[str]:
        """Hour and minute; one text when a program sends a time instead."""
        whole = formdata.getlist(self.name)
        return list(whole) if whole else [formdata.get(f"{self.name}.{part}", "") for part in PARTS]

    def joined(self, typed: tuple[str, ...]) -> tuple[str, ...]:
        """The two parts as one text with the offset of the moment; blank only when both are."""
        if len(typed) != len(PARTS):
            return typed
        parts = [text.strip() for text in typed]
        return (with_offset(":".join(parts), getattr(self.meta, "moment", None)) if any(parts) else "",)

    @classmethod
    def parted(cls, kind: QuestionType, value: Value) -> tuple[str, ...]:
        """Hour and minute of a stored time."""
        return hour_and_minute(str(value))


FIELD = TimeField
