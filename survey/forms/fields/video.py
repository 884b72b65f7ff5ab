"""The field of a short film."""

from __future__ import annotations

from survey.forms.sent_file import SentFileField


class VideoField(SentFileField):
    """Chosen among the files of the device, or made now."""

    accept = "video/*"


FIELD = VideoField
