"""The bytes of a text file as text, told from the bytes alone, with a word on every guess."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from survey.voices.transcript import Repair, TranscriptError, canonical, refused

MOST_CHARACTERS = 2_000_000
MOST_LINES = 50_000
LONGEST_RUN_OF_MARKS = 30
"""Composing takes time in the square of a run of combining marks; no script stacks so many."""

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
UNUSUAL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
ESCAPED = re.compile("[\udc80-\udcff]")
NO_TEXT = "Save the transcript again as a text file in UTF-8."


class Decoded(NamedTuple):
    """A text file as text (NFC, LF, no control characters), its encoding, and what was guessed or mended."""

    text: str
    encoding: str
    repairs: tuple[Repair, ...]


def _combining_marks() -> str:
    """A character class of everything that may be reordered when a text is composed."""
    ranges: list[list[int]] = []
    for code in (code for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code))):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]"


STACKED = re.compile(_combining_marks() + f"{{{LONGEST_RUN_OF_MARKS}}}")
PERHAPS_STACKED = re.compile(f"[\u0300-\U0010ffff]{{{LONGEST_RUN_OF_MARKS}}}")
"""So many characters side by side of which each may be a mark: looked for first, since it is found far sooner."""


def decode(content: bytes) -> Decoded:
    """The text of a file: UTF-8 or UTF-16, else a Western or Arabic Windows encoding; binary content is refused."""
    text, encoding, repairs = characters(content)
    text, mended = without_controls(composed(text))
    return Decoded(text, encoding, (*repairs, *mended))


def is_text(content: bytes) -> bool:
    """Whether these bytes can be read as text at all."""
    try:
        characters(content)
    except TranscriptError:
        return False
    return True


def composed(text: str) -> str:
    """The text in LF and NFC, once it is known to be short enough for that to take little time."""
    if len(text) > MOST_CHARACTERS:
        raise _too_long()
    if text.count("\n") + text.count("\r") - text.count("\r\n") > MOST_LINES:
        what = f"This file holds more than {MOST_LINES} lines, far more than an interview."
        raise refused("too-many-lines", what, "Cut it into one file per interview.")
    if not text.isascii() and PERHAPS_STACKED.search(text) and STACKED.search(text):
        raise refused("stacked-marks", f"More than {LONGEST_RUN_OF_MARKS} accents stand on one letter.", NO_TEXT)
    return canonical(text)


def _too_long() -> TranscriptError:
    what = f"This file holds more than {MOST_CHARACTERS} characters, far more than an interview."
    return refused("too-long", what, "Cut it into one file per interview.")


def without_controls(text: str) -> tuple[str, tuple[Repair, ...]]:
    """The text without control characters, each line of them told."""
    if not CONTROLS.search(text):
        return text, ()
    lines = text.split("\n")
    found = [number for number, line in enumerate(lines, 1) if CONTROLS.search(line)]
    what = "Control characters, which nobody speaks, were taken out."
    spaced = text.replace("\x0b", " ").replace("\x0c", " ")  # line and page breaks of old programs part words
    return CONTROLS.sub("", spaced), tuple(Repair(number, "control-character", what) for number in found)


def characters(content: bytes) -> tuple[str, str, tuple[Repair, ...]]:
    """The characters of a file as they stand there, their encoding, and what was guessed."""
    for mark, encoding, codec in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _marked(content, encoding, codec)
    if b"\x00" in content:
        return _unmarked_utf_16(content)
    try:
        return content.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        return _not_quite_utf_8(content)


def _marked(content: bytes, encoding: str, codec: str) -> tuple[str, str, tuple[Repair, ...]]:
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _not_quite_utf_8(content.removeprefix(codecs.BOM_UTF8))
        what = f"The file begins as {encoding.upper()} and breaks that rule at byte {error.start}: it may be cut off."
        raise refused("encoding-broken", what, NO_TEXT) from None
    if "\x00" in text:
        raise refused("binary", "The file holds zero bytes: it is no text.", NO_TEXT)
    return text, encoding, ()


def _unmarked_utf_16(content: bytes) -> tuple[str, str, tuple[Repair, ...]]:
    """UTF-16 without its mark: the byte order in which no character is a control and spaces or line ends are found."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and re.search(r"[ \n]", text) and not _has_unusual(text):
            what = f"The file does not say its encoding; it was read as {encoding.upper()}."
            return text, "utf-16", (Repair(0, "encoding-guessed", what),)
    raise refused("binary", "The file holds zero bytes: it is no text.", NO_TEXT)


def _has_unusual(text: str) -> bool:
    return any(unicodedata.category(character) in ("Cn", "Co") for character in set(text))


def _not_quite_utf_8(content: bytes) -> tuple[str, str, tuple[Repair, ...]]:
    """A Windows encoding, or UTF-8 with a few bytes of one."""
    if UNUSUAL_BYTES.search(content):
        raise refused("binary", "The file holds bytes that stand for no character: it is no text.", NO_TEXT)
    if len(content) > 2 * MOST_CHARACTERS:
        raise _too_long()
    text = content.decode("utf-8", "surrogateescape")
    sound = text.encode("utf-8", "ignore").decode("utf-8")
    strays = len(text) - len(sound)
    if len(sound) - len(sound.encode("ascii", "ignore")) > 4 * strays:
        lines = enumerate(text.split("\n"), 1)
        return ESCAPED.sub(_western, text), "utf-8", tuple(_strays(lines))
    encoding = _windows_encoding(content)
    what = f"The file is no UTF-8; it was read as {encoding}. Check a line with accents."
    return content.decode(encoding), encoding, (Repair(0, "encoding-guessed", what),)


def _strays(lines: Iterator[tuple[int, str]]) -> Iterator[Repair]:
    for number, line in lines:
        if ESCAPED.search(line):
            what = "Bytes that are no UTF-8 were read as Windows Western (cp1252). Check this line."
            yield Repair(number, "encoding-mixed", what)


def _western(match: re.Match[str]) -> str:
    byte = bytes([ord(match.group()) - 0xDC00])
    return byte.decode("cp1252", "replace")


def _windows_encoding(content: bytes) -> str:
    """In Arabic nearly every letter stands beside another one beyond ASCII; in French and Spanish few do."""
    letters = len(re.findall(rb"[\xc0-\xff]", content))
    neighbours = sum(len(run) for run in re.findall(rb"[\xc0-\xff]{2,}", content))
    if neighbours > 0.6 * letters:
        return "cp1256"
    return "latin-1" if re.search(rb"[\x81\x8d\x8f\x90\x9d]", content) else "cp1252"
