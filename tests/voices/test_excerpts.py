"""Words cut where they are marked, and shortened around that."""

from __future__ import annotations

import pytest

from survey.voices.excerpts import LONGEST_CONTEXT, Piece, Span, beginning, ending, pieces, shortened

LONG = "mot " * 100


@pytest.mark.parametrize(
    ("spans", "cut"),
    [
        ((), [("abcdef", False)]),
        (((0, 6),), [("abcdef", True)]),
        (((1, 3),), [("a", False), ("bc", True), ("def", False)]),
        (((4, 6), (0, 2)), [("ab", True), ("cd", False), ("ef", True)]),
        (((0, 2), (2, 4)), [("abcd", True), ("ef", False)]),
        (((0, 3), (1, 2)), [("abc", True), ("def", False)]),
        (((2, 2),), [("abcdef", False)]),
    ],
)
def test_a_text_is_cut_where_marks_begin_and_end(spans: tuple[Span, ...], cut: list[tuple[str, bool]]) -> None:
    assert [(piece.text, piece.marked) for piece in pieces("abcdef", spans)] == cut


def test_pieces_make_up_the_text_again_in_code_points() -> None:
    text = "Été 👩‍👧 كتاب"
    assert "".join(piece.text for piece in pieces(text, ((0, 3), (8, 12)))) == text


def test_a_long_stretch_before_a_mark_keeps_its_end_and_one_after_it_its_beginning() -> None:
    before, marked, after = shortened((Piece("A " + LONG), Piece("là", marked=True), Piece(LONG + "Z")))
    assert before.text.startswith("…mot") and before.text.endswith("mot ")
    assert marked == Piece("là", marked=True)
    assert after.text.startswith("mot") and after.text.endswith("…") and "Z" not in after.text
    assert max(len(before.text), len(after.text)) <= LONGEST_CONTEXT + 1


def test_a_long_stretch_between_marks_keeps_both_ends() -> None:
    mark = Piece("là", marked=True)
    between = shortened((mark, Piece("début " + LONG + "fin"), mark))[1].text
    assert between.startswith("début") and between.endswith("fin") and "… …" in between


def test_a_short_stretch_stays_whole() -> None:
    cut = (Piece("avant "), Piece("là", marked=True), Piece(" après"))
    assert shortened(cut) == cut


def test_a_text_without_a_mark_is_shortened_to_its_beginning() -> None:
    assert shortened((Piece("début " + LONG),))[0].text.startswith("début")


def test_a_text_of_one_endless_word_is_cut_all_the_same() -> None:
    assert len(beginning("a" * 1000)) == len(ending("a" * 1000)) == LONGEST_CONTEXT + 1
