"""The real interviews: every turn, every word, every time, against extractions that share nothing with the readers."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from survey.voices.reading import read_transcript
from survey.voices.transcript import ReadTranscript

FILES = {
    "01_anniversairePetitChat.vtt": 69,
    "02_chienGourmand.vtt": 69,
    "03_copineEnCarton.vtt": 65,
    "04_demiSoeurMartiniquaise.vtt": 27,
    "05_frereHyperDifferent.srt": 63,
    "06_generationsXY.srt": 79,
    "07_giteEnMontagne.srt": 27,
    "08_hamacTahiti.docx": 52,
    "09_lesParentsInconnus.docx": 35,
    "10_manifSorbRock.odt": 57,
    "11_onEnParleAPersonne.txt": 54,
    "12_discussionSansAbris.txt": 38,
}
"""Speaker marks, counted with grep over the files or the XML inside them."""

BEGINNING = {
    ".vtt": re.compile(r"<v (L\d)>"),
    ".srt": re.compile(r"(L\d): "),
    ".docx": re.compile(r"\[\d\d:\d\d:\d\d\] (L\d) : "),
    ".odt": re.compile(r"(L\d) : "),
    ".txt": re.compile(r"(L\d) : "),
}


def lines_of(path: Path) -> list[str]:
    """The lines or paragraphs of a file, as plain as can be."""
    if path.suffix == ".docx":
        return paragraphs_of(path, "word/document.xml", "}p", "}t")
    if path.suffix == ".odt":
        return paragraphs_of(path, "content.xml", "}p", "}p")
    text = unicodedata.normalize("NFC", path.read_bytes().decode("utf-8"))
    return text.replace("\r\n", "\n").split("\n")


def paragraphs_of(path: Path, part: str, paragraph: str, words: str) -> list[str]:
    """The paragraphs of the XML inside a document."""
    root = ElementTree.fromstring(zipfile.ZipFile(path).read(part))
    found = [element for element in root.iter() if element.tag.endswith(paragraph)]
    joined = ["".join(piece.text or "" for piece in each.iter() if piece.tag.endswith(words)) for each in found]
    return [unicodedata.normalize("NFC", text) for text in joined]


def read(folder: Path, name: str) -> ReadTranscript:
    """The transcript in a real file."""
    path = folder / "interviews" / name
    return read_transcript(path.name, path.read_bytes())


@pytest.mark.parametrize("name", FILES)
def test_every_turn_has_the_speaker_and_the_words_of_its_line(real_data: Path, name: str) -> None:
    path = real_data / "interviews" / name
    expected = [
        (match.group(1), line[match.end() :])
        for line in lines_of(path)
        if (match := BEGINNING[path.suffix].match(line))
    ]
    assert [(turn.speaker, turn.text) for turn in read(real_data, name).turns] == expected
    assert len(expected) == FILES[name]


@pytest.mark.parametrize("name", FILES)
def test_no_line_is_left_out_but_those_of_the_format(real_data: Path, name: str) -> None:
    path = real_data / "interviews" / name
    of_the_format = re.compile(r"WEBVTT|\d+|\d\d:\d\d:\d\d[.,]\d{3} --> \d\d:\d\d:\d\d[.,]\d{3}|")
    rest = [line for line in lines_of(path) if not of_the_format.fullmatch(line)]
    assert "\n".join(BEGINNING[path.suffix].sub("", line) for line in rest) == read(real_data, name).text


@pytest.mark.parametrize("name", FILES)
def test_the_digest_is_that_of_the_text(real_data: Path, name: str) -> None:
    transcript = read(real_data, name)
    assert transcript.digest == hashlib.sha256(transcript.text.encode("utf-8")).hexdigest()


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(("vtt", "srt"))])
def test_every_time_is_that_of_its_cue(real_data: Path, name: str) -> None:
    text = (real_data / "interviews" / name).read_text("utf-8")
    expected = [
        tuple(((int(h) * 60 + int(m)) * 60 + int(s)) * 1000 + int(f) for h, m, s, f in (parts[:4], parts[4:]))
        for parts in re.findall(r"(\d+):(\d+):(\d+)[.,](\d+) --> (\d+):(\d+):(\d+)[.,](\d+)", text)
    ]
    assert [(turn.start, turn.end) for turn in read(real_data, name).turns] == expected


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith("docx")])
def test_every_stamp_is_the_start_of_its_turn(real_data: Path, name: str) -> None:
    lines = lines_of(real_data / "interviews" / name)
    expected = [(int(line[1:3]) * 3600 + int(line[4:6]) * 60 + int(line[7:9])) * 1000 for line in lines if line]
    assert [turn.start for turn in read(real_data, name).turns] == expected


def test_overlaps_and_times_out_of_order_are_told(real_data: Path) -> None:
    told = [repair.rule for repair in read(real_data, "01_anniversairePetitChat.vtt").repairs]
    assert (told.count("times-overlap"), told.count("time-out-of-order")) == (20, 5)
