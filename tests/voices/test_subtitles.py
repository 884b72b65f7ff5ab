"""WebVTT and SubRip: cues, voices, markup, and what is mended in them."""

from __future__ import annotations

import pytest

from survey.voices.readers import srt, webvtt
from survey.voices.transcript import ReadTranscript

FIRST = "1\n00:00:01,000 --> 00:00:02,000\n"
TIMES = "00:00:01.000 --> 00:00:02.500"


def vtt(text: str) -> ReadTranscript:
    """The transcript of a WebVTT file."""
    return webvtt.read(f"WEBVTT\n\n{text}".encode())


def said(transcript: ReadTranscript) -> list[tuple[str, str]]:
    """Who says what."""
    return [(turn.speaker, turn.text) for turn in transcript.turns]


def rules(transcript: ReadTranscript) -> list[tuple[int, str]]:
    """What was told, with its line."""
    return [(repair.place, repair.rule) for repair in transcript.repairs]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("<v L1>oui", [("L1", "oui")]),
        ("<v L1>oui</v>", [("L1", "oui")]),
        ("<v.loud Claire Martin>oui</v>", [("Claire Martin", "oui")]),
        ("<v L1>oui\nmais non", [("L1", "oui\nmais non")]),
        ("<v L1>oui</v> <v L2>non</v>", [("L1", "oui"), ("L2", "non")]),
        ("<v L1>oui<v L1>non", [("L1", "oui"), ("L1", "non")]),
        ("<v L1>oui</v> ah", [("L1", "oui"), ("", "ah")]),
        (
            "<v L1>oui\nL2: non\n\n2\n00:00:03.000 --> 00:00:04.000\n<v L2>si",
            [("L1", "oui"), ("L2", "non"), ("L2", "si")],
        ),
        ("<v L1>Bref : non", [("L1", "Bref : non")]),
        ("<v R&amp;B>oui", [("R&B", "oui")]),
        ("Claire: oui", [("Claire", "oui")]),
        ("oui", [("", "oui")]),
        ("<v L1><i>ou</i>i <c.jaune>non</c> <00:00:01.500>si", [("L1", "oui non si")]),
        ("<v L1>&lt;i&gt; &amp;lt; &#233; &eacute; AT&T &copy", [("L1", "<i> &lt; é é AT&T &copy")]),
        ("<v L1>e&#769;", [("L1", "é")]),
        ("<v L1><rire> oui 3 < 4", [("L1", "<rire> oui 3 < 4")]),
        ("<v L1><3 fois> <b ou c>", [("L1", "<3 fois> <b ou c>")]),
        ("<V L1>oui<B>!</B>", [("L1", "oui!")]),
        ("<v L1>oui\n<i>\n</i><v L2>non", [("L1", "oui"), ("L2", "non")]),
    ],
)
def test_the_words_of_a_cue(words: str, expected: list[tuple[str, str]]) -> None:
    assert said(vtt(f"1\n{TIMES}\n{words}\n")) == expected


def test_the_turns_of_a_cue_have_its_times() -> None:
    turns = vtt(f"{TIMES} align:start\n<v L1>oui\n<v L2>non").turns
    assert [(turn.start, turn.end, turn.place) for turn in turns] == [(1000, 2500, 4), (1000, 2500, 5)]


def test_headers_notes_and_styles_are_left_out_and_told() -> None:
    text = f"WEBVTT Entretien\nKind: captions\n\nNOTE\nConfidence: 0.9\n\nSTYLE\n::cue {{}}\n\n{TIMES}\n<v S01>oui"
    transcript = webvtt.read(text.encode())
    assert said(transcript) == [("S01", "oui")]
    assert rules(transcript) == [(1, "aside"), (4, "aside"), (7, "aside")]


def test_a_file_without_blank_line_after_its_header_is_read() -> None:
    assert said(webvtt.read(f"WEBVTT\n1\n{TIMES}\n<v L1>oui".encode())) == [("L1", "oui")]


@pytest.mark.parametrize("time", ["99:99:99.000", "-00:00:01.000", "00:00:01:12"])
def test_a_cue_whose_time_is_none_is_kept_without_it(time: str) -> None:
    transcript = vtt(f"{time} --> 00:00:02.500\n<v L1>oui")
    assert [(turn.text, turn.start, turn.end) for turn in transcript.turns] == [("oui", None, 2500)]
    assert rules(transcript) == [(3, "time-unreadable")]


@pytest.mark.parametrize(
    ("words", "expected", "told"),
    [
        ("<v S01>oui (..) non", [("S01", "oui (..) non")], []),
        (
            "<v S01>oui //S02: hm hm// non\nsi",
            [("S01", "oui"), ("S02", "hm hm"), ("S01", "non\nsi")],
            ["mark-inside", "overlap"],
        ),
        ("<v S01>//S02: hm// oui", [("S02", "hm"), ("S01", "oui")], ["mark-inside", "overlap"]),
        ("<v S01>oui //S02: hm", [("S01", "oui //S02: hm")], ["unknown-tag"]),
        ("<v S01>voir http://a.fr:80/b//c", [("S01", "voir http://a.fr:80/b//c")], []),
        ("oui //S02: hm// non", [("", "oui //S02: hm// non")], ["unknown-tag"]),
    ],
)
def test_what_another_says_at_once_is_a_turn_of_their_own(
    words: str, expected: list[tuple[str, str]], told: list[str]
) -> None:
    text = f"WEBVTT Transcribed with noScribe\n\nNOTE\nmedia: a.mp3\n\n{TIMES}\n{words}\n"
    transcript = webvtt.read(text.encode())
    assert said(transcript) == expected
    assert all((turn.start, turn.end) == (1000, 2500) for turn in transcript.turns)
    assert [repair.rule for repair in transcript.repairs if repair.rule != "aside"] == told


def test_an_unknown_tag_is_told() -> None:
    assert rules(vtt(f"{TIMES}\n<v L1><rire>")) == [(4, "unknown-tag")]


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        (FIRST + "L1: oui\n", [("L1", "oui")], []),
        ("00:01,5 --> 00:02,5\nL1: oui\n", [("L1", "oui")], []),
        (FIRST + "{\\an8}<font color=red>L1: oui</font>\n", [("L1", "oui")], []),
        (FIRST + "\noui\n", [("", "oui")], [(4, "blank-line-in-cue")]),
        ("00:00:01,000 --> 00:00:02,000 oui\nnon", [("", "oui\nnon")], [(1, "words-beside-times")]),
        ("00:00:01,000 --> 00:00:02,000  X1:40 X2:600\noui", [("", "oui")], []),
        ("\u200f1\n\u202b00:00:01,000 --> 00:00:02,000\u202c\nنعم\n", [("", "نعم")], []),
        (FIRST + "oui\n\nnon\n", [("", "oui"), ("", "non")], [(5, "words-outside-cue")]),
        (FIRST + "\n2\n00:00:03,000 --> 00:00:04,000\noui", [("", "oui")], [(2, "empty-cue")]),
        (
            FIRST + "oui\n2\n00:00:03,000 --> 00:00:04,000\nnon\n",
            [("", "oui"), ("", "non")],
            [(5, "blank-line-missing")],
        ),
        (FIRST + "oui\n\n2\n00:00:03,000 00:00:04,000\nnon\n", [("", "oui"), ("", "non")], [(6, "arrow-missing")]),
        (FIRST + "oui\n\n00:00:03,000 -> 00:00:04,000\nnon\n", [("", "oui"), ("", "non")], [(5, "arrow-missing")]),
        (FIRST + "de 14:30 à 15:00\n", [("", "de 14:30 à 15:00")], []),
        (FIRST + "il est 14:30 --> 15:00\n", [("", "il est 14:30 --> 15:00")], []),
        ("Oui\n00:00:01,000 --> 00:00:02,000\nnon", [("", "Oui"), ("", "non")], [(1, "words-outside-cue")]),
        ("Notre récit\n" + FIRST + "oui\n", [("", "Notre récit"), ("", "oui")], [(1, "words-outside-cue")]),
    ],
)
def test_a_subrip_file(text: str, expected: list[tuple[str, str]], told: list[tuple[int, str]]) -> None:
    transcript = srt.read(text.encode())
    assert (said(transcript), rules(transcript)) == (expected, told)


def test_cues_are_kept_in_the_order_of_the_file() -> None:
    transcript = srt.read(b"2\n00:00:05,000 --> 00:00:06,000\nL1: a\n\n1\n00:00:01,000 --> 00:00:02,000\nL1: b\n")
    assert [turn.start for turn in transcript.turns] == [5000, 1000]
    assert rules(transcript) == [(6, "time-out-of-order")]
