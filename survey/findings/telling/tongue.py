"""One language of figures: its catalog, its numbers, its dates, its direction."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from survey.i18n import NAMES, catalog, direction

FIRST_STRONG, END = "\u2068", "\u2069"
QUOTATION = {"fr": ("«\u202f", "\u202f»"), "es": ("«", "»"), "ar": ("«", "»")}
"""Isolate a text whose direction may differ from that of the sentence it stands in."""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it, by which texts are found for translators
    """Mark a text that is translated later."""
    return text


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language to speak in."""

    language: str

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)

    def language_name(self, code: str) -> str:
        """A language in its own words."""
        return NAMES.get(code, code)

    @property
    def locale(self) -> str:
        """The base language, whose catalog and numbers are used."""
        return self.language.partition("-")[0]

    def gettext(self, text: str, **values: object) -> str:
        """An interface text with its placeholders filled."""
        found = str(catalog(self.locale).gettext(text))
        return found % values if values else found

    def ngettext(self, singular: str, plural: str, number: int, **values: object) -> str:
        """The form of a text that fits ``number``, told as ``%(num)s``."""
        found = str(catalog(self.locale).ngettext(singular, plural, number))
        return found % {"num": self.number(number, 0), **values}

    def number(self, value: float, decimals: int = 1) -> str:
        """A number with this many decimals; minus zero is zero."""
        rounded = round(float(value), decimals) + 0.0
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(rounded, pattern, locale=self.locale)

    def signed(self, value: float, decimals: int = 1) -> str:
        """A change: with a plus or a minus before it."""
        rounded = round(float(value), decimals) + 0.0
        told = self.number(abs(rounded), decimals)
        sign = "" if rounded == 0 else "+" if rounded > 0 else "\u2212"
        return f"\u2066{sign}{told}{END}" if self.direction == "rtl" else f"{sign}{told}"

    def percent(self, share: float) -> str:
        """A share as whole per cent."""
        return format_decimal(round(share * 100), "#,##0", locale=self.locale) + ("%" if self.locale == "en" else " %")

    def quoted(self, text: str) -> str:
        """A text in the quotation marks of the language."""
        opening, closing = QUOTATION.get(self.locale, ("“", "”"))
        return (
            f"{opening}{FIRST_STRONG}{text}{END}{closing}" if self.direction == "rtl" else f"{opening}{text}{closing}"
        )

    def day(self, day: datetime.date) -> str:
        """A day in words."""
        return str(format_date(day, "long", locale=self.locale))

    def listed(self, words: list[str]) -> str:
        """Several names in one sentence: «a, b and c»."""
        return str(
            format_list(
                [f"{FIRST_STRONG}{word}{END}" if self.direction == "rtl" else word for word in words],
                locale=self.locale,
            )
        )
