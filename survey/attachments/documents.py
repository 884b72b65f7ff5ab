"""Documents and texts that are taken: no program, no page of the web, nothing packed but what offices write."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping

from survey.attachments.spool import Spool

MOST_ENTRIES, LONGEST_DIRECTORY = 5000, 1024 * 1024
_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_END_LENGTH, _ENTRY_LENGTH, _TAIL = 22, 46, 1024
_FOLDERS: Mapping[str, str] = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_OPEN: Mapping[bytes, str] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_PROGRAMS = re.compile(r"vbaproject|/activex/|/embeddings/.*\.bin$|^basic/|^scripts/", re.IGNORECASE)
_MARKUP = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|\?xml|iframe|img|meta|link|style)\b|<\?", re.IGNORECASE
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
_COMMANDS = (b"#!", b"%!", b"{\\rtf", b"MZ", b"\x7fELF", b"@echo")


def document_ending(spool: Spool) -> str:
    """The ending of a PDF or of a document of an office program; '' when it is neither, or holds a program."""
    if spool.at(0, 5) == b"%PDF-":
        return "pdf" if b"%%EOF" in spool.at(max(spool.size - _TAIL, 0), _TAIL) else ""
    names = _names(spool)
    if not names or any(_PROGRAMS.search(name) for name in names):
        return ""
    first = spool.at(0, 128)
    if names[0] == "mimetype":
        start = 30 + int.from_bytes(first[26:28], "little") + int.from_bytes(first[28:30], "little")
        told = spool.at(start, 100).partition(b"PK")[0]
        return _OPEN.get(told, "")
    if "[Content_Types].xml" not in names:
        return ""
    return next((ending for folder, ending in _FOLDERS.items() if any(name.startswith(folder) for name in names)), "")


def _names(spool: Spool) -> list[str]:
    """The names in the directory of a package, [] when there is none; nothing is unpacked for it."""
    end = spool.at(max(spool.size - _END_LENGTH, 0), _END_LENGTH)
    if len(end) < _END_LENGTH or not end.startswith(_END):
        return []
    count, length, place = struct.unpack("<HII", end[10:20])
    if count > MOST_ENTRIES or length > LONGEST_DIRECTORY or place + length + _END_LENGTH != spool.size:
        return []
    directory, at, names = spool.at(place, length), 0, []
    while directory[at : at + 4] == _ENTRY and at + _ENTRY_LENGTH <= len(directory):
        lengths = struct.unpack("<HHH", directory[at + 28 : at + 34])
        names.append(directory[at + _ENTRY_LENGTH : at + _ENTRY_LENGTH + lengths[0]].decode("utf-8", "replace"))
        at += _ENTRY_LENGTH + sum(lengths)
    return names if len(names) == count and at == length else []


def text_ending(spool: Spool, called: str) -> str:
    """``csv`` or ``txt`` for plain words; '' for anything that a program would run or a browser would show."""
    if spool.at(0, 16).lower().startswith(tuple(each.lower() for each in _COMMANDS)):
        return ""
    before = b""
    for piece in spool.pieces():
        if _CONTROL.search(piece) or _MARKUP.search(before + piece):
            return ""
        before = piece[-64:]
    return "csv" if called.lower().endswith(".csv") else "txt"
