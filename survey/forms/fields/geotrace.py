"""The points of a way, typed one on each line."""

from __future__ import annotations

from survey.forms.answer_field import AnswerField


class GeotraceField(AnswerField):
    """Lines of latitude and longitude."""

    template = "points"


FIELD = GeotraceField
