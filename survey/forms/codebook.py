"""The forms about codes: what a code says, merging and removing it, and what the consensus takes over."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from flask_babel import LazyString, lazy_gettext
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from survey.forms.staff import StaffForm

LONGEST_NAME = 120
LONGEST_TEXT = 4000
LONGEST_PASSAGE = 20_000
AT_THE_TOP = ""
"""The choice of a code that stands under no other."""
NEVER_WRITTEN = ("Cc", "Cs", "Cn")
"""Categories of characters that nobody writes, but for the end of a line."""


def in_one_line(text: str | None) -> str:
    """A text without ends of lines and without what nobody writes, in NFC."""
    return " ".join(in_lines(text).split())


def in_lines(text: str | None) -> str:
    """A text whose lines end in LF, without what nobody writes, in NFC."""
    lines = unicodedata.normalize("NFC", text or "").replace("\r\n", "\n").replace("\r", "\n")
    kept = (each if each == "\n" or unicodedata.category(each) not in NEVER_WRITTEN else " " for each in lines)
    return "".join(kept).strip()


def _long_text(label: LazyString, hint: LazyString | str = "") -> TextAreaField:
    told = lazy_gettext("Write at most %(most)d characters.", most=LONGEST_TEXT)
    return TextAreaField(
        label,
        [Length(max=LONGEST_TEXT, message=told)],
        filters=[in_lines],
        description=hint,
        render_kw={"rows": 3, "dir": "auto"},
    )


class CodeForm(StaffForm):
    """What a code says, where it stands, and which scales and items it speaks to."""

    name = StringField(
        lazy_gettext("Name of the code"),
        [
            InputRequired(lazy_gettext("Give the code a name.")),
            Length(max=LONGEST_NAME, message=lazy_gettext("Write at most %(most)d characters.", most=LONGEST_NAME)),
        ],
        filters=[in_one_line],
        render_kw={"dir": "auto", "autocomplete": "off"},
    )
    parent = SelectField(lazy_gettext("Stands under"), default=AT_THE_TOP)
    definition = _long_text(lazy_gettext("Definition"), lazy_gettext("When a passage gets this code."))
    include = _long_text(lazy_gettext("An example that belongs to it"))
    exclude = _long_text(lazy_gettext("An example that does not belong to it"))
    is_category = BooleanField(lazy_gettext("Only holds other codes: no passage is marked with it"))
    links = SelectMultipleField(
        lazy_gettext("Scales and questions it speaks to"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, parents: Sequence[tuple[str, str]], links: Sequence[tuple[str, str]]) -> None:
        """Set what can be chosen: codes to stand under, by their paths, and names of scales and questions."""
        self.parent.choices = [(AT_THE_TOP, lazy_gettext("no other code, at the top")), *parents]
        self.links.choices = list(links)


class MergeForm(StaffForm):
    """The code that takes over what another one marks."""

    into = SelectField(
        lazy_gettext("Merge into"), [InputRequired(lazy_gettext("Choose the code that takes its passages over."))]
    )

    def offer(self, codes: Sequence[tuple[str, str]]) -> None:
        """Set the codes that can take over."""
        self.into.choices = [("", lazy_gettext("choose a code")), *codes]


class RemoveForm(StaffForm):
    """A code is taken away by a button alone; the form holds what is wrong with that."""


class AlikeForm(StaffForm):
    """How passages that all coders marked with the same code become one."""

    how = RadioField(lazy_gettext("Where their passages overlap, take"), default="intersection")

    def offer(self) -> None:
        """Set the ways there are."""
        self.how.choices = [
            ("intersection", lazy_gettext("what they share")),
            ("union", lazy_gettext("all that they hold together")),
        ]


class OtherForm(StaffForm):
    """A passage and a code that no coder took."""

    turn = IntegerField(
        lazy_gettext("Number of the turn"),
        [InputRequired(lazy_gettext("Write the number of a turn."))],
        render_kw={"inputmode": "numeric", "dir": "ltr"},
    )
    words = TextAreaField(
        lazy_gettext("Words of this turn"),
        [Length(max=LONGEST_PASSAGE)],
        filters=[in_lines],
        description=lazy_gettext("As they stand there. Empty: the whole turn."),
        render_kw={"rows": 2, "dir": "auto"},
    )
    code = SelectField(lazy_gettext("Code"), [InputRequired(lazy_gettext("Choose a code."))])

    def offer(self, codes: Sequence[tuple[str, str]]) -> None:
        """Set the codes that can be chosen."""
        self.code.choices = [("", lazy_gettext("choose a code")), *codes]
