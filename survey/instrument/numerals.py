"""Digits and marks of other scripts: read as the ASCII ones, and written where a study wants Arabic-Indic ones."""

from __future__ import annotations

import datetime
import re
import unicodedata

_MARKS = {
    "٫": ".",
    "٬": None,  # the Arabic thousands mark only groups figures
    "،": ",",
    "−": "-",
    "\u061c": None,
    "\u200e": None,
    "\u200f": None,
    **{chr(code): None for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
}
_DIGITS = {chr(first + digit): str(digit) for first in (0x0660, 0x06F0) for digit in range(10)}
_TABLE = str.maketrans({**_MARKS, **_DIGITS})
_MISREAD = {"o": "0", "i": "1", "l": "1"}
"""Letters that are taken for figures when a code is read aloud or written by hand."""
EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
_PARTS = (("year", "y"), ("month", "m"), ("day", "d"))
_DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})|(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})", re.ASCII
)
WRITTEN = (
    r"(?:https?://|www\.)[^\s<>]+|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9.-]{1,255}"
    r"|\+[0-9](?:[ .()\u00a0\u202f-]{0,2}[0-9]){5,15}|0[0-9](?:[ .\u00a0\u202f-]?[0-9]){7,13}"
    r"|[0-9_-]{0,20}[A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f_-]*"
    r"|([0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*)"
)
"""What stays in Western digits (links, addresses, telephone numbers, words with Latin letters) or, captured, a number.

Python and JavaScript read it alike: the page script is given it with the page.
"""
_WRITTEN = re.compile(WRITTEN)
ARABIC_MARKS = dict(zip("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫", strict=True))
"""By the figures and marks of a number, those it is written with; in a number of more points than one, points stay."""
_GROUPED = re.compile(r"([+-]?[0-9]{1,3})((?:[ \u00a0\u202f][0-9]{3})+)(?![0-9])")


def western(text: str) -> str:
    """The text with ٠–٩ and ۰–۹ as 0–9, Arabic marks as ``.`` and ``,``, ``−`` as ``-``, direction marks removed."""
    return unicodedata.normalize("NFC", text).translate(_TABLE).strip()


def in_arabic_digits(text: str, pattern: re.Pattern[str] = _WRITTEN) -> str:
    """The text with its numbers as ٠–٩: ``3.5`` is ``٣٫٥``; what ``WRITTEN`` says stays as it is."""
    return pattern.sub(_arabic, text)


def _arabic(found: re.Match[str]) -> str:
    number = found[1]
    if number is None:
        return found[0]
    marks = {**ARABIC_MARKS, ".": "."} if number.count(".") > 1 else ARABIC_MARKS
    return "".join(marks[mark] for mark in number)


def plain_number(text: str) -> str:
    """A typed number as ASCII with a dot: ``1 234,5`` and ``١٢٣٤٫٥`` are ``1234.5``; other text is left as it is."""
    ascii_text = western(text)
    grouped = _GROUPED.match(ascii_text)
    if grouped:
        figures = grouped.group(1) + re.sub(r"\s", "", grouped.group(2))
        ascii_text = figures + ascii_text[grouped.end() :]
    return ascii_text.replace(",", ".") if ascii_text.count(",") == 1 and "." not in ascii_text else ascii_text


def plain_day(text: str) -> datetime.date | None:
    """The day that ``2026-03-31`` or ``31/03/2026`` names, in any numerals; None when it is no day we could mean."""
    found = _DAY.fullmatch(western(text))
    try:
        day = datetime.date(*(int(found[iso] or found[local]) for iso, local in _PARTS)) if found else None
    except ValueError:  # the 31st of a short month
        return None
    return day if day is not None and EARLIEST <= day <= LATEST else None


def plain_code(typed: str, alphabet: str, length: int) -> str:
    """A code or the token of a link as typed by hand, in any numerals and with any marks between; '' when it is none.

    Of a whole link only what follows its last slash counts.
    """
    if len(typed) == length and set(typed) <= set(alphabet):
        return typed
    last = western(typed).lower().rstrip("/").rpartition("/")[2]
    runs = re.findall(r"[^\W_]+", last)
    for letters in ("".join(runs), *runs):
        read = "".join(letter if letter in alphabet else _MISREAD.get(letter, letter) for letter in letters)
        if len(read) == length and set(read) <= set(alphabet):
            return read
    return ""
