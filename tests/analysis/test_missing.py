"""Missing values are counted, never guessed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.missing import PairCounts, column_of, complete_pairs, numbers, with_minimum_answered


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1, None, 3]),
        pd.Series([1, None, 3], dtype=object),
        pd.Series([1, None, 3], dtype="Int64"),
        pd.Series([1.0, float("nan"), 3.0]),
    ],
    ids=["floats", "objects", "nullable", "nan"],
)
def test_missing_is_nan_in_every_kind_of_column(column: pd.Series) -> None:
    np.testing.assert_array_equal(numbers(column), [1.0, np.nan, 3.0])


@pytest.mark.parametrize("column", [pd.Series([None, None]), pd.Series([None, None], dtype="Float64")])
def test_a_column_of_blanks_is_a_column_of_numbers(column: pd.Series) -> None:
    np.testing.assert_array_equal(numbers(column), [np.nan, np.nan])


def test_an_empty_column_holds_nothing() -> None:
    assert numbers(pd.Series([], dtype=object)).size == 0


def test_zero_and_no_are_answers() -> None:
    assert numbers(pd.Series([0, False], dtype=object)).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("values", [["3", "2"], ["", 1], [True, "x"], [[1], [2]]])
def test_texts_are_not_guessed_to_be_numbers(values: list[object]) -> None:
    with pytest.raises(ValueError, match="Column calm: it holds .*, which is no number; convert its values"):
        numbers(pd.Series(values, name="calm"))


def test_texts_of_the_pandas_kind_are_refused_too() -> None:
    with pytest.raises(ValueError, match="Column calm: it holds '3', which is no number"):
        numbers(pd.Series(["3", None], dtype="str", name="calm"))


def test_infinite_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="infinite"):
        numbers(pd.Series([1.0, float("inf")], name="calm"))


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="Column exit: there are 0 of this name among entry"):
        column_of(pd.DataFrame({"entry": [1]}), "exit")


def test_a_column_that_is_there_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="there are 2"):
        column_of(pd.DataFrame([[1, 2]], columns=["entry", "entry"]), "entry")


@pytest.mark.parametrize(("answered", "kept"), [(0, False), (3, False), (4, True), (5, True)])
def test_a_value_stands_from_the_minimum_answered_on(answered: int, kept: bool) -> None:
    found = with_minimum_answered(np.array([50.0]), np.array([answered]), minimum=4)
    assert np.isnan(found).tolist() == [not kept]


def test_pairs_are_complete_and_the_lost_are_counted_by_wave() -> None:
    table = pd.DataFrame({"entry": [1, 2, None, None, 0, 4], "exit": [4, None, 5, None, 0, None]})
    pairs = complete_pairs(table, "entry", "exit")
    assert (pairs.before.tolist(), pairs.after.tolist(), pairs.changes.tolist()) == ([1, 0], [4, 0], [3, 0])
    assert pairs.counts == PairCounts(pairs=2, only_before=2, only_after=1, neither=1)
    assert pairs.counts.as_row() == {"pairs": 2, "only_before": 2, "only_after": 1, "neither": 1, "lost": 4}
