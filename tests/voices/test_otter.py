"""Otter: headings with times, the lists before them and the line after."""

from __future__ import annotations

from voices.samples import OTTER, rules, said, times

from survey.voices.readers import otter
from survey.voices.reading import read_transcript


def test_the_sample_is_read_without_its_lists_and_its_last_line() -> None:
    transcript = read_transcript("a.txt", OTTER.encode())
    assert transcript.format == "otter"
    assert said(transcript) == [("Claire", "Bonjour."), ("Paul Roux", "Oui, à 14:30.\nBref : non")]
    assert times(transcript) == [(0, None), (51_000, None)]
    assert rules(transcript) == [(1, "aside"), (4, "aside"), (7, "aside"), (18, "aside")]


def test_a_file_with_its_last_line_alone_is_read() -> None:
    text = "Claire  1:02:03\noui\n\nTranscribed by https://otter.ai\n"
    assert otter.recognises(text.encode("utf-16"))
    transcript = read_transcript("a.txt", text.encode("utf-16"))
    assert (said(transcript), times(transcript)) == ([("Claire", "oui")], [(3_723_000, None)])


def test_a_time_that_is_none_is_told() -> None:
    transcript = read_transcript("a.txt", b"Claire  00:99\noui\n\nTranscribed by https://otter.ai")
    assert (said(transcript), rules(transcript)[0]) == ([("Claire", "oui")], (1, "time-unreadable"))


def test_lists_that_no_heading_follows_are_words() -> None:
    assert said(read_transcript("a.txt", b"SUMMARY KEYWORDS\noui")) == [("", "SUMMARY KEYWORDS\noui")]


def test_headings_without_any_sign_of_otter_are_plain_text() -> None:
    transcript = read_transcript("a.txt", b"Claire  00:00\noui\n\nPaul  00:05\nnon\n")
    assert (transcript.format, said(transcript)) == ("txt", [("Claire", "oui"), ("Paul", "non")])
