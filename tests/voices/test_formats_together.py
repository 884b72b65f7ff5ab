"""What holds for every format: endings told by content, one canonical text, hostile files, random changes."""

from __future__ import annotations

import hashlib
import random
import unicodedata
from collections import Counter

import pytest
from counted_work import not_for_ever
from hypothesis import given, settings
from hypothesis import strategies as st
from voices.samples import SAMPLES, said
from voices.test_hostile_transcripts import outcome

from survey.voices.packages import DEEPEST, MOST_ELEMENTS
from survey.voices.readers import readers
from survey.voices.reading import LARGEST_FILE, read_transcript
from survey.voices.transcript import TranscriptError

FORMATS = {"a.tei": "tei", "a.trs": "trs", "a.cha": "chat", "a.json": "whisper", "a.txt": "otter"}
INNER = '<!DOCTYPE Trans SYSTEM "trans-14.dtd" [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE TEI [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
DEFAULTS = f'<!DOCTYPE TEI [<!ATTLIST u who CDATA "{"a" * 1000}">]>'


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_known_to_one_reader_alone(name: str) -> None:
    knowing = [reader.name for reader in readers().values() if reader.recognises(SAMPLES[name]) and not reader.yields]
    assert knowing == [FORMATS[name]]
    assert read_transcript(name, SAMPLES[name]).format == FORMATS[name]


@pytest.mark.parametrize("name", ["a.tei", "a.trs"])
def test_formats_of_one_ending_are_told_by_their_content(name: str) -> None:
    assert read_transcript("a.xml", SAMPLES[name]).format == FORMATS[name]


def test_an_ending_that_several_formats_share_has_at_most_one_that_yields() -> None:
    shared = Counter(ending for reader in readers().values() if reader.yields for ending in reader.endings)
    assert set(shared.values()) == {1}


@pytest.mark.parametrize("name", SAMPLES)
def test_line_ends_a_byte_order_mark_and_decomposed_letters_make_the_same_text(name: str) -> None:
    plain = SAMPLES[name].decode("latin-1" if name == "a.trs" else "utf-8").replace("ISO-8859-1", "UTF-8")
    first = read_transcript(name, plain.encode())
    changed = unicodedata.normalize("NFD", plain).replace("\n", "\r\n").encode("utf-8-sig")
    again = read_transcript(name, changed)
    assert (said(again), again.digest) == (said(first), first.digest)
    assert first.digest == hashlib.sha256(first.text.encode()).hexdigest()
    assert [turn.start for turn in again.turns] == [turn.start for turn in first.turns]


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.trs", SAMPLES["a.tei"], "wrong-ending"),
        ("a.tei", SAMPLES["a.trs"], "wrong-ending"),
        ("a.vtt", SAMPLES["a.json"], "wrong-ending"),
        ("a.txt", SAMPLES["a.cha"], "wrong-ending"),
        ("a.txt", SAMPLES["a.tei"], "wrong-ending"),
        ("a.txt", SAMPLES["a.json"], "wrong-ending"),
        ("a.xml", b"L1 : oui", "wrong-ending"),
        ("a.json", b"[00:00:08] oui", "wrong-ending"),
        ("a.xml", b"<svg/>", "not-a-transcript"),
        ("a.json", b'{"a": 1}', "not-a-transcript"),
        ("a.cha", b"%PDF-1.7", "not-a-transcript"),
        ("a.tei", b"<TEI/>", "no-text"),
        ("a.trs", b"<Trans/>", "no-text"),
        ("a.cha", b"@Begin\n@End\n", "no-text"),
        ("a.tei", b"<TEI><u>oui", "xml-broken"),
        ("a.tei", b"<TEI><u>&eacute;</u></TEI>", "xml-broken"),
        ("a.trs", INNER.encode() + b"<Trans>&b;</Trans>", "entities"),
        ("a.tei", EXTERNAL.encode() + b"<TEI><u>&a;</u></TEI>", "entities"),
        ("a.tei", DEFAULTS.encode() + b"<TEI>" + b"<u/>" * 1000 + b"</TEI>", "entities"),
        ("a.tei", b"<TEI>" * (DEEPEST + 1), "too-long"),
        ("a.tei", b"<TEI><u>" + b"<w/>" * MOST_ELEMENTS + b"</u></TEI>", "too-long"),
        ("a.tei", b"<TEI>" + b"<u>o</u>" * 30_001 + b"</TEI>", "too-many-turns"),
        ("a.tei", b"<TEI><u>" + b"a" * 2_100_000 + b"</u></TEI>", "too-long"),
        ("a.trs", b"<Trans><Turn>oui" + b"<Sync time='1'/> " * 400_000 + b"</Turn></Trans>", "read"),
        ("a.trs", b"<Trans><Turn>" + b"<Sync time='1'/>o" * 30_001 + b"</Turn></Trans>", "too-many-turns"),
        ("a.tei", b"<TEI><u>oui" + b"<unclear> " * 150 + b"</unclear>" * 150 + b"</u></TEI>", "read"),
        ("a.cha", b"@Begin\n*SUB:\t" + b"<" * 900_000 + b" oui .\n", "read"),
        ("a.cha", b"@Begin\n*SUB:\t" + b"[" * 900_000 + b" oui .\n", "read"),
        ("a.cha", b"@Begin\n*SUB:\t" + b"\x15" * 900_000 + b" oui .\n", "read"),
        ("a.cha", b"@Begin\n*SUB:\toui" + b" +" * 400_000 + b" .\n", "read"),
        ("a.txt", b"SUMMARY KEYWORDS\n" + b"a  00:00\n" * 24_000, "no-text"),
        ("a.xml", b"<" * (LARGEST_FILE + 1), "too-large"),
        ("a.json", b'{"text": "' + b"a" * 2_100_000 + b'"}', "too-long"),
    ],
    ids=lambda value: repr(value[:24]),
)
def test_a_bad_file_is_refused_with_its_reason_or_read(name: str, content: bytes, rule: str) -> None:
    assert outcome(name, content) == rule


def test_one_bad_turn_does_not_lose_the_others() -> None:
    bad = SAMPLES["a.trs"].replace(b'time="2.5"', b'time="later"').replace(b'nb="2"', b'nb="9"')
    transcript = read_transcript("a.trs", bad)
    assert [turn.text for turn in transcript.turns] == ["vous habitez ici [rire] depuis longtemps", "ouais", "d'accord"]


@given(
    name=st.sampled_from(sorted(SAMPLES)),
    seed=st.integers(0, 2**32 - 1),
    changes=st.integers(1, 12),
)
@settings(deadline=None, max_examples=400)
def test_a_sample_with_random_changes_is_read_or_refused(name: str, seed: int, changes: int) -> None:
    chance = random.Random(seed)
    content = bytearray(SAMPLES[name])
    pieces = (b"<", b">", b'"', b"\x15", b"[", b"{", b"&", b"\x00", b"\xff", b"\n", "é".encode(), b"NaN", b"-1", b"]")
    for _change in range(changes):
        at = chance.randrange(len(content))
        end = at + chance.choice((0, 1, 1, 5, 40))
        content[at:end] = chance.choice((*pieces, b"", bytes(content[end : end + 30])))
        content = content or bytearray(b" ")
    try:
        with not_for_ever():
            transcript = read_transcript(name, bytes(content))
    except TranscriptError:
        return
    transcript.text.encode()
    assert all(turn.start is None or turn.start >= 0 for turn in transcript.turns)
