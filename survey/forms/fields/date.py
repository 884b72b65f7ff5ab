"""A date in three inputs, day, month and year: no calendar to scroll through, any numerals."""

from __future__ import annotations

from typing import Any

from survey.forms.answer_field import AnswerField
from survey.instrument.definition import Value
from survey.instrument.question_type import QuestionType

PARTS = ("day", "month", "year")


class DateField(AnswerField):
    """Three inputs that make one date."""

    template = "date"

    def sent(self, formdata: Any) -> list[str]:
        """Day, month and year; one text when a program sends an ISO date instead."""
        whole = formdata.getlist(self.name)
        return list(whole) if whole else [formdata.get(f"{self.name}.{part}", "") for part in PARTS]

    def joined(self, typed: tuple[str, ...]) -> tuple[str, ...]:
        """The three parts as one text; blank only when all three are."""
        parts = [text.strip() for text in typed]
        return ("/".join(parts) if any(parts) else "",) if len(parts) == len(PARTS) else typed

    @classmethod
    def parted(cls, kind: QuestionType, value: Value) -> tuple[str, ...]:
        """Day, month and year of an ISO date."""
        year, month, day = str(value).split("-")
        return str(int(day)), str(int(month)), year


FIELD = DateField
