"""The points of an area, typed one on each line."""

from __future__ import annotations

from survey.forms.answer_field import AnswerField


class GeoshapeField(AnswerField):
    """Lines of latitude and longitude."""

    template = "points"


FIELD = GeoshapeField
