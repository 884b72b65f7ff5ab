"""Small sets, found by listing and by the integer programme, held against a reader who tries everything."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told_sets import told_sets

from analysis.disclosure import small_sets
from analysis.disclosure.attack import sums_of
from analysis.disclosure.small_sets import basis_of, small_set

NOBODY_MOVED = np.zeros(6, bool)
shown = st.lists(st.lists(st.integers(0, 1), min_size=6, max_size=6), min_size=1, max_size=5)
counts = st.lists(st.sampled_from([1, 2, 3, 5, 20]), min_size=6, max_size=6)


@pytest.mark.parametrize("listed", [4000, -1], ids=["listed", "programme"])
@settings(max_examples=100, deadline=None)
@given(rows=shown, people=counts)
def test_a_small_set_is_found_exactly_when_there_is_one(listed: int, rows: list[list[int]], people: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(small_sets, "_TRIED", listed)
        found = small_set(basis_of(np.array(rows, float)), np.array(people), NOBODY_MOVED, 5)
    told = told_sets(rows, people, 5)
    assert (found is None) == (told == [])
    assert found is None or found.tolist() in told


@settings(max_examples=100, deadline=None)
@given(shown, counts, st.lists(st.booleans(), min_size=6, max_size=6))
def test_people_who_moved_may_be_subtracted(rows: list[list[int]], people: list[int], moved: list[bool]) -> None:
    found = small_set(basis_of(np.array(rows, float)), np.array(people), np.array(moved), 5)
    signed = told_sets(rows, people, 5, (1, -1))
    told = [some for some in signed if all(sign > 0 or gone for sign, gone in zip(some, moved, strict=True) if sign)]
    assert (found is None) == (told == [])
    assert found is None or found.tolist() in told


def test_a_search_that_is_given_up_accuses_every_base(monkeypatch: pytest.MonkeyPatch) -> None:
    # twelve groups that overlap at random: no sum of them is a few people, which takes some branches to prove
    sums = sums_of(np.random.default_rng(0).random((12, 24)) < 0.5, np.ones((24, 1), np.int64))
    monkeypatch.setattr(small_sets, "_TRIED", -1)
    assert sums.attack(0, 8) is None
    monkeypatch.setattr(small_sets, "_NODES", 0)
    attack = sums.attack(0, 8)
    assert attack is not None
    assert (attack.used.all(), attack.needed.any()) == (True, False)


def test_the_bases_that_tell_are_named() -> None:
    # everyone, arms a and b, site n; c = everyone - a - b is 4 people, the site is no part of it
    rows = np.array([[1, 1, 1, 1], [1, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0]], bool)
    attack = sums_of(rows, np.array([[20], [30], [40], [4]])).attack(0, 10)
    assert attack is not None
    assert (attack.used.tolist(), attack.needed.tolist()) == ([True, True, True, False], [True, True, True, False])


def test_a_base_that_others_add_up_to_is_not_needed() -> None:
    # arm a stands twice, as itself and as its two sites
    rows = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 1, 0]], bool)
    attack = sums_of(rows, np.array([[20], [30], [4]])).attack(0, 10)
    assert attack is not None
    assert attack.needed.tolist() == [True, False, False, False]
