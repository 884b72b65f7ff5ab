"""Figures and marks of other scripts are read as the ASCII ones."""

import pytest

from survey.instrument.numerals import plain_number, western


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
        ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
        ("١٢٫٥", "12.5"),
        ("١٬٠٠٠", "1000"),
        ("١،٥", "1,5"),
        ("−5", "-5"),
        ("\u202b12\u202c", "12"),
        ("\u200e12\u061c", "12"),
        ("ABC-٧", "ABC-7"),
    ],
)
def test_western(typed: str, read: str) -> None:
    assert western(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1 234", "1234"),
        ("1 234,5", "1234.5"),
        ("12 34", "12 34"),
        ("1,5", "1.5"),
        ("1,234.5", "1,234.5"),
        ("1 2345", "1 2345"),
    ],
)
def test_plain_number(typed: str, read: str) -> None:
    assert plain_number(typed) == read
