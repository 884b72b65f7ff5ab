"""How a number is written for people: every figure kept, grouped from ten thousand on."""

from __future__ import annotations

from babel.numbers import format_decimal
from flask_babel import get_locale

SMALLEST_GROUPED = 10_000
"""Below it a number may be a year."""


def local_number(number: float) -> str:
    """The number in the language of the page; nothing is rounded."""
    return format_decimal(
        number,
        locale=get_locale(),
        decimal_quantization=False,
        group_separator=abs(number) >= SMALLEST_GROUPED,
    )
