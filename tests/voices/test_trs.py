"""Transcriber: turns cut at their times, two who speak at once, sounds and remarks."""

from __future__ import annotations

import pytest
from voices.samples import TRS, rules, said, times

from survey.voices.readers import trs
from survey.voices.transcript import ReadTranscript

SPEAKERS = '<Speakers><Speaker id="a" name="L1"/><Speaker id="b" name="L2"/></Speakers>'


def turn(within: str, attributes: str = 'speaker="a" startTime="1" endTime="3"') -> ReadTranscript:
    """The transcript of one turn."""
    body = f"<Episode><Section><Turn {attributes}>{within}</Turn></Section></Episode>"
    return trs.read(f"<Trans>{SPEAKERS}{body}</Trans>".encode())


def test_the_sample_is_read_without_fetching_its_document_type() -> None:
    transcript = trs.read(TRS.encode("latin-1"))
    assert said(transcript) == [
        ("Enquêteur", "vous habitez ici [rire]"),
        ("Enquêteur", "depuis longtemps"),
        ("Enquêteur", "ouais"),
        ("Hélène", "d'accord"),
    ]
    assert times(transcript) == [(0, 2500), (2500, 4000), (4000, 6100), (4000, 6100)]
    assert rules(transcript) == [(19, "overlap"), (19, "times-overlap")]
    assert (transcript.encoding, transcript.roles) == ("latin-1", {"Enquêteur": "interviewer"})


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ("oui", [("L1", "oui")]),
        ('<Sync time="1"/>oui', [("L1", "oui")]),
        ('oui<Event desc="b" type="noise" extent="begin"/>non', [("L1", "oui [b-] non")]),
        ('oui<Event desc="b" type="noise" extent="end"/>', [("L1", "oui [-b]")]),
        ('oui<Event desc="en" type="language" extent="begin"/>yes', [("L1", "ouiyes")]),
        ("oui &eacute;t&eacute;", [("L1", "oui été")]),
        ("", [("L1", "")]),
    ],
)
def test_the_words_of_a_turn(within: str, expected: list[tuple[str, str]]) -> None:
    declared = f'<!DOCTYPE Trans SYSTEM "trans-14.dtd"><Trans>{SPEAKERS}<Turn speaker="a">{within}</Turn>'
    other = '<Turn speaker="b">si</Turn></Trans>'
    assert said(trs.read((declared + other).encode())) == [*expected, ("L2", "si")]


@pytest.mark.parametrize(
    ("within", "rule"),
    [
        ('oui<Comment desc="elle ment"/>', "aside"),
        ('oui<Background type="music" level="high"/>', "aside"),
        ('oui<Event desc="en" type="language" extent="begin"/>', "skipped"),
        ('oui<Sync time="x"/>non', "time-unreadable"),
        ('oui<Sync time="NaN"/>non', "time-unreadable"),
        ('<Who nb="3"/>oui', "speaker-unlisted"),
        ('<Who nb="x"/>oui', "speaker-unlisted"),
        ("", "empty-turn"),
    ],
)
def test_what_is_odd_is_told_and_the_words_stay(within: str, rule: str) -> None:
    both = turn(f'{within}</Turn><Turn speaker="b">si')
    assert said(both)[-1] == ("L2", "si")
    assert [rule for _place, rule in rules(both)] == [rule]


def test_words_before_who_are_of_all_who_speak() -> None:
    transcript = turn('oui <Who nb="2"/>non', 'speaker="a b"')
    assert said(transcript) == [("L1 + L2", "oui"), ("L2", "non")]


def test_a_speaker_who_is_not_on_the_list_is_told() -> None:
    transcript = turn("oui", 'speaker="z"')
    assert (said(transcript), rules(transcript)) == ([("z", "oui")], [(1, "speaker-unlisted")])


def test_signs_of_windows_in_a_file_that_says_latin_1_are_read() -> None:
    text = f'<?xml version="1.0" encoding="ISO-8859-1"?><Trans>{SPEAKERS}<Turn speaker="a">l’été</Turn></Trans>'
    transcript = trs.read(text.encode("cp1252"))
    assert (said(transcript), transcript.encoding) == ([("L1", "l’été")], "cp1252")
    assert rules(transcript) == [(0, "encoding-guessed")]
