"""What readings marked, as numbers, is what is counted character by character, whatever overlaps or was left out."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.findings.readings import Judgements, Readings, readings
from survey.privacy.common_text import Common
from survey.store.coding_counts import Place
from survey.store.layers import FIRST, Layer
from survey.store.transcripts import Interview

CODERS = ("ana", "ben", "cy")
LAYERS = [Layer(coder, FIRST) for coder in CODERS]
CODES = (4, 9, 11)
Lengths = dict[int, dict[int, int]]
"""Of each turn, by interview and number."""
Patterns = dict[int, Counter[tuple[int, ...]]]


def interview(key: int) -> Interview:
    nobody = {"read_by": None, "released_at": None, "participant": None, "participant_id": None, "wave": None}
    made = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    return Interview(key, 1, 50 - key, "fr", None, False, "none", "txt", "", 0, None, made, **nobody)


@st.composite
def studies(draw: st.DrawFn) -> tuple[Lengths, list[Common], list[Place]]:
    """Interviews with gaps between turns, of which some count, and some on a sample; what was marked in them."""
    sizes: Lengths = {
        key: draw(st.dictionaries(st.integers(1, 7), st.integers(0, 6), max_size=5))
        for key in draw(st.permutations((3, 5, 8)))
    }
    counting = [
        Common(
            interview(key),
            tuple(draw(st.permutations((True, True, draw(st.booleans()))))),
            draw(st.none() | st.lists(st.sampled_from(sorted(turns)), unique=True).map(tuple)) if turns else None,
        )
        for key, turns in sizes.items()
        if draw(st.integers(0, 3))
    ]
    places = []
    for key in sizes:
        turns = sorted(turn for turn, length in sizes[key].items() if length)
        for _ in range(draw(st.integers(0, 12)) if turns else 0):
            first, last = sorted((draw(st.sampled_from(turns)), draw(st.sampled_from(turns))))
            start = draw(st.integers(0, sizes[key][first] - 1))
            end = draw(st.integers(start + 1 if first == last else 1, sizes[key][last]))
            coder, code = draw(st.sampled_from(CODERS)), draw(st.sampled_from(CODES))
            places.append(Place(key, coder, FIRST, code, first, start, last, end))
    return sizes, counting, places


def one_by_one(
    sizes: Lengths, counting: Sequence[Common], places: Sequence[Place], code: int, among: set[tuple[int, int]]
) -> tuple[Patterns, Patterns]:
    """How often each pattern of marks is there, by interview: turn by turn, character by character."""
    turns: Patterns = {}
    characters: Patterns = {}
    for at, each in enumerate(counting):
        turns[at], characters[at] = Counter(), Counter()
        for turn, length in sizes[each.interview.id].items():
            if (each.interview.id, turn) not in among:
                continue
            held = [marked(places, each.interview.id, coder, code, turn, length) for coder in CODERS]
            for found, units in ((turns[at], [None]), (characters[at], range(length))):
                for unit in units:
                    said = (bool(mine) if unit is None else unit in mine for mine in held)
                    found[tuple(int(one) if done else -1 for one, done in zip(said, each.done, strict=True))] += 1
    return turns, characters


def marked(places: Sequence[Place], key: int, coder: str, code: int, turn: int, length: int) -> set[int]:
    return {
        character
        for place in places
        if (place.transcript, place.coder, place.code) == (key, coder, code)
        for character in range(length)
        if (place.first_turn, place.start) <= (turn, character) < (place.last_turn, place.end)
    }


def told(judged: Judgements, interviews: int) -> Patterns:
    found: Patterns = {at: Counter() for at in range(interviews)}
    for marks, size, at in zip(judged.marks.tolist(), judged.sizes.tolist(), judged.interviews.tolist(), strict=True):
        assert size > 0
        found[at][tuple(marks)] += size
    return found


def every(sizes: Lengths, counting: Sequence[Common]) -> set[tuple[int, int]]:
    return {
        (each.interview.id, turn)
        for each in counting
        for turn in sizes[each.interview.id]
        if each.turns is None or turn in each.turns
    }


def read(sizes: Lengths, counting: list[Common], places: list[Place]) -> Readings:
    lengths = [(key, turn, length) for key, turns in sizes.items() for turn, length in turns.items()]
    return readings(LAYERS, counting, lengths, places)


@given(study=studies(), on_marked=st.booleans())
@settings(max_examples=300)
def test_what_is_marked_is_what_is_counted_one_by_one(
    study: tuple[Lengths, list[Common], list[Place]], on_marked: bool
) -> None:
    sizes, counting, places = study
    found, among = read(*study), every(sizes, counting)
    if on_marked:
        done = {each.interview.id: each.done for each in counting}
        theirs = [place for place in places if done.get(place.transcript, (False,) * 3)[CODERS.index(place.coder)]]
        among = {
            (key, turn)
            for key, turn in among
            if any(marked(theirs, key, coder, code, turn, sizes[key][turn]) for coder in CODERS for code in CODES)
        }
        found = found.where_marked()
    assert found.turns == len(among)
    by_turns, by_characters = found.by_turns(CODES), found.by_characters(CODES)
    for place, code in enumerate(CODES):
        turns, characters = one_by_one(sizes, counting, places, code, among)
        assert told(by_turns[place], len(counting)) == turns
        assert told(by_characters[place], len(counting)) == characters
    whole = told(found.together(by_characters), len(counting))
    assert sum(map(Counter.total, whole.values())) == len(CODES) * int(found.lengths.sum())


@pytest.mark.parametrize("counting", [[], [Common(interview(3), (True, True, True))]])
def test_nothing_to_read_is_no_row(counting: list[Common]) -> None:
    found = read({3: {}}, counting, []).where_marked()
    for judged in (*found.by_turns(CODES), *found.by_characters(CODES), found.together([])):
        assert judged.marks.shape == (0, len(CODERS))
