"""Files that are no transcripts we read: what they seem to be, and what to do with each."""

from __future__ import annotations

import re
from typing import NamedTuple

from survey.voices.packages import SIGNATURE, UNPROTECTED, open_package, part
from survey.voices.transcript import TranscriptProblem

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
WORD_STREAM = "WordDocument".encode("utf-16-le")
EXPORT = "Export the transcript as WebVTT, SubRip, TEI, DOCX, ODT or plain text."


class Kind(NamedTuple):
    """A kind of file by how it begins."""

    beginning: re.Pattern[bytes]
    title: str
    remedy: str


KINDS = (
    Kind(re.compile(rb"%PDF-"), "a PDF", "Save it as DOCX, ODT or plain text in the program that made it."),
    Kind(re.compile(rb"\{\\rtf"), "an RTF document", "Save it as DOCX, ODT or plain text."),
    Kind(re.compile(rb"ID3|OggS|fLaC|RIFF|\xff[\xf2-\xfb]|.{4}ftyp|\x1aE\xdf\xa3", re.S), "a recording", EXPORT),
    Kind(re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8"), "a picture", EXPORT),
    Kind(re.compile(rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ"), "an archive", "Unpack it and import the files inside."),
    Kind(
        re.compile(rb"(\xef\xbb\xbf)?\s*(<!--.{0,2000}?-->\s*)?<(!doctype\s+html|html|head|body)\b", re.I | re.S),
        "a web page",
        EXPORT,
    ),
)
UNKNOWN = (
    Kind(re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<\x00?[?!\w]"), "an XML file", EXPORT),
    Kind(re.compile(rb"(\xef\xbb\xbf)?\s*(\{\s*[\"}]|\[\s*[\[{\]])"), "a JSON file", EXPORT),
)
"""Kinds of which some files are transcripts: what is said of those that no reader knows."""


def foreign(content: bytes) -> TranscriptProblem | None:
    """What is to be said of a file that is no transcript; None where it may be one."""
    if content.startswith(COMPOUND):
        return _compound(content)
    for kind in KINDS:
        if kind.beginning.match(content):
            return TranscriptProblem(0, "not-a-transcript", f"This file seems to be {kind.title}.", kind.remedy)
    return None


def is_of_unknown_kind(content: bytes) -> bool:
    """Whether it begins as XML or JSON does."""
    return any(kind.beginning.match(content) for kind in UNKNOWN)


def foreign_package(content: bytes) -> TranscriptProblem:
    """What a file seems to be, compressed or not, once no reader knows it."""
    for kind in UNKNOWN:
        if kind.beginning.match(content):
            return TranscriptProblem(0, "not-a-transcript", f"This file seems to be {kind.title}.", kind.remedy)
    if not content.startswith(SIGNATURE):
        return TranscriptProblem(0, "not-a-transcript", "This file is no text and no document we know.", EXPORT)
    package = open_package(content)
    declared = (part(package, "mimetype") + part(package, "[Content_Types].xml")).lower()
    title = "an archive"
    for sign, name in ((b"spreadsheet", "a spreadsheet"), (b"presentation", "a presentation"), (b"epub", "a book")):
        if sign in declared:
            title = name
    if b"macroenabled" in declared:
        title = "a document with macros"
    remedy = "Unpack it and import the files inside." if title == "an archive" else EXPORT
    return TranscriptProblem(0, "not-a-transcript", f"This file seems to be {title}.", remedy)


def _compound(content: bytes) -> TranscriptProblem:
    """The container of Microsoft's old formats, which also holds new documents once a password protects them."""
    if ENCRYPTED_STREAM in content:
        return TranscriptProblem(0, "encrypted", "The document is protected by a password.", UNPROTECTED)
    title = "a Word document of before 2007 (.doc)" if WORD_STREAM in content else "an old Microsoft file"
    return TranscriptProblem(0, "not-a-transcript", f"This file seems to be {title}.", "Save it as DOCX.")
