"""A place on the earth: latitude and longitude, typed or taken from the device by a button."""

from __future__ import annotations

from typing import Any

from survey.forms.answer_field import AnswerField
from survey.instrument.coordinates import short
from survey.instrument.definition import Value
from survey.instrument.question_type import QuestionType

PARTS = ("latitude", "longitude", "accuracy")


class GeopointField(AnswerField):
    """Three inputs, the accuracy one optional; a script may fill them when a person asks it to."""

    template = "geopoint"

    def sent(self, formdata: Any) -> list[str]:
        """Latitude, longitude, accuracy; one text when a program sends ODK's."""
        whole = formdata.getlist(self.name)
        return list(whole) if whole else [formdata.get(f"{self.name}.{part}", "") for part in PARTS]

    def joined(self, typed: tuple[str, ...]) -> tuple[str, ...]:
        """The parts as ODK's text; the altitude, which nobody is asked for, is 0 where the accuracy follows it."""
        if len(typed) != len(PARTS):
            return typed
        latitude, longitude, accuracy = ("".join(text.split()) for text in typed)
        if not (latitude or longitude or accuracy):
            return ("",)
        return (f"{latitude} {longitude}" + (f" 0 {accuracy}" if accuracy else ""),)

    @classmethod
    def parted(cls, kind: QuestionType, value: Value) -> tuple[str, ...]:
        """Latitude, longitude and, where it is known, accuracy."""
        parts = short(str(value)).split(" ")
        return parts[0], parts[1], parts[3] if len(parts) == 4 else ""


FIELD = GeopointField
