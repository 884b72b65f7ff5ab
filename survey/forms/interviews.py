"""The forms about interviews: sending transcripts, releasing one."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import BooleanField
from wtforms.validators import DataRequired

from survey.forms.staff import StaffForm

ENDINGS = ".vtt,.srt,.docx,.odt,.txt,.tei,.xml,.trs,.cha,.json,.csv"
"""What a browser offers first when files are chosen; what is read is decided by the content."""


class UploadForm(StaffForm):
    """Transcripts and the list that says what may be done with them."""

    files = MultipleFileField(
        lazy_gettext("Transcripts and their list"),
        [FileRequired(lazy_gettext("Choose at least one file."))],
        description=lazy_gettext(
            "WebVTT, SRT, DOCX, ODT, plain text, TEI, Transcriber, CHAT or the JSON of Whisper, together with the list "
            "interviews.csv: %(megabytes)d MB at most.",
            megabytes=25,
        ),
        render_kw={"accept": ENDINGS, "required": True},
    )


class ReleaseForm(StaffForm):
    """What a researcher confirms before others can read an interview."""

    read = BooleanField(
        lazy_gettext(
            "I have read this interview to its end, and nothing in it shows who is speaking or who is spoken of."
        ),
        [DataRequired(lazy_gettext("Confirm that you have read it to its end."))],
    )
