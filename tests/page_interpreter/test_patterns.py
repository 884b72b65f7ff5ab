"""Patterns in the page match what they match on the server, and none can take long."""

from __future__ import annotations

import random

import pytest
import re2
from page_interpreter import node

from survey.forms.page_patterns import LONGEST_TEXT, page_pattern

SAFE = (
    "^[0-9]{2}[/][0-9]{4}$", "^[0-9][0-9][0-9]$", "^[A-Z][a-z]+$", "^$", "", "b", "a|b|", r"^\d{10}$", r"[^\s]",
    "^(05|06|07)[0-9]{8}$", r"^\+?[0-9 ]{6,15}$", r"^\w+@\w+\.\w{2,3}$", "^.+@.+$", r"[a\-z]", r"a\-b", r"[\d-]+",
    "^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+[.][A-Za-z]{2,4}$", "é😀?", r"^.$", r"\bab\b", "^(a|b)?c$", r"[\^\]\\.]", "a.b",
    r"\/", r"\w\W",
    r"^[^0-9]*$", "(?:x|y)z", "a{2}", "a{2,}", "a+?b", r"\.$", r"[ء-ي]+", r"\t", r"[*+?.()|{}]",
)  # fmt: skip
FOR_THE_SERVER = (
    "^(a+)+$", "(a*)*b", "(a|aa)+$", ".*b.*", "(?i)a", "(?=a)", r"(a)\1", "[[:alpha:]]", r"[a-\d]", "[]a]", r"\pL",
    r"\x41", "a**", "a{,3}", "(ab){2}", "^.*.*.*.*$", "a{0,9}a{0,9}a{0,9}a{0,9}a{0,9}a{0,9}b", "(", ")", "[", "a]", "{",
    "*", r"\z", "\\", "^*",
)  # fmt: skip
LETTERS = "ab c09+-@./\\_é😀\n\tA]^ مZ"


def texts() -> list[str]:
    chance = random.Random(7)
    some = ["".join(chance.choices(LETTERS, k=chance.randint(0, 12))) for _ in range(300)]
    known = ["12/2026", "0612345678", "+33 612345", "a@b.fr", "Ana", "ab", "c", "x\n", "\r\n", "\u2028", "\u00a0", "\v"]
    return known + some


def test_the_page_and_the_server_agree_on_every_text() -> None:
    rewritten = {pattern: page_pattern(pattern) for pattern in SAFE}
    assert [pattern for pattern, one in rewritten.items() if one is None] == []
    tried = texts()
    rows = node.run("patterns.mjs", {"patterns": list(rewritten.values()), "texts": tried})
    for pattern, row in zip(rewritten, rows, strict=True):
        expected = [re2.search(pattern, text) is not None for text in tried]
        assert dict(zip(tried, row, strict=True)) == dict(zip(tried, expected, strict=True)), pattern


@pytest.mark.parametrize("pattern", FOR_THE_SERVER)
def test_what_may_take_long_or_means_something_else_stays_with_the_server(pattern: str) -> None:
    assert page_pattern(pattern) is None


def test_the_interpreter_knows_the_longest_text() -> None:
    assert f"const LONGEST_TEXT = {LONGEST_TEXT};" in (node.MODULES / "interpreter.mjs").read_text("utf-8")


def test_a_safe_pattern_ends_on_the_texts_made_to_hold_it_up() -> None:
    """One that went back for ever would meet the time limit of the process."""
    worst = ["a" * LONGEST_TEXT, "a" * (LONGEST_TEXT - 1) + "@", "0" * (LONGEST_TEXT - 1) + "!", "@" * LONGEST_TEXT]
    rows = node.run("patterns.mjs", {"patterns": [page_pattern(pattern) for pattern in SAFE], "texts": worst})
    assert [len(row) for row in rows] == [len(worst)] * len(SAFE)
