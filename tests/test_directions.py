"""The direction a language is written in: as CLDR has it, and for languages that CLDR does not know."""

import contextlib

import pytest
from babel.core import Locale, UnknownLocaleError

from survey import i18n
from survey.instrument.languages import _TWO_LETTERS, is_right_to_left


def test_directions_are_those_of_cldr() -> None:
    known = {}
    for code in (*_TWO_LETTERS, "ckb", "lrc", "mzn", "syr", "nqo", "kab"):
        with contextlib.suppress(UnknownLocaleError):
            known[code] = Locale.parse(code).text_direction
    assert len(known) > 100
    assert {code: "rtl" if is_right_to_left(code) else "ltr" for code in known} == known


@pytest.mark.parametrize(
    ("code", "direction"),
    [("prs", "rtl"), ("ar-x-facile", "rtl"), ("pbt", "rtl"), ("und", "ltr"), ("fr-x-facile", "ltr"), ("qqq", "ltr")],
)
def test_a_language_without_a_locale_has_its_direction(code: str, direction: str) -> None:
    # Dari and Southern Pashto are written in Arabic letters (ISO 15924 `Arab` in the IANA registry).
    assert i18n.direction(code) == direction
