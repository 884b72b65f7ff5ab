"""JSON of the Whisper family in its dialects, and what is refused in it."""

from __future__ import annotations

import json

import pytest
from voices.samples import WHISPER, rules, said, times

from survey.voices.limited_json import DEEPEST, MOST_SIGNS
from survey.voices.readers import whisper
from survey.voices.transcript import ReadTranscript, TranscriptError


def read(text: str) -> ReadTranscript:
    """The transcript of a JSON file."""
    return whisper.read(text.encode())


def test_the_sample_is_read_and_its_times_go_to_the_nearest_millisecond() -> None:
    transcript = read(WHISPER)
    assert said(transcript) == [("SPEAKER_00", "Bonjour."), ("SPEAKER_01", "Oui 🙂")]
    assert times(transcript) == [(0, 4280), (4280, 5200)]
    assert [turn.place for turn in transcript.turns] == [1, 2]
    assert rules(transcript) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ('{"segments": [{"start": 1, "end": 2.5, "text": "oui"}]}', 1000, 2500),
        ('[{"start": 1, "end": 2.5, "text": "oui"}]', 1000, 2500),
        ('[[1, 0, 1.0, 2.5, " oui", [50364]]]', 1000, 2500),
        ('[[1.0, 2.5, "oui"]]', 1000, 2500),
        ('{"transcription": [{"offsets": {"from": 1000, "to": 2500}, "text": " oui"}]}', 1000, 2500),
        ('{"transcription": [{"timestamps": {"from": "00:00:01,000"}, "text": "oui"}]}', 1000, None),
        ('{"chunks": [{"timestamp": [1.0, null], "text": "oui"}]}', 1000, None),
        ('{"segments": [{"start": "1.0", "text": "oui"}]}', 1000, None),
        ('{"segments": [{"start": 1e0, "end": 0.00000000000000000001, "words": [{"word": "oui"}]}]}', 1000, 0),
        ('{"text": "oui"}', None, None),
    ],
)  # fmt: skip  # a row a dialect
def test_the_dialects_of_the_family(text: str, start: int | None, end: int | None) -> None:
    transcript = read(text)
    assert (said(transcript), times(transcript)) == ([("", "oui")], [(start, end)])


def words(*speakers: str, text: str, segment: str = "") -> ReadTranscript:
    """One segment whose words have these speakers."""
    listed = [
        {"word": word, "start": n, "end": n + 0.5, **({"speaker": who} if who else {})}
        for n, (who, word) in enumerate(zip(speakers, "abcdef", strict=False))
    ]
    whole = {"start": 0, "end": 9, "text": text, "words": listed, **({"speaker": segment} if segment else {})}
    return read(json.dumps({"segments": [whole]}))


def test_words_say_who_speaks_where_the_segment_does_not() -> None:
    assert said(words("A", "A", text=" a b")) == [("A", "a b")]
    parted = words("A", "", "B", text=" a b c")
    assert (said(parted), times(parted)) == ([("A", "a b"), ("B", "c")], [(0, 1500), (2000, 2500)])
    assert rules(parted) == [(1, "mark-inside")]


def test_a_segment_stays_whole_where_it_has_a_speaker_or_other_words_than_its_list() -> None:
    for whole, speaker in ((words("A", "B", text=" a b", segment="A"), "A"), (words("A", "B", text=" a, b"), "")):
        assert [turn.speaker for turn in whole.turns] == [speaker]
        assert rules(whole) == [(1, "overlap")]


@pytest.mark.parametrize(
    ("segment", "told"),
    [
        ('{"start": NaN, "text": "oui"}', [(0, "no-number")]),
        ('{"start": -Infinity, "text": "oui"}', [(0, "no-number")]),
        ('{"start": 1e30, "text": "oui"}', [(1, "time-unreadable")]),
        ('{"start": -1, "text": "oui"}', [(1, "time-unreadable")]),
        ('{"start": true, "text": "oui"}', [(1, "time-unreadable")]),
        ('{"start": "bientôt", "text": "oui"}', [(1, "time-unreadable")]),
        (f'{{"start": {"1" * 5000}, "text": "oui"}}', []),
        ('{"text": "oui"}, {"text": " "}', [(2, "empty-cue")]),
        ('{"text": "oui"}, 7', [(2, "empty-cue")]),
        ('{"text": "oui\\u0000"}', [(1, "control-character")]),
    ],
)
def test_what_is_odd_in_a_segment_does_not_lose_it(segment: str, told: list[tuple[int, str]]) -> None:
    transcript = read(f'{{"segments": [{segment}]}}')
    assert (said(transcript), times(transcript)) == ([("", "oui")], [(None, None)])
    assert rules(transcript) == told


def test_half_a_character_is_replaced() -> None:
    assert said(read('{"text": "\\ud800 oui"}')) == [("", "\ufffd oui")]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('{"segments": ', "json-broken"),
        ('{"segments": []}', "no-text"),
        ('{"segments": {}}', "no-text"),
        ('{"text": 1}', "no-text"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "too-long"),
        ("[" * 10_000_000, "too-long"),
        ("[" + "[]," * MOST_SIGNS + "[]]", "too-long"),
    ],
    ids=lambda value: value[:20],
)
def test_a_file_is_refused_with_its_reason(text: str, rule: str) -> None:
    with pytest.raises(TranscriptError) as refused:
        read(text)
    assert [problem.rule for problem in refused.value.problems] == [rule]
