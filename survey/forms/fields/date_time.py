"""A day with a time in five inputs, in any numerals."""

from __future__ import annotations

from typing import Any

from survey.forms.answer_field import AnswerField
from survey.forms.fields import date, time
from survey.instrument.clock_text import hour_and_minute, with_offset
from survey.instrument.definition import Value
from survey.instrument.question_type import QuestionType

PARTS = (*date.PARTS, *time.PARTS)


class DateTimeField(AnswerField):
    """Five inputs that make one moment."""

    template = "date_time"

    def sent(self, formdata: Any) -> list[str]:
        """Day, month, year, hour and minute; one text when a program sends an ISO text instead."""
        whole = formdata.getlist(self.name)
        return list(whole) if whole else [formdata.get(f"{self.name}.{part}", "") for part in PARTS]

    def joined(self, typed: tuple[str, ...]) -> tuple[str, ...]:
        """The five parts as one text with the offset of that day; blank only when all are."""
        if len(typed) != len(PARTS):
            return typed
        parts = [text.strip() for text in typed]
        text = f"{'/'.join(parts[:3])} {':'.join(parts[3:])}"
        return (with_offset(text, getattr(self.meta, "moment", None)) if any(parts) else "",)

    @classmethod
    def parted(cls, kind: QuestionType, value: Value) -> tuple[str, ...]:
        """The five parts of a stored moment."""
        text = str(value)
        return (*date.DateField.parted(kind, text.partition("T")[0]), *hour_and_minute(text))


FIELD = DateTimeField
