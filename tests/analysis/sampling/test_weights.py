"""Weights by hand, and the message when there can be none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sampling.calibration import linear_calibration
from analysis.sampling.margins import Margin, known_margin, register_margin
from analysis.sampling.post_stratification import post_stratification
from analysis.sampling.raking import raking

PEOPLE = pd.DataFrame(
    {
        "participant_id": [f"p{number}" for number in range(8)],
        "site": list("nnnnssss"),
        "sex": list("ffmmffmm"),
        "age": [20, 30, 40, 50, 25, 35, 45, 55],
    }
)
SITE = known_margin("site", {"n": 60, "s": 40})
SEX = known_margin("sex", {"f": 70, "m": 30})


def test_crossed_margins_multiply_where_they_are_independent() -> None:
    weights = raking(PEOPLE, [SITE, SEX]).as_table()
    assert weights["weight"].tolist() == pytest.approx([21, 21, 9, 9, 14, 14, 6, 6])
    assert list(weights.columns) == ["participant_id", "weight", "method"]
    assert set(weights["method"]) == {"raking"}


def test_every_method_meets_one_margin_alike() -> None:
    found = [
        post_stratification(PEOPLE, SITE).weights,
        raking(PEOPLE, [SITE]).weights,
        linear_calibration(PEOPLE, [SITE]).weights,
    ]
    assert found[0] == pytest.approx([15] * 4 + [10] * 4)
    assert found[1] == pytest.approx(found[0]) and found[2] == pytest.approx(found[0])


def test_equal_weights_cost_nothing() -> None:
    found = raking(PEOPLE, [known_margin("site", {"n": 50, "s": 50})])
    assert (found.effective_n, found.design_effect, found.trimmed_share) == (pytest.approx(8), pytest.approx(1), 0)


def test_starting_weights_count_within_a_category() -> None:
    found = post_stratification(PEOPLE.assign(base=[1, 1, 1, 3, 1, 1, 1, 1]), SITE, base="base")
    assert found.weights[:4] == pytest.approx([10, 10, 10, 30])


def test_numbers_are_met_too() -> None:
    found = linear_calibration(PEOPLE, [SITE], numbers={"age": 3_900})
    weights = np.array(found.weights, dtype=float)
    assert weights @ PEOPLE["age"] == pytest.approx(3_900)
    assert found.margins == ("site", "age")


def test_people_without_a_category_have_no_weight_and_are_counted() -> None:
    found = raking(PEOPLE.assign(sex=PEOPLE["sex"].where(PEOPLE.index != 2)), [SITE, SEX])
    assert (found.n, found.missing, found.weights[2]) == (7, 1, None)
    assert found.as_table()["weight"].isna().tolist() == [False, False, True] + [False] * 5
    assert sum(weight or 0 for weight in found.weights) == pytest.approx(100)


def test_a_missing_starting_weight_is_counted() -> None:
    found = raking(PEOPLE.assign(base=[None] + [1.0] * 7), [SITE], base="base")
    assert (found.n, found.missing) == (7, 1)


@pytest.mark.parametrize(
    ("margins", "reason", "message"),
    [
        (
            [SITE, known_margin("sex", {"f": 70, "m": 50})],
            "contradiction",
            "margins contradict: margin site, people 100, other sex, other people 120",
        ),
        (
            [SITE, known_margin("sex", {"f": 60, "m": 30, "x": 10})],
            "no_values",
            "nobody in category: margin sex, category x, wanted 10",
        ),
        (
            [SITE, known_margin("sex", {"f": 100})],
            "contradiction",
            "category unknown to population: margin sex, category m",
        ),
    ],
)
@pytest.mark.parametrize("way", [raking, linear_calibration])
def test_margins_that_cannot_be_met_are_named(way: object, margins: list[Margin], reason: str, message: str) -> None:
    found = way(PEOPLE, margins)  # type: ignore[operator]  # either way
    assert (found.reason, found.message(), found.n, found.missing) == (reason, message, 0, 8)
    assert found.effective_n is None and found.as_table()["weight"].isna().all()


def test_raking_that_never_ends_names_the_margin_it_misses() -> None:
    # Nobody is n and m, or s and f: site and sex are one variable, and cannot be 60 to 40 and 70 to 30 at once.
    people = PEOPLE[(PEOPLE["site"] == "n") == (PEOPLE["sex"] == "f")]
    found = raking(people, [SITE, SEX])
    assert (found.reason, found.problem and found.problem.values["margin"]) == ("no_convergence", "site")
    assert found.message().startswith("margin not met: margin site, category")
    exact = linear_calibration(people, [SITE, SEX])
    assert (exact.reason, exact.problem and exact.problem.key) == ("contradiction", "margin_not_met")


def test_bounds_that_are_too_tight_name_the_margin() -> None:
    found = linear_calibration(PEOPLE, [SITE, SEX], bounds=(0.9, 1.1))
    assert (found.method, found.reason) == ("bounded_calibration", "no_convergence")
    assert found.problem is not None and found.problem.key == "margin_not_met"


def test_bounds_are_of_the_weight_over_where_it_started() -> None:
    numbers = {"age": 3_400.0}
    loose = linear_calibration(PEOPLE, [SITE, SEX], numbers=numbers)
    tight = linear_calibration(PEOPLE, [SITE, SEX], numbers=numbers, bounds=(0.4, 2))
    assert (loose.lowest or 0) < 0.21 and (tight.lowest, tight.highest) == (pytest.approx(0.4), pytest.approx(1.9))
    weights = np.array(tight.weights, dtype=float)
    assert (weights[:4].sum(), weights @ PEOPLE["age"]) == (pytest.approx(60), pytest.approx(3_400))


def test_trimming_keeps_the_margins_and_the_bounds() -> None:
    rng = np.random.default_rng(2)
    people = pd.DataFrame(
        {"participant_id": range(60), "site": rng.choice(list("abc"), 60, p=[0.5, 0.3, 0.2]), "sex": list("fm") * 30}
    ).assign(base=rng.uniform(1, 6, 60))
    margins = [known_margin("site", {"a": 50, "b": 30, "c": 20}), known_margin("sex", {"f": 55, "m": 45})]
    loose, tight = (raking(people, margins, base="base", trim=trim) for trim in (None, (0.4, 1.9)))
    weights = np.array(tight.weights, dtype=float)
    assert (loose.highest or 0) > 1.9 and (tight.highest or 9) <= 1.9 * (1 + 1e-6)
    assert tight.method == "raking_trimmed_and_met_again"
    assert weights[people["site"] == "c"].sum() == pytest.approx(20)
    assert 0 < (tight.trimmed_share or 0) < 0.5
    assert (tight.design_effect or 9) < (loose.design_effect or 0)


def test_trimming_that_is_too_tight_says_so() -> None:
    found = raking(PEOPLE, [SITE, SEX], trim=(0.9, 1.1))
    assert (found.reason, found.problem and found.problem.key) == ("no_convergence", "bounds_too_tight")


def test_one_person_twice_has_no_weight_and_is_named() -> None:
    found = raking(PEOPLE.assign(participant_id=["p1", "p1", *"cdefgh"]), [SITE])
    assert (found.reason, found.message()) == ("contradiction", "person twice: participant id p1, rows 1")


@pytest.mark.parametrize("people", [PEOPLE.head(0), PEOPLE.assign(site=None)])
def test_nobody_to_weight(people: pd.DataFrame) -> None:
    found = raking(people, [SITE])
    assert (found.reason, found.message(), found.missing) == ("no_values", "nobody to weight", len(people))


def test_one_person_can_stand_for_everyone() -> None:
    found = raking(PEOPLE.head(1), [known_margin("site", {"n": 60})])
    assert (found.weights, found.effective_n) == ((60,), 1)


def test_a_category_of_nobody_on_both_sides_is_left_out() -> None:
    found = raking(PEOPLE, [known_margin("site", {"n": 60, "s": 40, "w": 0})])
    assert found.weights == pytest.approx([15] * 4 + [10] * 4)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda: raking(PEOPLE, []), "There is no margin"),
        (lambda: linear_calibration(PEOPLE, [SITE], numbers={"age": float("nan")}), "population's total"),
        (lambda: raking(PEOPLE, [SITE], trim=(1.2, 3)), "lowest share below 1"),
        (lambda: raking(PEOPLE.assign(base=0), [SITE], base="base"), "not above 0"),
        (lambda: known_margin("site", {"n": -1}), "none below 0"),
        (lambda: known_margin("site", {}), "at least one above"),
        (lambda: Margin(("site",), {("n", "f"): 1.0}), "one name per variable"),
        (lambda: register_margin(PEOPLE), "at least one variable"),
    ],
)
def test_wrong_arguments_say_what_to_do(wrong: object, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        wrong()  # type: ignore[operator]  # a call


def test_margins_of_a_register_with_gaps_agree() -> None:
    register = pd.DataFrame({"site": ["n", "n", "s", None], "sex": ["f", None, "m", "m"]})
    margins = [register_margin(register, "site"), register_margin(register, "sex")]
    assert [(margin.population, margin.unknown) for margin in margins] == [(4, 1), (4, 1)]


@given(st.lists(st.integers(1, 400), min_size=2, max_size=2), st.lists(st.floats(0.2, 5), min_size=8, max_size=8))
def test_raking_meets_its_margins_whatever_the_starting_weights(sites: list[int], base: list[float]) -> None:
    margins = [
        known_margin("site", dict(zip("ns", sites, strict=True))),
        known_margin("sex", {"f": sum(sites) / 4, "m": sum(sites) * 3 / 4}),
    ]
    found = raking(PEOPLE.assign(base=base), margins, base="base")
    weights = np.array(found.weights, dtype=float)
    assert found.reason == "" and (weights > 0).all()
    assert weights[:4].sum() == pytest.approx(sites[0], rel=1e-8)
    assert 1 <= (found.effective_n or 0) <= 8 + 1e-9


@given(st.floats(0.1, 50))
def test_all_starting_weights_times_a_number_change_nothing(factor: float) -> None:
    one = raking(PEOPLE.assign(base=[1, 2, 3, 4, 1, 2, 3, 4]), [SITE, SEX], base="base")
    other = raking(PEOPLE.assign(base=[factor * part for part in (1, 2, 3, 4, 1, 2, 3, 4)]), [SITE, SEX], base="base")
    assert other.weights == pytest.approx(one.weights, rel=1e-9)
