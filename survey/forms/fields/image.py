"""The field of a picture."""

from __future__ import annotations

from survey.forms.sent_file import SentFileField


class ImageField(SentFileField):
    """Chosen among the files of the device, or made now."""

    accept = "image/jpeg,image/png,image/webp,image/gif"


FIELD = ImageField
