"""Several options of a list: a card for each, "I prefer not to say" apart."""

from __future__ import annotations

from survey.forms.answer_field import AnswerField


class SelectMultipleField(AnswerField):
    """Tick boxes."""

    template = "select_multiple"
    refusal_apart = False


FIELD = SelectMultipleField
