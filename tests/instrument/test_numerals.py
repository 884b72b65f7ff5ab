"""Figures and marks of other scripts are read as the ASCII ones, and written where they are wanted."""

import datetime

import pytest
from written_numbers import WRITTEN

from survey.instrument.numerals import in_arabic_digits, plain_code, plain_day, plain_number, western


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


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ab3de", "ab3de"),
        (" AB3-DE. ", "ab3de"),
        ("ab 3\u00a0d\u2011e", "ab3de"),
        ("ab٣de", "ab3de"),
        ("\u202bab۳de\u202c", "ab3de"),
        ("oil00", "01100"),
        ("https://survey.example.org/r/ab3de", "ab3de"),
        ("https://survey.example.org/r/ab3de/", "ab3de"),
        ("https://survey.example.org/r/ab3de?from=letter", "ab3de"),
        ("Mon lien : https://survey.example.org/r/ab3de, merci bien", "ab3de"),
        ("ab3d", ""),
        ("ab3def", ""),
        ("ab3du", ""),
        ("ab3dé", ""),
        ("", ""),
        ("/", ""),
    ],
)
def test_plain_code(typed: str, read: str) -> None:
    assert plain_code(typed, "0123456789abcdefghjkmnpqrstvwxyz", 5) == read


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-31", datetime.date(2026, 3, 31)),
        (" 31/3/2026 ", datetime.date(2026, 3, 31)),
        ("٣١/٠٣/٢٠٢٦", datetime.date(2026, 3, 31)),
        ("2026-02-30", None),
        ("0026-03-31", None),
        ("March", None),
        ("", None),
    ],
)
def test_a_day_is_read_in_two_orders_and_any_numerals(typed: str, day: datetime.date | None) -> None:
    assert plain_day(typed) == day


@pytest.mark.parametrize(("text", "written"), WRITTEN)
def test_numbers_are_written_in_arabic_digits(text: str, written: str) -> None:
    assert in_arabic_digits(text) == written
    assert western(in_arabic_digits("12,345.5")) == "12345.5"


@pytest.mark.parametrize("text", ["9" * 50_000, "0 " * 20_000, "a-" * 20_000, "1." * 20_000, "+1 (" * 9_000])
def test_a_long_text_is_written_whole(text: str) -> None:
    assert len(in_arabic_digits(text)) == len(text)
