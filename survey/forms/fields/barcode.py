"""The figures of a bar code, typed on one line."""

from __future__ import annotations

from survey.forms.answer_field import AnswerField


class BarcodeField(AnswerField):
    """A text input that reads from left to right, and that a scanner can type into."""

    template = "number"
    keyboard = "text"


FIELD = BarcodeField
