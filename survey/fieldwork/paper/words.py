"""The words of one language on paper: sentences of the catalog, quoted answers, foreign words kept whole."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from survey.instrument.clock_text import typed_day
from survey.instrument.isolation import END, LEFT_TO_RIGHT, isolated, reads_from_the_right
from survey.instrument.languages import is_right_to_left
from survey.instrument.plain_words import in_plain_words

_APART = re.compile(f"({LEFT_TO_RIGHT}[^{END}]*{END})")
_ISOLATED = Markup("\u2066{}\u2069")
_BIDI = Markup('<bdi dir="ltr">{}</bdi>')
"""The marks say to printers what ``bdi`` says to browsers."""


class Catalog(Protocol):
    """Interface texts of one language."""

    def gettext(self, message: str) -> str:
        """A text."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """A text for a number."""


@dataclass(frozen=True, slots=True)
class Words:
    """What says the sentences of a paper; ``language`` is that of the questionnaire, ``interface`` of the catalog."""

    catalog: Catalog
    language: str
    interface: str

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return "rtl" if is_right_to_left(self.language) else "ltr"

    def gettext(self, message: str, **values: object) -> Markup:
        """A sentence of the catalog; its values are escaped unless they are markup already."""
        said = Markup(escape(self.catalog.gettext(message))) % values  # noqa: S704 - escaped here
        is_borrowed = self.direction == "rtl" and not is_right_to_left(self.interface)
        return _ISOLATED.format(said) if is_borrowed else said

    def shown(self, text: str) -> Markup:
        """A text of the questionnaire; from right to left, Latin words and telephone numbers keep their own order."""
        text = in_plain_words(text)
        if self.direction == "ltr":
            return Markup(f"<bdi>{escape(text)}</bdi>") if reads_from_the_right(text) else Markup(escape(text))  # noqa: S704 - escaped here
        parts = _APART.split(isolated(text, self.language))  # what is isolated stands at every second place
        return Markup("").join(_BIDI.format(part) if number % 2 else escape(part) for number, part in enumerate(parts))

    def quoted(self, text: str) -> Markup:
        """An answer between quotation marks."""
        return self.gettext("“%(answer)s”", answer=self.shown(" ".join(text.split())))

    def one_of(self, texts: Sequence[Markup]) -> Markup:
        """``a, b or c``."""
        *first, last = texts
        if not first:
            return last
        return self.gettext("%(first)s or %(last)s", first=self._enumerated(first), last=last)

    def all_of(self, texts: Sequence[Markup]) -> Markup:
        """``a, b and c``."""
        *first, last = texts
        if not first:
            return last
        return self.gettext("%(first)s and %(last)s", first=self._enumerated(first), last=last)

    def _enumerated(self, texts: Sequence[Markup]) -> Markup:
        """``a, b``."""
        whole = texts[0]
        for text in texts[1:]:
            whole = self.gettext("%(first)s, %(next)s", first=whole, next=text)
        return whole

    def number(self, number: float) -> Markup:
        """A number as the language writes it, in Western numerals."""
        written = format_decimal(
            number, locale=self._locale(), decimal_quantization=False, group_separator=False, numbering_system="latn"
        )
        return _BIDI.format(_ISOLATED.format(written)) if self.direction == "rtl" else Markup(escape(written))  # noqa: S704 - escaped here

    def day(self, text: str) -> Markup | None:
        """A day as the language writes it; None for what is no day."""
        day = typed_day(text)
        if day is None:
            return None
        return Markup(escape(format_date(datetime.date.fromisoformat(day), "long", locale=self._locale())))  # noqa: S704 - escaped here

    def _locale(self) -> Locale:
        try:
            return Locale.parse(self.interface)
        except (UnknownLocaleError, ValueError):
            return Locale("en")
