"""The forms about names in interviews: adding some, taking one off, giving an interview to another person."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from survey.forms.staff import StaffForm

KINDS = {
    "person": lazy_gettext("a person"),
    "place": lazy_gettext("a place"),
    "organisation": lazy_gettext("an organisation"),
    "other": lazy_gettext("something else that tells who it is"),
}
"""What a name is the name of."""
QUOTES = {
    "none": lazy_gettext("nobody"),
    "team": lazy_gettext("the team"),
    "partner": lazy_gettext("the team and its partners"),
    "public": lazy_gettext("everybody"),
}
"""Who may read excerpts of an interview."""
LONGEST_TYPED = 500_000
LONGEST_ID = 200
TOO_LONG = lazy_gettext("This is too long.")


class AddNamesForm(StaffForm):
    """Names that are typed or sent as a file; nothing is replaced by it yet."""

    kind = RadioField(
        lazy_gettext("Each is the name of"), choices=[SelectChoice(*each) for each in KINDS.items()], default="person"
    )
    names = TextAreaField(
        lazy_gettext("Names, one per line"),
        [Length(max=LONGEST_TYPED, message=TOO_LONG)],
        description=lazy_gettext("Write “Karim Benali | Karim” where two ways to write it mean the same one."),
        render_kw={"rows": 4, "dir": "auto", "autocomplete": "off", "spellcheck": "false"},
    )
    file = FileField(
        lazy_gettext("Or a list as a file"),
        description=lazy_gettext("One name per line, or a CSV file with the columns name and kind; 600 kB at most."),
        render_kw={"accept": ".txt,.csv"},
    )


class TakeOffForm(StaffForm):
    """One name that is looked for no longer, or one word that is asked about again."""

    name = StringField(
        lazy_gettext("A name or a word, as it was listed"),
        [Length(max=LONGEST_ID, message=TOO_LONG)],
        render_kw={"dir": "auto", "autocomplete": "off", "spellcheck": "false"},
    )


class MoveForm(StaffForm):
    """Whose an interview is, and what that person agreed to; the study gives the choices of waves."""

    participant = StringField(
        lazy_gettext("Participant"),
        [Length(max=LONGEST_ID, message=TOO_LONG)],
        description=lazy_gettext("The participant_id as in the register; blank: nobody in particular."),
        render_kw={"dir": "auto", "autocomplete": "off", "spellcheck": "false"},
    )
    wave = SelectField(lazy_gettext("Wave"), validate_choice=False)
    link = BooleanField(lazy_gettext("This person agreed that the interview may stand beside their answers."))
    quote = SelectField(
        lazy_gettext("Who may read excerpts"),
        choices=[SelectChoice(*each) for each in QUOTES.items()],
        validate_choice=False,
    )
