"""A whole number, typed: no arrows that change it by accident, any numerals."""

from __future__ import annotations

from survey.forms.answer_field import AnswerField


class IntegerField(AnswerField):
    """A text input with the keyboard of numbers."""

    template = "number"
    keyboard = "numeric"


FIELD = IntegerField
