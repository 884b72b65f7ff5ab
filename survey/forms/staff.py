"""The forms of staff pages: sign in, change one's password, open a wave, choose a download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import LazyString, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, PasswordField, RadioField, SelectField, StringField, SubmitField
from wtforms.validators import EqualTo, InputRequired, Length, Optional, ValidationError

from survey.instrument.numerals import plain_day
from survey.instrument.study import FIRST_YEAR, LAST_YEAR
from survey.password_limits import LONGEST as LONGEST_PASSWORD
from survey.password_limits import SHORTEST as SHORTEST_PASSWORD

ALL_WAVES = ""
SUBMISSIONS = ""  # no repeat is called so
LONGEST_NAME = 64
FORMATS: Mapping[str, LazyString] = {
    "csv": lazy_gettext("CSV, one line per person"),
    "xlsx": lazy_gettext("Workbook for a spreadsheet (XLSX)"),
    "files": lazy_gettext("ZIP: the files people sent as answers"),
}
"""How each export format is called, by its identifier."""


class StaffForm(FlaskForm):  # type: ignore[misc]  # WTForms carries no types
    """A form of a staff page. The request's CSRF token was checked before it is made."""

    class Meta:
        """No second token: the application checks one on every POST."""

        csrf = False


class SignInForm(StaffForm):
    """Name and password; what is wrong with them is never told apart."""

    name = StringField(
        lazy_gettext("Name"),
        [InputRequired(lazy_gettext("Write your name.")), Length(max=LONGEST_NAME)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"},
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [InputRequired(lazy_gettext("Write your password.")), Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password", "dir": "ltr"},
    )


class PasswordForm(StaffForm):
    """One's own new password, and the old one as proof."""

    current = PasswordField(
        lazy_gettext("Your password now"),
        [InputRequired(lazy_gettext("Write your password.")), Length(max=LONGEST_PASSWORD)],
        render_kw={"autocomplete": "current-password", "dir": "ltr"},
    )
    new = PasswordField(
        lazy_gettext("New password"),
        [InputRequired(lazy_gettext("Write a new password.")), Length(max=LONGEST_PASSWORD)],
        description=lazy_gettext(
            "At least %(minimum)d characters; four words together are a good one.", minimum=SHORTEST_PASSWORD
        ),
        render_kw={"autocomplete": "new-password", "dir": "ltr"},
    )
    again = PasswordField(
        lazy_gettext("New password, again"),
        [EqualTo("new", lazy_gettext("This is not the same as the new password."))],
        render_kw={"autocomplete": "new-password", "dir": "ltr"},
    )

    def validate_new(self, field: PasswordField) -> None:
        """Say early what can be told without looking further."""
        if len(field.data or "") < SHORTEST_PASSWORD:
            raise ValidationError(lazy_gettext("Write at least %(minimum)d characters.", minimum=SHORTEST_PASSWORD))


class DayField(DateField):  # type: ignore[misc]  # WTForms carries no types
    """A day from the browser's calendar, or typed in any numerals where a browser has none."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the day as every other date is read."""
        days = [plain_day(text) for text in valuelist]
        super().process_formdata([day.isoformat() if day else text for day, text in zip(days, valuelist, strict=True)])


class WaveForm(StaffForm):
    """When a wave takes answers: first day, last day; or now."""

    opens = DayField(
        lazy_gettext("First day"), [Optional()], render_kw={"dir": "ltr"}, description=lazy_gettext("Empty: closed.")
    )
    closes = DayField(
        lazy_gettext("Last day"), [Optional()], render_kw={"dir": "ltr"}, description=lazy_gettext("Empty: no end.")
    )
    save = SubmitField(lazy_gettext("Keep these days"))
    open_now = SubmitField(lazy_gettext("Open now"))
    close_now = SubmitField(lazy_gettext("Close now"))

    def validate_opens(self, field: DateField) -> None:
        """Only years in which every zone has its midnights."""
        if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError(field.gettext("Not a valid date value."))

    def validate_closes(self, field: DateField) -> None:
        """A wave cannot end before it begins."""
        self.validate_opens(field)
        if self.save.data and field.data and self.opens.data and field.data < self.opens.data:
            raise ValidationError(lazy_gettext("The last day is before the first one."))

    def validate_save(self, field: SubmitField) -> None:
        """One of the three buttons was pressed; days are kept only where both were sent, be they empty."""
        if not (self.save.data or self.open_now.data or self.close_now.data):
            raise ValidationError(field.gettext("This field is required."))
        if self.save.data and not (self.opens.raw_data and self.closes.raw_data):
            raise ValidationError(field.gettext("This field is required."))


class DownloadForm(StaffForm):
    """Which rows, in which format, with what beside the values."""

    wave = SelectField(lazy_gettext("Wave"))
    file_format = RadioField(lazy_gettext("Format"), default="csv")
    table = RadioField(lazy_gettext("Which table, in a CSV"), default=SUBMISSIONS)
    labels = BooleanField(lazy_gettext("Labels of the answers beside their values"))
    language = SelectField(lazy_gettext("Language of the labels"))
    reasons = BooleanField(lazy_gettext("Why an answer is missing, in columns of its own"), default=True)
    clusters = BooleanField(lazy_gettext("Pseudonyms of household and social worker"))
    byte_order_mark = BooleanField(lazy_gettext("A mark at the beginning of a CSV, for older spreadsheets"))
    rows = SubmitField(lazy_gettext("Download the answers"))
    codebook = SubmitField(lazy_gettext("Download the codebook alone"))

    def offer(
        self,
        waves: Sequence[tuple[str, str]],
        formats: Sequence[tuple[str, Any]],
        languages: Sequence[tuple[str, str]],
        repeats: Sequence[str],
    ) -> None:
        """Set what can be chosen; ``repeats`` are the names of the tables beside that of the submissions."""
        told = lazy_gettext("Submissions: one line per person and wave")
        each = [(name, lazy_gettext("Repeat %(name)s: one line for each time", name=name)) for name in repeats]
        self.table.choices = [(SUBMISSIONS, told), *each]
        self.wave.choices = [(ALL_WAVES, lazy_gettext("All waves")), *waves]
        self.file_format.choices = list(formats)
        self.language.choices = list(languages)
