"""One transcript from one file: its text, its digest, its repairs, its reader."""

from __future__ import annotations

import hashlib

import pytest
from house.source_tree import PACKAGE, ROOT

from survey.voices.readers import readers
from survey.voices.reading import read_transcript
from survey.voices.transcript import MOST_REPAIRS, TranscriptError


def test_the_text_joins_the_turns_in_nfc_and_lf() -> None:
    transcript = read_transcript("a.txt", "L1 : e\u0301te\u0301\r\nL2 : non\r\n".encode())
    assert transcript.text == "été\nnon"
    assert transcript.digest == hashlib.sha256("été\nnon".encode()).hexdigest()


@pytest.mark.parametrize("name", ["a.TXT", "dossier/a.txt", "C:\\dossier\\a.txt", "entretien du 3.4.txt"])
def test_the_ending_is_found_in_any_name(name: str) -> None:
    assert read_transcript(name, b"oui").format == "txt"


def test_a_refusal_says_what_and_what_to_do() -> None:
    with pytest.raises(TranscriptError) as refused:
        read_transcript("a.vtt", b"1\n00:00:01,000 --> 00:00:02,000\noui")
    assert str(refused.value) == (
        "0: [wrong-ending] The name says WebVTT, the content is SubRip. "
        "Check the file; if it is the right one, name it .srt."
    )


def test_many_repairs_end_with_their_number() -> None:
    transcript = read_transcript("a.txt", "".join(f"[99:99:99] L1 : {n}\n" for n in range(MOST_REPAIRS + 7)).encode())
    assert len(transcript.repairs) == MOST_REPAIRS + 1
    assert "7 more" in transcript.repairs[-1].what


@pytest.mark.parametrize("name", sorted(readers()))
def test_a_format_is_documented_and_named_as_its_file(name: str) -> None:
    reader = readers()[name]
    assert (PACKAGE / "voices" / "readers" / f"{reader.name}.py").exists()
    documented = (ROOT / "docs" / "interviews.md").read_text("utf-8")
    assert all(f"`{ending}`" in documented for ending in reader.endings)
    assert f"## {reader.title[0].upper()}{reader.title[1:]}" in documented
