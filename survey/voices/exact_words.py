"""Where words that somebody typed stand in a turn: whole words first, parts of words only where there is no other."""

from __future__ import annotations

import re
import unicodedata

from survey.store.passages import Passage


def places_of(words: str, turn: int, text: str) -> tuple[Passage, ...]:
    """Every place of a turn that holds these words, with whatever white space between them."""
    typed = unicodedata.normalize("NFC", words).split()
    if not typed:
        return ()
    sought = r"\s+".join(map(re.escape, typed))
    whole = [match.span() for match in re.finditer(rf"(?<!\w){sought}(?!\w)", text)]
    found = whole or [match.span() for match in re.finditer(sought, text)]
    return tuple(Passage(turn, start, turn, end) for start, end in found if not _cuts_a_letter(text, end))


def _cuts_a_letter(text: str, end: int) -> bool:
    """Whether a mark that belongs to the last letter stands behind it."""
    return end < len(text) and unicodedata.combining(text[end]) > 0
