"""Who changed: signs, reliable change, important change; by hand, and when it cannot be told."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.change.important_change import anchored_difference, half_sd, important_change
from analysis.change.reliable_change import Reliability, reliable_categories, reliable_change
from analysis.change.sign import sign_test

ALPHA = Reliability(value=0.8, name="cronbach_alpha_at_entry")
SCORES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=30)


def waves(entry: list[float | None], leaving: list[float | None]) -> pd.DataFrame:
    """Two waves, one list each."""
    return pd.DataFrame({"entry": entry, "exit": leaving}, dtype=object)


def test_signs_by_hand() -> None:
    # Five up, one down, two stay: p = 2 × (1 + 6) / 2⁶
    found = sign_test(waves([1] * 8 + [None], [2] * 5 + [0, 1, 1, 4]), "entry", "exit")
    assert (found.improved, found.unchanged, found.deteriorated) == (5, 2, 1)
    assert found.of_changed.p_value == pytest.approx(14 / 64, abs=1e-15)
    assert (found.of_changed.n, found.of_changed.missing) == (6, 1)
    assert [share.n for share in found.shares.estimates] == [8, 8, 8]
    assert found.as_table()["category"].tolist() == ["improved_of_changed", "improved", "unchanged", "deteriorated"]


@given(SCORES)
@settings(max_examples=25, deadline=None)
def test_what_is_better_turns_everything_around(pairs: list[tuple[int, int]]) -> None:
    table = waves([one for one, _ in pairs], [other for _, other in pairs])
    up, down = sign_test(table, "entry", "exit"), sign_test(table, "entry", "exit", better="lower")
    assert (up.improved, up.deteriorated) == (down.deteriorated, down.improved)
    assert up.improved + up.unchanged + up.deteriorated == len(pairs)
    assert up.of_changed.p_value == down.of_changed.p_value


@pytest.mark.parametrize(
    ("entry", "leaving", "reason"),
    [([], [], "no_values"), ([None, 1], [1, None], "no_values"), ([3, 1], [3, 1], "all_equal")],
)
def test_signs_that_tell_nothing(entry: list[float | None], leaving: list[float | None], reason: str) -> None:
    found = sign_test(waves(entry, leaving), "entry", "exit").of_changed
    assert (found.value, found.p_value, found.reason) == (None, None, reason)


def test_the_rounding_of_the_computer_is_no_change() -> None:
    assert sign_test(waves([0.1 + 0.2, 1], [0.3, 2]), "entry", "exit").unchanged == 1


def test_reliable_change_of_jacobson_and_truax() -> None:
    # Their example (1991, page 14): s = 7.5, r = 0.80, from 32.5 to 47.5: S_diff = 4.74, RC = 3.16
    given_spread = Reliability(value=0.80, name="test_retest", spread=7.5)
    found = reliable_change(waves([32.5], [47.5]), "entry", "exit", given_spread)
    assert round(found.error_of_change, 2) == 4.74
    assert round(15 / found.error_of_change, 2) == 3.16
    assert (found.counts["improved"], found.spread_name, found.expected_by_error) == (1, "given", pytest.approx(0.025))


def test_a_change_of_exactly_the_threshold_is_not_beyond_it() -> None:
    # s = 1, r = 1/2, so that the error of a change is 1; certainty of 2 Φ(2) - 1 makes the threshold 2
    reliability = Reliability(value=0.5, name="known", spread=1)
    found = reliable_change(
        waves([0, 0, 0], [2, 2.001, -2.001]), "entry", "exit", reliability, certainty=0.9544997361036416
    )
    assert found.counts == {"improved": 1, "unchanged": 1, "deteriorated": 1}


@pytest.mark.parametrize(
    ("table", "reliability", "reason"),
    [
        (waves([1, 2, 3], [2, 3, 4]), Reliability(value=None, name="alpha"), "no_values"),
        (waves([], []), ALPHA, "no_values"),
        (waves([1], [2]), ALPHA, "one_value"),
        (waves([5, 5, 5], [2, 3, 4]), ALPHA, "all_equal"),
        (waves([1, 2, 3], [2, 3, 4]), Reliability(value=-0.4, name="alpha"), "contradiction"),
    ],
)
def test_reliable_change_that_cannot_be_told_says_why(
    table: pd.DataFrame, reliability: Reliability, reason: str
) -> None:
    found = reliable_change(table, "entry", "exit", reliability)
    assert (found.threshold, found.counts, found.reason) == (None, {}, reason)
    assert {(share.value, share.reason) for share in found.estimates} == {(None, reason)}
    assert {share.n + share.missing for share in found.estimates} == {len(table)}
    assert found.as_table()["reliability_name"].tolist() == [reliability.name] * 3


def test_a_perfect_measure_finds_every_change_reliable() -> None:
    found = reliable_change(waves([1, 2, 3], [1, 3, 2]), "entry", "exit", Reliability(value=1.0, name="perfect"))
    assert (found.threshold, found.counts) == (0, {"improved": 1, "unchanged": 1, "deteriorated": 1})


def test_the_reliability_used_is_named() -> None:
    rows = reliable_change(waves([1, 2, 3, None], [1, 3, 9, 2]), "entry", "exit", ALPHA).as_table()
    assert list(rows.columns[:7]) == [
        *("category", "count", "threshold", "reliability", "reliability_name", "spread", "spread_name"),
    ]
    assert rows["spread_name"].tolist() == ["sd_at_entry_of_the_pairs"] * 3
    assert rows["missing"].tolist() == [1] * 3


@given(SCORES)
@settings(max_examples=25, deadline=None)
def test_people_and_counts_agree(pairs: list[tuple[int, int]]) -> None:
    table = waves([*(one for one, _ in pairs), None], [*(other for _, other in pairs), 3])
    found = reliable_change(table, "entry", "exit", Reliability(value=0.7, name="known", spread=4.0))
    people = reliable_categories(table, "entry", "exit", found.threshold)
    assert {name: int((people == name).sum()) for name in found.counts} == found.counts
    assert people.iloc[-1] is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [({"value": 1.2, "name": "a"}, "at most 1"), ({"value": 0.8, "name": ""}, "Name the reliability")],
)
def test_a_reliability_that_is_none_is_refused(arguments: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Reliability(**arguments)


def test_wrong_words_are_refused() -> None:
    table = waves([1, 2, 3], [2, 3, 4])
    with pytest.raises(ValueError, match="spread"):
        Reliability(value=0.8, name="a", spread=0)
    with pytest.raises(ValueError, match="better is 'up'"):
        sign_test(table, "entry", "exit", better="up")
    with pytest.raises(ValueError, match="better is 'up'"):
        reliable_change(table, "entry", "exit", Reliability(value=None, name="a"), better="up")
    with pytest.raises(ValueError, match="where it comes from"):
        important_change(table, "entry", "exit", 5, threshold_name="")
    with pytest.raises(ValueError, match="above 0"):
        important_change(table, "entry", "exit", 0, threshold_name="paper")


def test_a_change_of_exactly_the_threshold_is_important() -> None:
    # 0.3 - 0.2 is 0.09999999999999998 in the computer, and a tenth everywhere else
    found = important_change(waves([0.2, 0.3, 0.3], [0.3, 0.2, 0.35]), "entry", "exit", 0.1, threshold_name="paper")
    assert found.counts == {"improved": 1, "unchanged": 1, "deteriorated": 1}


@pytest.mark.parametrize("threshold", [None, 10])
def test_importance_without_threshold_or_people(threshold: float | None) -> None:
    table = waves([1, 2], [2, 3]) if threshold is None else waves([], [])
    found = important_change(table, "entry", "exit", threshold, threshold_name="half_sd_at_entry")
    assert (found.reason, found.counts, {share.value for share in found.estimates}) == ("no_values", {}, {None})
    assert found.as_table()["threshold_name"].tolist() == ["half_sd_at_entry"] * 3


@pytest.mark.parametrize(
    ("entry", "reason"), [([], "no_values"), ([None, 3], "one_value"), ([2, 2, 2], "all_equal"), ([1, 2], "")]
)
def test_half_a_standard_deviation(entry: list[float | None], reason: str) -> None:
    found = half_sd(waves(entry, [None] * len(entry)), "entry")
    assert found.reason == reason
    assert (found.value is None) == bool(reason)
    assert found.n + found.missing == len(entry)


def test_a_question_that_has_nothing_to_do_with_change_is_a_weak_anchor() -> None:
    table = waves([1, 2, 3, 4, 5], [5, 4, 7, 4, 3]).assign(felt=[1, 1, 2, 0, -1], hat=[1, 0, 0, 1, 0])
    assert anchored_difference(table, "entry", "exit", "felt", a_little_better=[1]).difference.cautions == ()
    weak = anchored_difference(table, "entry", "exit", "hat", a_little_better=[1])
    assert weak.difference.cautions == ("weak_anchor",)
    assert weak.estimates == (weak.difference, weak.correlation)


def test_nobody_a_little_better() -> None:
    table = waves([1, 2, 3], [2, 3, 4]).assign(felt=[0, 0, None])
    found = anchored_difference(table, "entry", "exit", "felt", a_little_better=[1])
    assert (found.difference.value, found.difference.reason, found.difference.missing) == (None, "no_values", 1)
    assert (found.correlation.reason, found.difference.cautions) == ("all_equal", ("weak_anchor",))
