"""A date in three inputs, day, month and year: no calendar to scroll through, any numerals."""

from __future__ import annotations

from typing import Any

from survey.forms.answer_field import AnswerField
from survey.instrument.definition import Value
from survey.instrument.question_type import QuestionType

PARTS = ("day", "month", "year")


class DateField(AnswerField):
    """Three inputs that make one date; two for a month, one for a year, whose first day is kept, as ODK does."""

    template = "date"

    def sent(self, formdata: Any) -> list[str]:
        """Day, month and year; one text when a program sends an ISO date instead."""
        whole = formdata.getlist(self.name)
        return list(whole) if whole else [formdata.get(f"{self.name}.{part}", "") for part in PARTS]

    def joined(self, typed: tuple[str, ...]) -> tuple[str, ...]:
        """The three parts as one text; blank only when all that are asked are."""
        if len(typed) != len(PARTS):
            return typed
        day, month, year = (text.strip() for text in typed)
        if "year" in self.question.appearance:
            day, month = ("1", "1") if year else ("", "")
        elif "month-year" in self.question.appearance:
            day = "1" if month or year else ""
        parts = (day, month, year)
        return ("/".join(parts) if any(parts) else "",)

    @classmethod
    def parted(cls, kind: QuestionType, value: Value) -> tuple[str, ...]:
        """Day, month and year of an ISO date."""
        year, month, day = str(value).split("-")
        return str(int(day)), str(int(month)), year


FIELD = DateField
