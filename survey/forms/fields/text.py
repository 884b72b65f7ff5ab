"""A text field, on one line or several."""

from __future__ import annotations

from survey.forms.answer_field import AnswerField


class TextField(AnswerField):
    """One's own words."""

    template = "text"


FIELD = TextField
