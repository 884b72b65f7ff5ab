"""Speaker marks and stamps, in the dialects of transcribers."""

from __future__ import annotations

import pytest

from survey.voices.paragraphs import Line, Paragraph, Turns, turns_of


def turns(*paragraphs: str, is_cue: bool = False) -> Turns:
    """The turns of paragraphs that are given as texts."""
    split = [tuple(Line(number, line) for line in text.split("\n")) for number, text in enumerate(paragraphs, 1)]
    return turns_of([Paragraph(lines, is_cue=is_cue) for lines in split])


@pytest.mark.parametrize(
    ("line", "speaker", "text", "start"),
    [
        ("L1 : oui", "L1", "oui", None),
        ("L1: oui", "L1", "oui", None),
        ("L1:oui", "L1", "oui", None),
        ("L1\u00a0: oui", "L1", "oui", None),
        ("L1\u202f: oui", "L1", "oui", None),
        ("l1 : oui", "l1", "oui", None),
        ("SPEAKER_00: oui", "SPEAKER_00", "oui", None),
        ("MARIE: oui", "MARIE", "oui", None),
        ("Mme Dupont : oui", "Mme Dupont", "oui", None),
        ("M. de La Tour : oui", "M. de La Tour", "oui", None),
        ("Jean-Marc : oui", "Jean-Marc", "oui", None),
        ("Claire (mère) : oui", "Claire (mère)", "oui", None),
        ("Enquêtrice 1 : oui", "Enquêtrice 1", "oui", None),
        ("enquêteur : oui", "enquêteur", "oui", None),
        ("Élodie : oui", "Élodie", "oui", None),
        ("سعاد: نعم", "سعاد", "نعم", None),
        ("\u200fالسيدة فاطمة : نعم", "السيدة فاطمة", "نعم", None),
        ("L1： oui", "L1", "oui", None),
        ("[00:00:08] L1 : oui", "L1", "oui", 8_000),
        ("[00:00:08.250] L1 : oui", "L1", "oui", 8_250),
        ("[٠٠:٠٠:٠٨] سعاد: نعم", "سعاد", "نعم", 8_000),
        ("(01:02) L1 : oui", "L1", "oui", 62_000),
        ("#00:00:08-5# L1: oui", "L1", "oui", 8_500),
        ("00:00:08 L1 : oui", "L1", "oui", 8_000),
        ("L1 [00:00:08] : oui", "L1", "oui", 8_000),
        ("L1 [00:00:08] oui", "L1", "oui", 8_000),
        ("L1 : [00:00:08] oui", "L1", "oui", 8_000),
        ("[00:00:08] oui", "", "oui", 8_000),
        ("Claire  00:51\noui", "Claire", "oui", 51_000),
        ("L1 00:00:08 oui", "L1", "oui", 8_000),
        ("Claire Dupont\t00:00:08.250 oui", "Claire Dupont", "oui", 8_250),
        ("\u202bفاطمة\u202c: نعم", "فاطمة", "نعم", None),
        ("فاطمة\u200f : نعم", "فاطمة", "نعم", None),
    ],
)
def test_a_mark_is_read(line: str, speaker: str, text: str, start: int | None) -> None:
    (turn,) = turns(line).turns
    assert (turn.speaker, turn.text, turn.start) == (speaker, text, start)


@pytest.mark.parametrize(
    "line",
    [
        "et là il me dit : viens",
        "donc : voilà",
        "14:30 je suis sortie",
        "Oui, Claire : viens",
        "http://exemple.fr",
        "Regarde https://exemple.fr",
        "12 : douze",
        "- Oui : non",
        "Alors je lui ai dit comme ça : viens",
        "en L2 : c'était dur",
    ],
)
def test_words_are_no_mark(line: str) -> None:
    (turn,) = turns(line).turns
    assert (turn.speaker, turn.text, turn.start) == ("", line, None)


def test_turns_of_one_speaker_are_never_merged() -> None:
    assert [turn.text for turn in turns("L1 : oui", "L1 : non").turns] == ["oui", "non"]


def test_a_paragraph_without_a_mark_is_a_turn() -> None:
    found = turns("L1 : oui", "(silence)", "L2 : non").turns
    assert [(turn.speaker, turn.text) for turn in found] == [("L1", "oui"), ("", "(silence)"), ("L2", "non")]


def test_a_line_without_a_mark_goes_on_with_its_paragraph() -> None:
    (turn,) = turns("L1 : oui\nmais non").turns
    assert turn.text == "oui\nmais non"


def test_every_marked_line_of_a_paragraph_starts_a_turn() -> None:
    found = turns("L1 : oui\nL2 : non\nL2 : si").turns
    assert [(turn.speaker, turn.text) for turn in found] == [("L1", "oui"), ("L2", "non"), ("L2", "si")]


def test_a_mark_alone_belongs_to_the_paragraph_after_it() -> None:
    (turn,) = turns("[00:00:08]", "L1 :", "oui").turns
    assert (turn.speaker, turn.text, turn.start, turn.place) == ("L1", "oui", 8_000, 1)


def test_a_mark_with_nothing_said_is_an_empty_turn() -> None:
    found = turns("L1 :", "L2 : oui")
    assert [(turn.speaker, turn.text) for turn in found.turns] == [("L1", ""), ("L2", "oui")]
    assert [(repair.place, repair.rule) for repair in found.repairs] == [(1, "empty-turn")]


def test_a_mark_of_a_cue_says_nothing_of_the_next_cue() -> None:
    assert [(turn.speaker, turn.text) for turn in turns("L1 :", "oui", is_cue=True).turns] == [("L1", ""), ("", "oui")]


def test_a_known_mark_in_the_midst_of_a_line_starts_a_turn_and_is_told() -> None:
    found = turns("L1: oui L2: non", "L2: si")
    assert [(turn.speaker, turn.text) for turn in found.turns] == [("L1", "oui"), ("L2", "non"), ("L2", "si")]
    assert [(repair.place, repair.rule) for repair in found.repairs] == [(1, "mark-inside")]


def test_a_code_that_looks_like_one_at_the_beginning_of_a_line_starts_a_turn_too() -> None:
    found = turns("SPEAKER_00: oui. SPEAKER_01: non.", "L1: la route D7: longue", is_cue=True).turns
    assert [(turn.speaker, turn.text) for turn in found] == [
        ("SPEAKER_00", "oui."),
        ("SPEAKER_01", "non."),
        ("L1", "la route D7: longue"),
    ]


def test_several_marks_in_one_cue_are_told() -> None:
    found = turns("L1: oui\nL1: non", is_cue=True)
    assert [turn.text for turn in found.turns] == ["oui", "non"]
    assert [repair.rule for repair in found.repairs] == ["mark-inside"]


def test_a_mark_that_stands_twice_stays_in_the_words_and_is_told() -> None:
    found = turns("L1: L1: oui")
    assert [(turn.speaker, turn.text) for turn in found.turns] == [("L1", "L1: oui")]
    assert [repair.rule for repair in found.repairs] == ["mark-repeated"]


def test_a_name_that_stands_once_is_told() -> None:
    found = turns("Claire : oui", "Bref : non", "Claire : si")
    assert [(repair.place, repair.rule) for repair in found.repairs] == [(2, "mark-seen-once")]


@pytest.mark.parametrize("stamp", ["99:99:99", "-00:00:01", "00:61:00"])
def test_a_stamp_that_is_no_time_is_told_and_the_words_stay(stamp: str) -> None:
    found = turns(f"[{stamp}] L1 : oui")
    assert [(turn.speaker, turn.text, turn.start) for turn in found.turns] == [("L1", "oui", None)]
    assert [(repair.rule, stamp in repair.what) for repair in found.repairs] == [("time-unreadable", True)]
