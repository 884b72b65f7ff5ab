"""XML files of transcripts: told by their first element, read in the encoding they are in, entities never."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Mapping
from typing import NamedTuple, Protocol
from xml.parsers import expat

from survey.voices.encoding import characters, without_controls
from survey.voices.packages import feed, limited_parser
from survey.voices.transcript import Repair, TranscriptError, refused

HEAD = 20_000
DECLARED = re.compile(r"""\s*<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']""")
BEFORE_ROOT = re.compile(
    r"\s+|<\?(?:[^?]|\?(?!>))*\?>|<!--(?:[^-]|-(?!->))*-->|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE
)
ROOT = re.compile(r"<(?:[\w.-]{1,80}:)?([\w.-]{1,80})")
SINGLE_BYTE = re.compile(r"(?:us-)?ascii|utf-?8|iso-?8859-?\d+|latin-?\d+|windows-\d+|cp\d+|mac-?\w+", re.IGNORECASE)
EXPORT_AGAIN = "Export it again from the program that wrote it."
OF_XML = "http://www.w3.org/XML/1998/namespace"


class Handlers(Protocol):
    """What goes through a file: told of elements by their local names, of words, and where it stands."""

    place: int

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """It ends."""

    def words(self, text: str) -> None:
        """Characters between."""


class Read(NamedTuple):
    """The encoding of a file, and what was guessed or mended."""

    encoding: str
    repairs: tuple[Repair, ...]


def root_of(content: bytes) -> str:
    """The local name of the first element of an XML file; '' where it is none."""
    head = _head(content)
    at = 0
    while before := BEFORE_ROOT.match(head, at):
        at = before.end()
    root = ROOT.match(head, at)
    return root.group(1) if root else ""


def go_through(content: bytes, handlers: Handlers, namespaces: frozenset[str]) -> Read:
    """Go through a file of one of these namespaces, or none. A document type is not fetched; entities are refused."""
    text, encoding, repairs = _characters(content)
    text, mended = without_controls(text.lstrip("\ufeff").replace("\r\n", "\n"))

    local = _Locals(namespaces)

    def start(name: str, attributes: Mapping[str, str]) -> None:
        handlers.place = parser.CurrentLineNumber
        handlers.start(local[name], {key.removeprefix(f"{OF_XML} "): said for key, said in attributes.items()})

    def end(name: str) -> None:
        handlers.end(local[name])

    def skipped(name: str, is_parameter: bool) -> None:
        if not is_parameter:
            handlers.words(html.unescape(f"&{name};"))

    parser = limited_parser(start, end, handlers.words, "utf-8")
    parser.StartDoctypeDeclHandler = _document_type
    parser.EntityDeclHandler = _entity
    parser.SkippedEntityHandler = skipped
    try:
        feed(parser, text.encode("utf-8", "replace"))
    except expat.ExpatError as error:
        what = f"It is no sound XML from here on: {expat.errors.messages[error.code]}."
        raise refused("xml-broken", what, EXPORT_AGAIN, place=error.lineno) from None
    return Read(encoding, (*repairs, *mended))


class _Locals(dict[str, str]):
    """The names of elements without their namespace; '' for those of another vocabulary."""

    def __init__(self, namespaces: frozenset[str]) -> None:
        self.namespaces = namespaces

    def __missing__(self, name: str) -> str:
        namespace, _, local = name.rpartition(" ")
        self[name] = local if not namespace or namespace in self.namespaces else ""
        return self[name]


def _head(content: bytes) -> str:
    """The beginning of a file, good enough to know the names of its elements."""
    head = content[:HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace")
    if head[:2] in (b"<\x00", b"\x00<"):
        return head.decode("utf-16-le" if head[0] else "utf-16-be", "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _characters(content: bytes) -> tuple[str, str, tuple[Repair, ...]]:
    """As the file declares them, where that fits; else as they are told from the bytes."""
    declared = DECLARED.match(_head(content))
    if not declared or not SINGLE_BYTE.fullmatch(declared.group(1)) or b"\x00" in content:
        return characters(content)
    try:
        encoding = codecs.lookup(declared.group(1)).name
        text = content.decode(encoding)
    except (LookupError, UnicodeError):
        text, encoding, repairs = characters(content)
        what = f"The file says {declared.group(1)} and breaks that rule; it was read as {encoding}."
        return text, encoding, (*repairs, Repair(0, "encoding-guessed", what))
    if encoding == "iso8859-1" and re.search(r"[\x80-\x9f]", text):
        what = "The file says ISO-8859-1 and holds signs of Windows Western; it was read as cp1252."
        return content.decode("cp1252", "replace"), "cp1252", (Repair(0, "encoding-guessed", what),)
    return text, {"iso8859-1": "latin-1"}.get(encoding, encoding), ()


def _document_type(_name: str, _system: str | None, _public: str | None, has_own: int) -> None:
    if has_own:
        raise _declares()


def _entity(*_declared: object) -> None:
    raise _declares()


def _declares() -> TranscriptError:
    return refused(
        "entities", "It declares entities or a document type of its own, which are never read.", EXPORT_AGAIN
    )
