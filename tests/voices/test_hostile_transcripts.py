"""Broken, wrongly named and hostile files: refused with their reason, or read."""

from __future__ import annotations

import random
import struct

import pytest
from counted_work import not_for_ever
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from voices.documents import archive_of, docx, odt

from benchmarks import hostile
from benchmarks.hostile import LONG
from survey.voices.packages import DEEPEST
from survey.voices.reading import LARGEST_FILE, read_transcript
from survey.voices.transcript import TranscriptError

ENDINGS = (".vtt", ".srt", ".docx", ".odt", ".txt")
SOUND = docx("<w:p><w:r><w:t>L1 : oui</w:t></w:r></w:p>")
ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE d SYSTEM "http://127.0.0.1/d.dtd">'
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500
NOISE = {"word/media/picture.png": random.Random(1).randbytes(100_000)}
"""A picture that does not compress, so that the ratio of the whole is that of a real document."""


def outcome(name: str, content: bytes) -> str:
    """The rules a file breaks, or ``read``."""
    try:
        with not_for_ever():
            read_transcript(name, content)
        return "read"
    except TranscriptError as error:
        return " ".join(problem.rule for problem in error.problems)


def lying(content: bytes, size: int) -> bytes:
    """An archive whose directory gives every part this size."""
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", size)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def flagged(content: bytes) -> bytes:
    """An archive whose directory says that its parts are encrypted."""
    return content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.vtt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf\n", "no-text"),
        ("a.vtt", b"WEBVTT\n\nNOTE rien\n", "no-text"),
        ("a.docx", docx("<w:p/>"), "no-text"),
        ("a.odt", odt("<text:p> </text:p>"), "no-text"),
        ("a.txt", b"a" * (LARGEST_FILE + 1), "too-large"),
        ("a.doc", b"oui", "unknown-ending"),
        ("entretien", b"oui", "unknown-ending"),
        ("a.vtt", b"<!DOCTYPE html><html><body>WEBVTT</body></html>", "not-a-transcript"),
        ("a.txt", b"<?xml version='1.0'?><a/>", "not-a-transcript"),
        ("a.txt", b"%PDF-1.7", "not-a-transcript"),
        ("a.txt", b"{\\rtf1 oui}", "not-a-transcript"),
        ("a.srt", b"ID3\x04", "not-a-transcript"),
        ("a.vtt", b"L1 : oui", "wrong-ending"),
        ("a.srt", b"WEBVTT\n\n00:01.000 --> 00:02.000\noui", "wrong-ending"),
        ("a.txt", b"1\n00:00:01,000 --> 00:00:02,000\noui", "wrong-ending"),
        ("a.odt", SOUND, "wrong-ending"),
        ("a.txt", SOUND, "wrong-ending"),
        ("a.docx", odt("<text:p>oui</text:p>"), "wrong-ending"),
        ("a.docx", b"L1 : oui", "wrong-ending"),
        ("a.vtt", b"WEBVTT\x00", "binary"),
        ("a.txt", b"L1 : oui\x00\x00", "binary"),
        ("a.doc", COMPOUND + "WordDocument".encode("utf-16-le"), "not-a-transcript"),
        ("a.docx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.docx", flagged(SOUND), "encrypted"),
        ("a.odt", odt("x", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "encrypted"),
        ("a.docx", SOUND[: len(SOUND) // 2], "package-broken"),
        ("a.docx", SOUND[:4], "package-broken"),
        ("a.docx", archive_of({"inner.docx": SOUND}), "not-a-transcript"),
        ("a.docx", archive_of({"inner.zip": archive_of({"a.docx": SOUND})}), "not-a-transcript"),
        ("a.docx", archive_of({f"{number}.xml": "" for number in range(2_001)}), "package-too-large"),
        ("a.docx", docx("<w:p/>", **{"bomb.xml": b"\x00" * 10_000_000}), "package-too-large"),
        ("a.docx", lying(docx("<w:p/>", **{"bomb.xml": b"\x00" * 10_000_000}), 10), "package-broken"),
        ("a.docx", docx("<w:p/>", before=ENTITIES), "entities"),
        ("a.docx", docx("<w:p/>", before=EXTERNAL), "entities"),
        ("a.docx", docx("<w:p>"), "xml-broken"),
        ("a.docx", docx("<w:p/>", before="<?xml version='1.0' encoding='ebcdic-x'?>"), "xml-broken"),
        ("a.docx", docx("<w:p>" * (DEEPEST + 1) + "</w:p>" * (DEEPEST + 1)), "too-long"),
    ],
)  # fmt: skip  # a row a file
def test_a_bad_file_is_refused_with_its_reason(name: str, content: bytes, rule: str) -> None:
    assert outcome(name, content) == rule


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        *hostile.TRANSCRIPTS,
        ("a.docx", docx("<w:p/>" * LONG), "package-too-large"),
        ("a.docx", docx("<w:p/>" * LONG, **NOISE), "too-long"),
        ("a.docx", docx("<w:p><w:r><w:t>L1 : oui</w:t></w:r></w:p>" * 29_000, **NOISE), "read"),
        ("a.docx", docx("<w:p><w:r><w:t>L1 : oui</w:t></w:r></w:p>" * 60_000, **NOISE), "too-many-lines"),
        ("a.odt", odt("<text:p>oui <text:s text:c='999'/></text:p>" * 3_000, **NOISE), "too-long"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_very_long_file_is_read_or_refused(name: str, content: bytes, expected: str) -> None:
    assert outcome(name, content) == expected


@given(name=st.sampled_from(ENDINGS), content=st.binary(max_size=300))
@example(name=".docx", content=b"PK\x03\x04")
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_random_bytes_are_read_or_refused(name: str, content: bytes) -> None:
    assert outcome(f"a{name}", content)


@given(
    name=st.sampled_from(ENDINGS[:2] + ENDINGS[4:]),
    pieces=st.lists(
        st.sampled_from(
            ["WEBVTT", "\n", "\n\n", "1", "00:00:01.000 --> 00:00:02,000", "99:99:99", "-->", "<v L1>", "</v>", "L1 : "]
            + [
                "&amp;",
                "&#0;",
                "<",
                "[00:00:08] ",
                "NOTE",
                "Claire  00:51",
                "\u0301",
                "\u200f",
                "é",
                "oui",
                ":",
                "{\\an8}",
            ]
        ),
        max_size=12,
    ),
)
@settings(deadline=None)
def test_pieces_of_transcripts_in_any_order_are_read_or_refused(name: str, pieces: list[str]) -> None:
    assert outcome(f"a{name}", "".join(pieces).encode())


@given(place=st.integers(0, len(SOUND) - 1), byte=st.integers(0, 255))
@settings(deadline=None)
def test_a_document_with_one_wrong_byte_is_read_or_refused(place: int, byte: int) -> None:
    assert outcome("a.docx", SOUND[:place] + bytes([byte]) + SOUND[place + 1 :])
