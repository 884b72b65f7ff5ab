"""The file of a report: what it holds, its seal, and every way in which a file may be none."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from survey.findings.report.file import ReportError, ReportFile, read_report

FILE = ReportFile(
    jalon="0.1.0",
    study="tiny",
    kind="released",
    made_at="2026-03-02T09:00:00+00:00",
    as_of="2026-03-01",
    counted_before="2026-03-01T23:00:00+00:00",
    data_version="abc",
    flow_version="def",
    plan_digest="123",
    lock={},
    mixed=False,
    numbers={"forest.wellbeing#n": 78, "forest.wellbeing/x#value": 0.1, "forest.wellbeing/x#p_value": None},
)


def told(**changes: Any) -> bytes:
    """The file with other entries; None takes one away."""
    found = {**json.loads(FILE.text()), **changes}
    return json.dumps({name: value for name, value in found.items() if value is not None}).encode()


def test_a_file_that_was_written_is_read_again() -> None:
    read = read_report(FILE.text().encode())
    assert read.report == FILE and read.seal == FILE.seal


def test_it_says_what_it_is_before_anything_else() -> None:
    assert list(json.loads(FILE.text()))[:4] == ["format", "version", "jalon", "study"]
    assert json.loads(FILE.text())["format"] == "jalon report"


@pytest.mark.parametrize("field", [each.name for each in dataclasses.fields(ReportFile)])
def test_the_seal_is_over_every_field(field: str) -> None:
    other: dict[str, Any] = {"mixed": True, "lock": {"by": "Ana"}, "numbers": {"forest.wellbeing#n": 79}}
    assert dataclasses.replace(FILE, **{field: other.get(field, "other")}).seal != FILE.seal


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert read_report(b"\xef\xbb\xbf" + FILE.text().encode()).report == FILE


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no JSON"),
        (b"\xff\xfe", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[1]", "an object is expected"),
        (b"{}", "This is no report of Jalon"),
        (told(format="another"), "This is no report of Jalon"),
        (told(version=3), "has version 3; this Jalon reads versions 1 and 2"),
        (told(study=None), "'study' is lacking."),
        (told(more=1), "'more' is not known."),
        (told(seal=5), "'seal' is no text."),
        (told(kind="secret"), "'kind' is 'secret'; it is released or exact."),
        (told(made_at="yesterday"), "'made_at' is no moment with its zone."),
        (told(made_at="2026-03-02T09:00:00"), "'made_at' is no moment with its zone."),
        (told(counted_before=""), "'counted_before' is no moment with its zone."),
        (told(mixed="no"), "'mixed' is neither true nor false."),
        (told(lock=["Ana"]), "'lock' does not hold texts."),
        (told(lock={"at": 1}), "'lock' does not hold texts."),
        (told(numbers=[1]), "'numbers' is no object of keys and numbers."),
        (told(numbers={"n": "78"}), "'n' is no number."),
        (told(numbers={"n": True}), "'n' is no number."),
        (told(numbers={"n": float("nan")}), "holds NaN, which is no number."),
        (b'{"format": "jalon report", "version": 1, "numbers": {"n": 1e999}}', "'n' is no number."),
        (FILE.text().replace('"study"', '"as_of": "2026-01-01", "study"').encode(), "names 'as_of' twice"),
    ],
)
def test_what_is_no_report_is_said(content: bytes, words: str) -> None:
    with pytest.raises(ReportError) as raised:
        read_report(content)
    assert words in str(raised.value)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ReportError) as raised:
        read_report(told(study=None, more=1, mixed=3))
    assert str(raised.value).count(".") == 3


def test_an_exact_report_needs_no_moment_of_a_release() -> None:
    assert read_report(told(kind="exact", counted_before="")).report.kind == "exact"
