"""A point between two ends: a button for each point, never a slider that answers by itself."""

from __future__ import annotations

from survey.forms.answer_field import AnswerField
from survey.instrument.definition import Question
from survey.instrument.types.range import points


class RangeField(AnswerField):
    """Radio buttons for up to 21 points, a typed number for more."""

    template = "range"
    keyboard = "decimal"
    refusal_apart = False

    @classmethod
    def points(cls, question: Question) -> list[str]:
        """The texts of the points; empty when there are too many for buttons."""
        return points(question)


FIELD = RangeField
