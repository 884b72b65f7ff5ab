"""The forms of the page on which an interview is coded: mark a passage, say something else of it, be done."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from survey.forms.staff import StaffForm

NOT_SAID = ""
LONGEST_MEMO = 4000
"""As the store takes it."""
WEIGHTS = (
    SelectChoice(NOT_SAID, lazy_gettext("not said")),
    SelectChoice("-2", lazy_gettext("−2, much against")),
    SelectChoice("-1", lazy_gettext("−1, against")),
    SelectChoice("0", lazy_gettext("0, neither")),
    SelectChoice("1", lazy_gettext("+1, for")),
    SelectChoice("2", lazy_gettext("+2, much for")),
)
LARGEST_PLACE = 2**31 - 1
LONGEST_PLACE = len(str(LARGEST_PLACE))

GONE = lazy_gettext("A code is not there any more: open the page again.")


def _key(sent: object) -> int:
    """The key of a code as it was sent; 0, which no code has, for anything else."""
    text = str(sent)
    return int(text) if text.isdecimal() and len(text) <= LONGEST_PLACE else 0


class SaidForm(StaffForm):
    """What is said of a passage beside its code."""

    weight = RadioField(lazy_gettext("Weight"), choices=WEIGHTS, default=NOT_SAID, validate_choice=False)
    is_key = BooleanField(lazy_gettext("Key quote"))
    memo = TextAreaField(
        lazy_gettext("Memo"),
        [
            Length(
                max=LONGEST_MEMO,
                message=lazy_gettext("Write at most %(most)d characters.", most=LONGEST_MEMO),
            )
        ],
        render_kw={"rows": 2, "maxlength": LONGEST_MEMO, "dir": "auto"},
    )

    def validate_weight(self, field: RadioField) -> None:
        """One of the weights, or none."""
        if field.data not in (None, *(weight.value for weight in WEIGHTS)):
            raise ValidationError(lazy_gettext("Choose one of the weights."))

    def weighed(self) -> int | None:
        """The weight; None where it was not said."""
        return None if self.weight.data in (None, NOT_SAID) else int(self.weight.data)

    def written(self) -> str:
        """The memo, with ends of line as texts have them."""
        return (self.memo.data or "").replace("\r\n", "\n")


class MarkForm(SaidForm):
    """A passage and its codes: by its places, as the script sends it, or by words of a turn, or a whole turn."""

    digest = HiddenField(validators=[InputRequired()])
    turn = IntegerField(validators=[Optional()])
    first_turn = IntegerField(validators=[Optional()])
    start = IntegerField(validators=[Optional()])
    last_turn = IntegerField(validators=[Optional()])
    end = IntegerField(validators=[Optional()])
    place = HiddenField()
    words = StringField(
        lazy_gettext("Words of this turn"),
        [Length(max=10_000)],
        description=lazy_gettext("Exactly as they stand there. Empty: the whole turn is marked."),
        render_kw={"dir": "auto", "autocomplete": "off"},
    )
    codes = SelectMultipleField(
        lazy_gettext("Codes"),
        [DataRequired(lazy_gettext("Choose at least one code."))],
        coerce=_key,
        validate_choice=False,
    )

    def offer(self, choices: Sequence[tuple[int, str]]) -> None:
        """Set which codes can be chosen."""
        self.codes.choices = list(choices)

    def validate_codes(self, field: SelectMultipleField) -> None:
        """Tell a code that is there no more in words of its own."""
        if not set(field.data or ()) <= {code for code, _name in field.choices}:
            raise ValidationError(GONE)

    def places(self) -> tuple[int, int, int, int] | None:
        """The places that were sent, in four fields or in one; None where they were not."""
        places = [field.data for field in (self.first_turn, self.start, self.last_turn, self.end)]
        chosen = (self.place.data or "").split()
        if len(chosen) == len(places) and all(each.isdecimal() and len(each) <= LONGEST_PLACE for each in chosen):
            places = [int(each) for each in chosen]
        if None in places or not all(0 <= place <= LARGEST_PLACE for place in places):
            return None
        first_turn, start, last_turn, end = places
        return first_turn, start, last_turn, end


class SayForm(SaidForm):
    """Something else that is said of a passage."""

    guid = HiddenField(validators=[InputRequired()])
    code = SelectField(lazy_gettext("Code"), coerce=_key, validate_choice=False)

    def offer(self, choices: Sequence[tuple[int, str]]) -> None:
        """Set which codes can be chosen."""
        self.code.choices = list(choices)

    def validate_code(self, field: SelectField) -> None:
        """Tell a code that is there no more."""
        if field.data not in {code for code, _name in field.choices}:
            raise ValidationError(GONE)


class DoneForm(StaffForm):
    """What a coder confirms before a reading is closed."""

    sure = BooleanField(
        lazy_gettext("I have read it to its end. What I marked can no longer be changed."),
        [DataRequired(lazy_gettext("Confirm that nothing will be changed any more."))],
    )


class LookForm(StaffForm):
    """What somebody confirms who wants to read what others marked."""

    only_look = BooleanField(
        lazy_gettext("I will not code this interview myself."),
        [DataRequired(lazy_gettext("Confirm that you will not code it."))],
    )
