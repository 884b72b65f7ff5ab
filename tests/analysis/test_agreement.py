"""Agreement of coders: examples of the papers and of the handbook, figures by hand, and what cannot be told."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.agreement import agreement, numbered_agreement
from analysis.results import Estimate


def measured(table: pd.DataFrame, coders: list[str], **given: Any) -> dict[str, Estimate]:
    found = agreement(table, coders, **given)
    return {str(key["measure"]): one for key, one in zip(found.keys, found.estimates, strict=True)}


def coded(**by: list[Any]) -> pd.DataFrame:
    return pd.DataFrame({coder: pd.Series(values, dtype=object) for coder, values in by.items()})


def square(both: int, first: int, second: int, none: int) -> pd.DataFrame:
    """Two coders, yes or no: how many units each cell of their table holds."""
    return coded(
        ana=["yes"] * (both + first) + ["no"] * (second + none),
        ben=(["yes"] * both + ["no"] * first + ["yes"] * second + ["no"] * none),
    )


NOT_GIVEN = None
FOUR_CODERS = coded(
    a=[1, 2, 3, 3, 2, 1, 4, 1, 2, NOT_GIVEN, NOT_GIVEN, NOT_GIVEN],
    b=[1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NOT_GIVEN, 3],
    c=[NOT_GIVEN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NOT_GIVEN],
    d=[1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NOT_GIVEN],
)


@pytest.mark.parametrize(
    ("ana", "ben", "alpha"),
    [
        ("0100000010", "1110010000", 0.095),  # Krippendorff (2011), A: binary, two observers
        ("aabbdcccedda", "babbbccceddd", 0.692),  # B: nominal, two observers
    ],
)
def test_alpha_of_two_observers(ana: str, ben: str, alpha: float) -> None:
    found = measured(coded(ana=list(ana), ben=list(ben)), ["ana", "ben"])["krippendorff_alpha"]
    assert round(found.value or 0, 3) == alpha


def test_four_coders_who_left_units_out() -> None:
    # Krippendorff (2011), C: alpha 0.743. The handbook of Gwet (2014) and irrCAC print for the same units, which they
    # call cac.raw4raters: percent agreement 0.8182, AC1 0.7754.
    found = measured(FOUR_CODERS, ["a", "b", "c", "d"])
    assert {name: round(one.value or 0, 4) for name, one in found.items()} == {
        "percent_agreement": 0.8182,
        "krippendorff_alpha": 0.7434,
        "gwet_ac1": 0.7754,
    }
    assert (found["gwet_ac1"].n, found["gwet_ac1"].missing) == (11, 1)


@pytest.mark.parametrize(
    ("cells", "kappa", "ac1"),
    [
        ((40, 9, 6, 45), 0.70, 0.70),  # Feinstein and Cicchetti (1990), tables 1 and 2: the same agreement of 85 %
        ((80, 10, 5, 5), 0.32, 0.81),  # AC1 by hand: π = 0.875, chance 0.21875, (0.85 - 0.21875) / 0.78125 = 0.808
    ],
)
def test_where_nearly_everything_is_one_category_kappa_falls_and_ac1_does_not(
    cells: tuple[int, int, int, int], kappa: float, ac1: float
) -> None:
    found = measured(square(*cells), ["ana", "ben"])
    assert found["percent_agreement"].value == pytest.approx(0.85)
    assert round(found["cohen_kappa"].value or 0, 2) == kappa
    assert round(found["gwet_ac1"].value or 0, 2) == ac1


def test_a_unit_of_three_characters_counts_as_three_units() -> None:
    by_size = measured(coded(ana=list("aab"), ben=list("abb"), size=[3, 1, 2]), ["ana", "ben"], size="size")
    one_by_one = measured(coded(ana=list("aaaabb"), ben=list("aaabbb")), ["ana", "ben"])
    for name, found in by_size.items():
        assert found.value == pytest.approx(one_by_one[name].value)
    assert (by_size["gwet_ac1"].n, by_size["gwet_ac1"].unit) == (3, "size")


def test_the_interval_leaves_out_one_cluster_at_a_time() -> None:
    table = square(20, 3, 4, 13).assign(interview=[place % 5 for place in range(40)])
    found = measured(table, ["ana", "ben"], cluster="interview")["cohen_kappa"]
    without = [
        measured(table[table["interview"] != left], ["ana", "ben"])["cohen_kappa"].value or math.nan
        for left in range(5)
    ]
    mean = sum(without) / 5
    error = math.sqrt(4 / 5 * sum((each - mean) ** 2 for each in without))
    assert found.standard_error == pytest.approx(error)
    assert found.interval_low == pytest.approx((found.value or 0) - stats.t.ppf(0.975, 4) * error)


def test_without_common_text_nothing_is_told() -> None:
    found = measured(coded(ana=["a", None, "b"], ben=[None, "a", None]), ["ana", "ben"])
    assert {(one.value, one.reason, one.n, one.missing) for one in found.values()} == {(None, "no_values", 0, 3)}


def test_of_one_category_alone_only_the_percentage_is_told() -> None:
    found = measured(coded(ana=["a"] * 4, ben=["a"] * 4), ["ana", "ben"])
    assert found["percent_agreement"].value == 1
    assert {(found[name].value, found[name].reason) for name in ("cohen_kappa", "krippendorff_alpha", "gwet_ac1")} == {
        (None, "all_equal")
    }


def test_a_category_that_was_never_given_leaves_room_for_chance() -> None:
    table = square(4, 1, 0, 0)
    alone = measured(table, ["ana", "ben"])["gwet_ac1"].value
    among_three = measured(table, ["ana", "ben"], categories=["yes", "no", "other"])["gwet_ac1"].value
    # By hand: π = 0.9, 0.1, 0; chance 0.18 of one other category, 0.09 of two.
    assert (alone, among_three) == (pytest.approx((0.8 - 0.18) / 0.82), pytest.approx((0.8 - 0.09) / 0.91))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"coders": ["ana"]}, "at least two"),
        ({"coders": ["ana", "cem"]}, "Column cem"),
        ({"coders": ["ana", "ben"], "categories": ["a"]}, "Category b"),
        ({"coders": ["ana", "ben"], "size": "size"}, "Column size"),
        ({"coders": ["ana", "ben"], "cluster": "interview"}, "Column interview"),
        ({"coders": ["ana", "ben"], "level": 95}, "level is 95"),
    ],
)
def test_what_cannot_be_measured_is_refused(given: dict[str, Any], told: str) -> None:
    table = coded(ana=["a", "b"], ben=["a", "b"]).assign(size=[0.0, 1.0], interview=[None, "x"])
    with pytest.raises(ValueError, match=told):
        agreement(table, **given)


@pytest.mark.parametrize("seed", range(12))
def test_numbered_judgements_say_what_their_table_says(seed: int) -> None:
    chance = np.random.default_rng(seed)
    units, coders = int(chance.integers(0, 40)), ("ana", "ben", "cy")[: 2 + seed % 2]
    codes = chance.integers(-1, 2, (units, len(coders)))
    sizes, clusters = chance.integers(1, 9, units).astype(float), chance.integers(0, 5, units)
    given = np.where(codes < 0, np.nan, codes)
    table = pd.DataFrame({**dict(zip(coders, given.T, strict=True)), "size": sizes, "interview": clusters})
    told = agreement(table, coders, categories=(0.0, 1.0), size="size", cluster="interview").estimates
    there = np.unique(clusters, return_inverse=True)[1]
    for one, other in zip(told, numbered_agreement(codes, 2, sizes, there, size="size").estimates, strict=True):
        numbers = (one.value, one.interval_low, one.interval_high)
        assert (other.value, other.interval_low, other.interval_high) == pytest.approx(numbers, abs=1e-12)
        assert (other.estimand, other.n, other.missing, other.unit, other.reason) == (
            one.estimand,
            one.n,
            one.missing,
            one.unit,
            one.reason,
        )
