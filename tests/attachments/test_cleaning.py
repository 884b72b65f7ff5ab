"""What is taken of a file, told by its content, and what of it is kept."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PIL import Image
from sent_files import CANARY, PDF, bomb, document, film, picture, sound

from survey.attachments import receiving
from survey.attachments.kinds import MEDIA_TYPES, TAKEN, media_type
from survey.attachments.receiving import Cleaned, Refused, cleaned
from survey.attachments.spool import Spool
from survey.instrument.types import question_type, type_names

MEGABYTE = 1024 * 1024


def spooled(content: bytes, most: int = 10 * MEGABYTE) -> Spool:
    made = Spool(most)
    for start in range(0, len(content), 1000):
        made.write(content[start : start + 1000])
    return made


def kept(content: bytes, kind: str, called: str = "", side: int | None = None) -> tuple[Cleaned, bytes]:
    found = cleaned(spooled(content), kind, called, side)
    inside = b"".join(found.pieces)
    assert len(inside) == found.size
    return found, inside


def refusal(content: bytes, kind: str, called: str = "") -> str:
    with pytest.raises(Refused) as refused:
        cleaned(spooled(content), kind, called)
    return refused.value.rule


def test_every_type_that_takes_a_file_knows_which() -> None:
    assert set(TAKEN) == {name for name in type_names() if question_type(name).takes_file}


@pytest.mark.parametrize(
    ("content", "kind", "ending"),
    [
        *(
            (picture(sent), "image", "jpg" if sent in ("jpg", "webp") else "png")
            for sent in ("jpg", "png", "webp", "gif")
        ),
        *((sound(ending), "audio", ending) for ending in ("wav", "mp3", "flac", "ogg", "amr", "aac", "weba", "m4a")),
        (film(), "audio", "m4a"),
        (film(b"3gp4"), "audio", "m4a"),
        (film(), "video", "mp4"),
        (film(b"qt  "), "video", "mov"),
        (film(b"3gp4"), "video", "3gp"),
        (sound("ogg"), "video", "ogv"),
        (sound("weba"), "video", "webm"),
        *((document(ending), "file", ending) for ending in ("docx", "xlsx", "pptx", "odt", "ods", "odp")),
        (PDF, "file", "pdf"),
        (picture(), "file", "jpg"),
        ("Un été\r\n".encode(), "file", "txt"),
        ("Un été".encode("cp1252"), "file", "txt"),
    ],
)
def test_each_kind_is_told_by_its_content(content: bytes, kind: str, ending: str) -> None:
    found, inside = kept(content, kind)
    assert found.ending == ending and ending in MEDIA_TYPES
    assert CANARY not in inside and CANARY not in found.thumbnail


def test_a_table_is_told_from_a_text_by_its_name() -> None:
    assert kept(b"a;b\n1;2\n", "file", "Zoe.CSV")[0].ending == "csv"


def test_a_program_would_be_sent_as_nothing_that_opens() -> None:
    assert media_type("x.exe") == "application/octet-stream"


def test_a_picture_stands_upright_and_has_a_small_one() -> None:
    found, inside = kept(picture(size=(600, 400), turned=True), "image")
    whole, small = Image.open(io.BytesIO(inside)), Image.open(io.BytesIO(found.thumbnail))
    assert whole.size == (400, 600) and small.size == (160, 240)  # 240 is the longer side of the small one
    top, bottom = whole.getpixel((200, 50)), whole.getpixel((200, 550))
    assert isinstance(top, tuple) and isinstance(bottom, tuple)
    assert top[0] < 50 and bottom[0] > 200  # navy was on the left, and is on top once it is turned by a quarter


@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_a_picture_is_made_smaller_where_its_question_says_so(ending: str) -> None:
    _, inside = kept(picture(ending, size=(600, 400)), "image", side=300)
    assert Image.open(io.BytesIO(inside)).size == (300, 200)


def test_a_picture_of_figures_in_grey_is_read_too() -> None:
    out = io.BytesIO()
    Image.new("I;16", (30, 20), 40_000).save(out, "PNG")
    assert kept(out.getvalue(), "image")[0].ending == "png"


def test_what_hangs_behind_a_picture_is_not_kept() -> None:
    page = b"<html><script>alert(1)</script></html>"
    _, inside = kept(picture() + page, "image")
    assert b"<script" not in inside


@pytest.mark.parametrize("content", [film(), film(b"qt  "), film() + bytes(4), sound("wav"), sound("flac")])
def test_a_recording_stays_as_long_as_it_was(content: bytes) -> None:
    kind = "video" if content[4:8] == b"ftyp" else "audio"
    _, inside = kept(content, kind)
    assert len(inside) == len(content) and content.count(CANARY) and not inside.count(CANARY)


@pytest.mark.parametrize(
    ("content", "kind", "rule"),
    [
        (b"", "image", "empty_file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image", "not_a_picture"),
        (picture()[:400], "image", "unreadable_file"),
        (picture("png")[:60], "image", "unreadable_file"),
        (b"\xff\xd8\xff\xe0" + b"no picture" * 9, "image", "unreadable_file"),
        (bomb(), "image", "picture_too_large"),
        (PDF, "image", "not_a_picture"),
        (picture(), "audio", "not_a_recording"),
        (b"MZ" + bytes(90), "audio", "not_a_recording"),
        (film(b"heic"), "audio", "not_a_recording"),
        (film(b"heic"), "image", "not_a_picture"),
        (sound("mp3"), "video", "not_a_film"),
        (sound("wav"), "video", "not_a_film"),
        (film()[:-20], "video", "unreadable_file"),
        (film()[:40], "video", "unreadable_file"),
        (b"RIFF\x00\x00\x00\x00WAVE", "audio", "unreadable_file"),
        (b"<!DOCTYPE html><p>", "file", "not_a_document"),
        (b"words before\n<ScRiPt>", "file", "not_a_document"),
        (b"<?xml version='1.0'?>", "file", "not_a_document"),
        (b"MZ\x90\x00", "file", "not_a_document"),
        (b"\x7fELF", "file", "not_a_document"),
        (b"#!/bin/sh\n", "file", "not_a_document"),
        (b"%PDF-1.7 cut", "file", "not_a_document"),
        (b"PK\x03\x04" + bytes(90), "file", "not_a_document"),
        (document("docx", word__vbaProject_bin=b"x"), "file", "not_a_document"),
        (document("odt", Basic__script=b"x"), "file", "not_a_document"),
        (document("docx") + b"more", "file", "not_a_document"),
        (film(), "file", "not_a_document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(90), "file", "not_a_document"),
    ],
)
def test_what_is_not_taken_says_why(content: bytes, kind: str, rule: str) -> None:
    assert refusal(content, kind) == rule


def test_an_archive_is_no_document() -> None:
    whole = document("docx").replace(b"[Content_Types].xml", b"[Content_Typez].xml")
    assert refusal(whole, "file") == "not_a_document"


def test_what_is_too_large_is_counted_and_thrown_away() -> None:
    large = spooled(b"a" * 5000, most=2000)
    assert (large.size, large.is_too_large, len(large.read())) == (5000, True, 2000)
    with pytest.raises(Refused, match="file_too_large"):
        cleaned(large, "file")


def test_boxes_without_end_are_damage() -> None:
    assert refusal(b"\x00\x00\x00\x0cftypisom" + b"\x00\x00\x00\x08moov" * 30_000, "video") == "unreadable_file"


def test_nothing_on_the_disk_can_be_read() -> None:
    made = spooled(CANARY * 100)
    file = made._file
    assert file is not None
    file.flush()
    file.seek(0)
    raw = file.read()
    assert len(raw) == 600 and CANARY not in raw
    assert made.at(7, 12) == (CANARY * 3)[1:13] and made.at(595, 50) == CANARY[1:] and made.at(600, 1) == b""
    assert b"".join(made.pieces(3, 9)) == (CANARY * 2)[3:9]
    made.seek(-6, 2)
    assert (made.tell(), made.read(), made.read()) == (594, CANARY, b"")
    made.close()


def test_a_field_left_alone_opens_no_file() -> None:
    empty = Spool(0)
    empty.write(b"abc")
    assert empty._file is None and empty.read() == b""
    empty.close()


def test_a_reader_that_fails_is_told_as_a_picture_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "LIMITS", {"seconds": 15, "megabytes": 1})
    assert refusal(picture(size=(4000, 4000)), "image") == "picture_too_large"


def test_the_process_takes_no_more_memory_than_it_may() -> None:
    """40 million pixels, the most that is read whole, in the memory that is allowed."""
    out = io.BytesIO()
    Image.new("RGB", (8000, 5000)).save(out, "PNG")
    assert kept(out.getvalue(), "image")[0].ending == "png"


def test_the_process_that_serves_pages_loads_no_library_of_pictures() -> None:
    told = "import sys, survey, survey.attachments.receiving; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


@pytest.fixture
def said() -> Iterator[subprocess.Popen[bytes]]:
    """The process by itself."""
    with subprocess.Popen(
        [sys.executable, "-I", str(receiving.SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield process


def test_the_process_answers_in_one_line_and_two_pictures(said: subprocess.Popen[bytes]) -> None:
    out, _ = said.communicate(json.dumps({**receiving.LIMITS, "side": 100}).encode() + b"\n" + picture())
    line, _, rest = out.partition(b"\n")
    told = json.loads(line)
    assert told["ending"] == "jpg" and len(rest) == told["thumbnail"] + told["size"]
