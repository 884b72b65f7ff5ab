"""The forms of exchange: a file to take, a file to bring back."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf
from wtforms.widgets import CheckboxInput, ListWidget

from survey.forms.staff import StaffForm

KINDS = (
    ("qdpx", lazy_gettext("Project for other programs (REFI-QDA, .qdpx): texts, codes and what was marked")),
    ("qdc", lazy_gettext("Codebook alone (REFI-QDA, .qdc)")),
    ("csv", lazy_gettext("Table of quotes (CSV)")),
    ("xlsx", lazy_gettext("Table of quotes, for a spreadsheet (XLSX)")),
    ("iramuteq", lazy_gettext("Texts for IRaMuTeQ (.txt)")),
)


class TakeForm(StaffForm):
    """Which file, with what in it; what a kind of file has no use for is passed over."""

    file_format = RadioField(
        lazy_gettext("File to download"),
        [AnyOf([kind for kind, _label in KINDS], lazy_gettext("Choose a file."))],
        choices=[SelectChoice(*each) for each in KINDS],
        default="qdpx",
        validate_choice=False,
    )
    without_speakers = BooleanField(lazy_gettext("Leave out the passages that say who speaks: a much smaller project"))
    scores = SelectMultipleField(
        lazy_gettext("Scores whose third stands beside the quotes, where the consent says so"),
        option_widget=CheckboxInput(),
        widget=ListWidget(),
    )
    byte_order_mark = BooleanField(lazy_gettext("A mark at the beginning of a CSV, for older spreadsheets"))
    everybody = BooleanField(lazy_gettext("The words of interviewers and others, too, as texts of their own"))
    thirds = BooleanField(lazy_gettext("Thirds of the scores as variables, where the consent says so"))


class BringForm(StaffForm):
    """A project or codebook. ``tried``: the digest of the file of which was told what would become of it."""

    file = FileField(
        lazy_gettext("Project (.qdpx) or codebook (.qdc)"),
        [FileRequired(lazy_gettext("Choose a file."))],
        description=lazy_gettext("%(megabytes)d MB at most.", megabytes=25),
        render_kw={"accept": ".qdpx,.qdc", "required": True},
    )
    tried = HiddenField()
