"""One option of a list: a card for each, "I prefer not to say" apart."""

from __future__ import annotations

from survey.forms.answer_field import AnswerField


class SelectOneField(AnswerField):
    """Radio buttons."""

    template = "select_one"
    refusal_apart = False


FIELD = SelectOneField
