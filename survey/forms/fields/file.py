"""The field of a document."""

from __future__ import annotations

from survey.forms.sent_file import SentFileField


class FileField(SentFileField):
    """Chosen among the files of the device."""

    accept = ".pdf,.jpg,.jpeg,.png,.webp,.gif,.docx,.xlsx,.pptx,.odt,.ods,.odp,.txt,.csv"


FIELD = FileField
