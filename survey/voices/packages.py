"""Files inside a compressed document, opened under limits: hostile archives are refused before they unpack."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.parsers import expat

from survey.voices.transcript import TranscriptError, TranscriptProblem, refused

SIGNATURE = b"PK\x03\x04"
ENTRY = b"PK\x01\x02"
MOST_MEMBERS = 2_000
MOST_UNPACKED = 100_000_000
LARGEST_RATIO = 200
SMALL_UNPACKED = 1_000_000
"""Below this size a ratio tells nothing: ten thousand spaces are no bomb."""
LARGEST_PART = 30_000_000
MOST_ELEMENTS = 500_000
DEEPEST = 200
CHUNK = 1_000_000

BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError)
UNREADABLE = (*BROKEN, NotImplementedError, RuntimeError, OverflowError)
SAVE_AGAIN = "Open it in a word processor and save it again."
UNPROTECTED = "Save it without a password; the application keeps it encrypted."


class Package(NamedTuple):
    """An archive whose directory keeps the limits."""

    archive: zipfile.ZipFile
    names: frozenset[str]


def open_package(content: bytes) -> Package:
    """The archive, its directory read and weighed, nothing unpacked yet; all problems at once."""
    if content.count(ENTRY) > 2 * MOST_MEMBERS:
        raise TranscriptError([_too_many()])
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except UNREADABLE:
        what = "The document is cut off or damaged: its directory cannot be read."
        raise refused("package-broken", what, SAVE_AGAIN) from None
    problems = _problems(archive.infolist(), len(content))
    if problems:
        raise TranscriptError(problems)
    return Package(archive, frozenset(archive.namelist()))


def _problems(members: list[zipfile.ZipInfo], packed: int) -> list[TranscriptProblem]:
    problems = [_too_many()] if len(members) > MOST_MEMBERS else []
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL_UNPACKED and unpacked > LARGEST_RATIO * packed):
        what = f"The document would unpack to {unpacked} bytes, from {packed}."
        problems.append(TranscriptProblem(0, "package-too-large", what, "Save the text alone, without pictures."))
    if any(member.flag_bits & 1 for member in members):
        problems.append(TranscriptProblem(0, "encrypted", "The document is protected by a password.", UNPROTECTED))
    if len({member.filename for member in members}) < len(members):
        what = "The document holds two parts of one name."
        problems.append(TranscriptProblem(0, "package-broken", what, SAVE_AGAIN))
    return problems


def _too_many() -> TranscriptProblem:
    what = f"The document holds more than {MOST_MEMBERS} parts."
    return TranscriptProblem(0, "package-too-large", what, "Save the text alone, without pictures.")


def part(package: Package, name: str) -> bytes:
    """One part, unpacked; b'' where there is none. A part that is larger than its directory says is refused."""
    if name not in package.names:
        return b""
    try:
        with package.archive.open(name) as file:
            content = file.read(LARGEST_PART + 1)
    except UNREADABLE:
        what = f"The part {name} of the document is cut off or damaged."
        raise refused("package-broken", what, SAVE_AGAIN) from None
    if len(content) > LARGEST_PART:
        what = f"The part {name} of the document holds more than {LARGEST_PART} bytes."
        raise refused("package-too-large", what, "Cut it into one file per interview.")
    return content


def walk(
    content: bytes,
    *,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] = lambda name: None,
    words: Callable[[str], None] = lambda text: None,
) -> None:
    """Go through XML without building it. Names are ``namespace local``; document types and entities are refused."""
    parser = limited_parser(start, end, words)
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        feed(parser, content)
    except expat.ExpatError as error:
        what = f"The text of the document is no sound XML: {expat.errors.messages[error.code]}."
        raise refused("xml-broken", what, SAVE_AGAIN) from None
    except (LookupError, UnicodeError):
        raise refused("xml-broken", "The text of the document is in an unknown encoding.", SAVE_AGAIN) from None


def limited_parser(
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None],
    words: Callable[[str], None],
    encoding: str | None = None,
) -> expat.XMLParserType:
    """A parser that refuses far more elements, or far deeper ones, than an interview has; it fetches nothing."""
    parser = expat.ParserCreate(encoding, namespace_separator=" ")
    parser.buffer_text = True
    elements = depth = 0

    def enter(name: str, attributes: dict[str, str]) -> None:
        nonlocal elements, depth
        elements, depth = elements + 1, depth + 1
        if elements > MOST_ELEMENTS or depth > DEEPEST:
            raise refused("too-long", "The document holds far more than an interview.", SAVE_AGAIN)
        start(name, attributes)

    def leave(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    parser.CharacterDataHandler = words
    return parser


def feed(parser: expat.XMLParserType, content: bytes) -> None:
    """Let a parser read all of this, part by part."""
    for begin in range(0, len(content), CHUNK):
        parser.Parse(content[begin : begin + CHUNK], False)
    parser.Parse(b"", True)


def _refuse_document_type(*_declared: object) -> None:
    what = "The document declares a document type or entities, which no word processor writes."
    raise refused("entities", what, SAVE_AGAIN)
