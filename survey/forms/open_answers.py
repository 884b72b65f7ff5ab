"""The form of the grid of open answers: which answers are marked, and with which code."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext
from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from survey.forms.coding import GONE
from survey.forms.staff import StaffForm

MOST = 50
"""Answers of one page."""
LONGEST_NUMBER = 9
"""Digits: every such number fits into every database."""


def _number(sent: object) -> int:
    """The number that was sent; 0, which no code and no answer has, for anything else."""
    text = str(sent)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


class MarkAnswersForm(StaffForm):
    """Answers of one page, by their numbers, and one code for all of them."""

    digest = HiddenField(validators=[InputRequired()])
    turn = SelectMultipleField(
        lazy_gettext("Answers"),
        [DataRequired(lazy_gettext("Tick at least one answer."))],
        coerce=_number,
        validate_choice=False,
    )
    code = SelectField(lazy_gettext("Code"), coerce=_number, validate_choice=False)

    def offer(self, choices: Sequence[tuple[int, str]]) -> None:
        """Set which codes can be chosen."""
        self.code.choices = list(choices)

    def validate_code(self, field: SelectField) -> None:
        """Tell a code that is there no more."""
        if field.data not in {code for code, _name in field.choices}:
            raise ValidationError(GONE)

    def validate_turn(self, field: SelectMultipleField) -> None:
        """No more answers than a page holds."""
        if len(field.data or ()) > MOST:
            raise ValidationError(lazy_gettext("Mark the answers of one page at a time."))
