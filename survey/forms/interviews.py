"""The forms about interviews: sending transcripts, saying who speaks in one, releasing one."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired

from survey.forms.staff import StaffForm

ENDINGS = ".vtt,.srt,.docx,.odt,.txt,.tei,.xml,.trs,.cha,.json,.csv"
"""What a browser offers first when files are chosen; what is read is decided by the content."""

ROLES = {
    "": lazy_gettext("not stated"),
    "interviewer": lazy_gettext("interviewer"),
    "respondent": lazy_gettext("interviewed person"),
    "other": lazy_gettext("somebody else"),
}
"""What somebody does in an interview, as pages call it."""


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


class SpeakersForm(StaffForm):
    """Which role each speaker of an interview has; ``speakers_form`` gives it a field for each of them."""


def speakers_form(labels: Sequence[str], roles: Sequence[str], *, fresh: bool = False) -> SpeakersForm:
    """The form of these speakers, called ``role-0`` and so on, with the roles that they have now."""
    choices = [SelectChoice(*each) for each in ROLES.items()]
    known = [AnyOf(ROLES, lazy_gettext("Choose one of the roles."))]
    fields = {
        f"role-{place}": SelectField(label, known, choices=choices, default=role, validate_choice=False)
        for place, (label, role) in enumerate(zip(labels, roles, strict=True))
    }
    made: type[SpeakersForm] = type("SpeakersForm", (SpeakersForm,), fields)
    return made(formdata=None) if fresh else made()
