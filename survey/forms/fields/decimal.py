"""A number with decimals, typed: any numerals, any decimal mark."""

from __future__ import annotations

from survey.forms.answer_field import AnswerField


class DecimalField(AnswerField):
    """A text input with the keyboard of decimal numbers."""

    template = "number"
    keyboard = "decimal"


FIELD = DecimalField
