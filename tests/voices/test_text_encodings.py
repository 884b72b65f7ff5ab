"""The encoding of a text file, told from its bytes."""

from __future__ import annotations

import pytest

from survey.voices.encoding import LONGEST_RUN_OF_MARKS, decode
from survey.voices.transcript import TranscriptError

FRENCH = "L1 : j'étais là, ça va ? Œuvre…\n"
ARABIC = "سعاد: نعم كنت هناك مع أختي\n"
UNSAID = ["encoding-guessed"]


@pytest.mark.parametrize(
    ("content", "text", "encoding", "rules"),
    [
        (FRENCH.encode(), FRENCH, "utf-8", []),
        (FRENCH.encode("utf-8-sig"), FRENCH, "utf-8", []),
        (FRENCH.encode("utf-16"), FRENCH, "utf-16", []),
        (b"\xfe\xff" + FRENCH.encode("utf-16-be"), FRENCH, "utf-16", []),
        (FRENCH.encode("utf-16-le"), FRENCH, "utf-16", UNSAID),
        (ARABIC.encode("utf-16-be"), ARABIC, "utf-16", UNSAID),
        (FRENCH.encode("cp1252"), FRENCH, "cp1252", UNSAID),
        ("¿Qué pasó, mañana?".encode("cp1252"), "¿Qué pasó, mañana?", "cp1252", UNSAID),
        (ARABIC.encode("cp1256"), ARABIC, "cp1256", UNSAID),
        ("été".encode("cp1252") + b"\x81", "été", "latin-1", [*UNSAID, "control-character"]),
        ("étés, çà et là, é".encode() + b"\xe9", "étés, çà et là, éé", "utf-8", ["encoding-mixed"]),
        ("e\u0301te\u0301".encode(), "été", "utf-8", []),
        (b"a\r\nb\rc\n", "a\nb\nc\n", "utf-8", []),
        (b"a\x0cb\x07c", "a bc", "utf-8", ["control-character"]),
    ],
)
def test_a_text_is_read(content: bytes, text: str, encoding: str, rules: list[str]) -> None:
    decoded = decode(content)
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert [repair.rule for repair in decoded.repairs] == rules


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"oui\x00non", "binary"),
        (b"\xe9\x01\x02", "binary"),
        (b"\xff\xfea\x00b", "encoding-broken"),
        (("a" + "\u0301" * (LONGEST_RUN_OF_MARKS + 1)).encode(), "stacked-marks"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, rule: str) -> None:
    with pytest.raises(TranscriptError) as refused:
        decode(content)
    assert [problem.rule for problem in refused.value.problems] == [rule]


def test_a_letter_with_many_accents_is_a_text() -> None:
    assert decode(("a" + "\u0316\u0317" * 10).encode()).text.startswith("a")
