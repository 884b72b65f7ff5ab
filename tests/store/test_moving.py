"""Places move with what stands around them, whatever is replaced."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.store.moving import Replacement, end_moved, in_order, replaced, start_moved
from survey.store.passages import NoPassageError, Passage, moved, quote_of, trimmed

WORDS = st.text(st.sampled_from("aé\u0301سا😀 \n"), max_size=12)


@st.composite
def changed(draw: st.DrawFn) -> tuple[list[str], list[str | None]]:
    """A text in pieces, and for each piece what comes in its place, None where it stays."""
    pieces = draw(st.lists(WORDS.filter(bool), min_size=1, max_size=6))
    return pieces, [draw(st.none() | WORDS) for _piece in pieces]


def replacements(pieces: list[str], instead: list[str | None]) -> list[Replacement]:
    found, place = [], 0
    for piece, other in zip(pieces, instead, strict=True):
        if other is not None:
            found.append(Replacement(place, place + len(piece), other))
        place += len(piece)
    return found


@given(changed(), st.data())
def test_a_passage_of_whole_pieces_holds_what_they_became(
    text: tuple[list[str], list[str | None]], data: st.DataObject
) -> None:
    pieces, instead = text
    before = "".join(pieces)
    after = [piece if other is None else other for piece, other in zip(pieces, instead, strict=True)]
    ordered = in_order(replacements(pieces, instead)[::-1], len(before))
    assert replaced(before, ordered) == "".join(after)
    first = data.draw(st.integers(0, len(pieces) - 1))
    last = data.draw(st.integers(first, len(pieces) - 1))
    start, end = len("".join(pieces[:first])), len("".join(pieces[: last + 1]))
    held = "".join(after)[start_moved(start, ordered) : end_moved(end, ordered)]
    assert held == "".join(after[first : last + 1])


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        (0, 4, "avec"),
        (0, 7, "avec [P1]"),  # ends within the name
        (7, 16, "[P1] hier"),  # begins within it
        (6, 8, "[P1]"),  # lies within it
        (5, 11, "[P1]"),
        (4, 12, " [P1] "),
    ],
)
def test_a_passage_holds_the_whole_of_a_name_it_held_in_part(start: int, end: int, held: str) -> None:
    text = {1: "avec Jeanne hier"}
    ordered = in_order([Replacement(5, 11, "[P1]")], len(text[1]))
    after = {1: replaced(text[1], ordered)}
    assert quote_of(after, moved(Passage(1, start, 1, end), {1: ordered})) == held


@pytest.mark.parametrize("places", [[(0, 2), (1, 3)], [(0, 9)], [(2, 2)], [(-1, 2)]])
def test_replacements_that_overlap_or_leave_the_text_are_refused(places: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="Replacement"):
        in_order([Replacement(*place, "x") for place in places], 3)


TURNS = {1: " 😀 oui ", 2: "  ", 3: "e\u0301t\u00e9 سلام"}


@pytest.mark.parametrize(
    ("passage", "quote"),
    [
        (Passage(1, 0, 1, 7), "😀 oui"),
        (Passage(1, 4, 3, 4), "ui \n  \ne\u0301t\u00e9"),
        (Passage(1, 6, 3, 4), "e\u0301t\u00e9"),
        (Passage(2, 0, 3, 9), "e\u0301t\u00e9 سلام"),
        (Passage(1, 1, 2, 2), "😀 oui"),
    ],
)
def test_white_space_around_a_passage_is_left_out(passage: Passage, quote: str) -> None:
    assert quote_of(TURNS, trimmed(TURNS, passage)) == quote


@pytest.mark.parametrize(
    "passage",
    [Passage(1, 0, 4, 1), Passage(3, 0, 1, 2), Passage(1, 0, 1, 8), Passage(2, 0, 2, 2), Passage(1, -1, 1, 3)],
)
def test_what_holds_no_words_of_the_interview_is_no_passage(passage: Passage) -> None:
    with pytest.raises(NoPassageError):
        trimmed(TURNS, passage)
