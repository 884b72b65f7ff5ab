"""The field of a recording of sound."""

from __future__ import annotations

from survey.forms.sent_file import SentFileField


class AudioField(SentFileField):
    """Chosen among the files of the device, or made now."""

    accept = "audio/*"


FIELD = AudioField
