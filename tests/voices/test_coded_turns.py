"""Turns cut where passages begin and end; typed words found where they stand."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as some

from survey.store.codes import Code
from survey.store.codings import Coding, Said
from survey.store.passages import Passage, quote_of
from survey.store.transcripts import StoredTurn
from survey.voices.coded_turns import coded_turns, turns_changed, with_context
from survey.voices.exact_words import places_of

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
CODES = (Code(1, "1", None, 0, "effects", is_category=True), Code(2, "2", 1, 0, "sleep"))
TEXTS = ("Et 😀 depuis ?", "Je dors.", "كنت أعد", "e\u0301te\u0301 oui")


def turns(texts: Sequence[str] = TEXTS) -> list[StoredTurn]:
    """Turns of one person."""
    return [StoredTurn(place, "L1", "", text, None, None) for place, text in enumerate(texts, 1)]


def marked(guid: str, passage: Passage, texts: Sequence[str] = TEXTS) -> Coding:
    """A coding of a passage."""
    quote = quote_of(dict(enumerate(texts, 1)), passage)
    return Coding(guid, 1, passage, quote, Said(2), "ana", "first", NOON)


@some.composite
def passages(draw: some.DrawFn) -> Passage:
    """Any passage of the texts that holds words."""
    first = draw(some.integers(1, len(TEXTS)))
    last = draw(some.integers(first, len(TEXTS)))
    start = draw(some.integers(0, len(TEXTS[first - 1])))
    end = draw(some.integers(0, len(TEXTS[last - 1])))
    passage = Passage(first, start, last, end)
    if first == last and not TEXTS[first - 1][start:end].strip():
        return Passage(first, 0, last, len(TEXTS[last - 1]))
    return passage


@given(some.lists(passages(), max_size=6))
def test_pieces_hold_every_word_once_and_each_passage_its_own(chosen: list[Passage]) -> None:
    made = [marked(str(key), passage) for key, passage in enumerate(chosen) if _has_words(passage)]
    shown = coded_turns(turns(), made, CODES)
    assert [turn.text for turn in shown] == [*TEXTS]
    for coding in made:
        held = [
            "".join(piece.text for piece in turn.pieces if coding.guid in piece.marks)
            for turn in shown
            if turn.position in coding.passage.turns()
        ]
        assert "\n".join(held) == coding.quote
    beside = {(turn.position, mark.coding.guid) for turn in shown for mark in turn.marks}
    assert beside == {(turn, coding.guid) for coding in made for turn in coding.passage.turns()}


def _has_words(passage: Passage) -> bool:
    try:
        return bool(quote_of(dict(enumerate(TEXTS, 1)), passage))
    except ValueError:
        return False


def test_a_mark_has_its_path_and_says_where_it_goes_on() -> None:
    first, second, *_others = coded_turns(turns(), [marked("a", Passage(1, 0, 2, 2))], CODES)
    assert [(mark.name, mark.path, mark.goes_on) for mark in first.marks] == [("sleep", "effects › sleep", False)]
    assert [mark.goes_on for mark in second.marks] == [True]


def test_a_sample_is_what_may_be_marked_and_its_neighbours_are_read() -> None:
    assert with_context([1, 9], 9, 2) == {1, 2, 3, 7, 8, 9}
    assert [turn.may_mark for turn in coded_turns(turns(), (), CODES, sample={2, 4})] == [False, True, False, True]


def test_what_changed_is_told_by_turn() -> None:
    kept, gone, new = (
        marked("a", Passage(1, 0, 1, 2)),
        marked("b", Passage(2, 0, 3, 1)),
        marked("c", Passage(4, 0, 4, 1)),
    )
    assert turns_changed([kept, gone], [kept, new]) == (2, 3, 4)
    assert turns_changed([kept], [kept]) == ()


@pytest.mark.parametrize(
    ("words", "text", "spans"),
    [
        ("nuit", "À minuit, la nuit", [(13, 17)]),  # counted by hand, as all below
        ("min", "À minuit", [(2, 5)]),
        ("la nuit", "la\nnuit et la  nuit", [(0, 7), (11, 19)]),
        ("a.b", "a.b axb", [(0, 3)]),
        ("oui", "non", []),
        (" ", "oui", []),
        ("e", "e\u0323 e", [(3, 4)]),
        ("e\u0301", "é", [(0, 1)]),
        ("أعد", "كنت أعد", [(4, 7)]),
    ],
)
def test_typed_words_are_found_where_they_stand(words: str, text: str, spans: list[tuple[int, int]]) -> None:
    assert [(each.start, each.end) for each in places_of(words, 3, text)] == spans
    assert all((each.first_turn, each.last_turn) == (3, 3) for each in places_of(words, 3, text))
