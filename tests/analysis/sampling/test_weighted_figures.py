"""Weighted figures by hand, in designs that tell little, and the same whatever the unit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.results import Estimate
from analysis.sampling.calibration import linear_calibration
from analysis.sampling.design import Design
from analysis.sampling.margins import known_margin
from analysis.sampling.post_stratification import post_stratification
from analysis.sampling.raking import raking
from analysis.sampling.weighted_figures import (
    weighted_change,
    weighted_mean,
    weighted_ratio,
    weighted_shares,
    weighted_total,
)
from analysis.scales.describe import mean_with_interval

PEOPLE = pd.DataFrame(
    {
        "participant_id": [f"p{number}" for number in range(8)],
        "site": list("nnnnssss"),
        "sex": list("ffmmffmm"),
        "worker": list("aabbccdd"),
        "score": [20.0, 35, 40, 50, 25, 30, 45, 60],
        "helped": [1, 0, 1, 1, 0, 0, 1, 1],
        "w": [1.0, 2, 3, 4, 4, 3, 2, 1],
    }
)
SITE = known_margin("site", {"n": 60, "s": 40})
SEX = known_margin("sex", {"f": 70, "m": 30})


def test_without_design_and_weights_it_is_the_t_interval() -> None:
    simple, plain = mean_with_interval(PEOPLE["score"]), weighted_mean(PEOPLE, "score", Design())
    assert (plain.value, plain.standard_error) == (pytest.approx(simple.value), pytest.approx(simple.standard_error))
    assert (plain.interval_low, plain.degrees_of_freedom) == (pytest.approx(simple.interval_low), 7)


def test_for_a_mean_the_jackknife_is_the_same() -> None:
    one, other = weighted_mean(PEOPLE, "score", Design()), weighted_mean(PEOPLE, "score", Design(errors="jackknife"))
    assert other.standard_error == pytest.approx(one.standard_error)
    assert (one.method, other.method) == ("linearised", "jackknife_1")


def test_when_all_were_asked_there_is_no_error_left() -> None:
    found = weighted_mean(PEOPLE, "score", Design(population=8))
    assert (found.value, found.standard_error, found.interval_low, found.reason) == (38.125, 0, 38.125, "")


def test_a_stratified_mean_by_hand() -> None:
    # Means 36.25 and 40, shares 0.6 and 0.4; variances within / 4, each times its share squared.
    design = Design(weight="people", strata="site")
    people = PEOPLE.assign(people=[15] * 4 + [10] * 4)
    within = [people["score"][:4].var() / 4, people["score"][4:].var() / 4]
    found = weighted_mean(people, "score", design)
    assert found.value == pytest.approx(0.6 * 36.25 + 0.4 * 40)
    assert found.standard_error == pytest.approx(np.sqrt(0.36 * within[0] + 0.16 * within[1]))
    assert found.degrees_of_freedom == 6


def test_what_the_margins_tell_is_not_uncertain() -> None:
    people = PEOPLE.assign(is_north=(PEOPLE["site"] == "n") * 100.0)
    found = weighted_mean(people, "is_north", Design(weighting=post_stratification(PEOPLE, SITE)))
    assert (found.value, found.standard_error) == (pytest.approx(60), pytest.approx(0, abs=1e-9))


def test_an_estimate_says_how_it_was_weighted_and_drawn() -> None:
    design = Design(weighting=raking(PEOPLE, [SITE, SEX]), strata="site", cluster="worker", population={"n": 9, "s": 9})
    found = weighted_mean(PEOPLE, "score", design)
    assert (found.weights, found.design) == ("raking", "strata=site cluster=worker finite_population")
    assert "answering_at_random_within_margins" in found.assumptions
    assert found.cautions == ("small_n", "few_clusters")


def test_people_without_an_outcome_are_counted() -> None:
    found = weighted_mean(PEOPLE.assign(score=PEOPLE["score"].where(PEOPLE.index > 1)), "score", Design())
    assert (found.n, found.missing) == (6, 2)


def test_people_without_a_weight_are_counted() -> None:
    weighting = raking(PEOPLE.assign(site=PEOPLE["site"].where(PEOPLE.index > 0)), [SITE])
    found = weighted_mean(PEOPLE, "score", Design(weighting=weighting))
    assert (found.n, found.missing) == (7, 1)


@pytest.mark.parametrize("errors", ["linearised", "jackknife"])
def test_without_weights_there_is_no_figure_and_the_same_reason(errors: str) -> None:
    weighting = raking(PEOPLE, [SITE, known_margin("sex", {"f": 70, "m": 50})])
    found = weighted_mean(PEOPLE, "score", Design(weighting=weighting, strata="site", errors=errors))
    assert (found.value, found.reason, found.n, found.missing) == (None, "contradiction", 0, 8)


@pytest.mark.parametrize(
    ("people", "design", "reason", "has_value"),
    [
        (PEOPLE.assign(score=7.0), Design(), "all_equal", True),
        (PEOPLE.assign(score=np.nan), Design(), "no_values", False),
        (PEOPLE.head(0), Design(), "no_values", False),
        (PEOPLE.head(1), Design(), "one_value", True),
        (PEOPLE.assign(worker="a"), Design(cluster="worker"), "one_cluster", True),
        (PEOPLE, Design(strata="worker", cluster="worker"), "one_cluster", True),
        (PEOPLE.assign(w=0.0), Design(weight="w"), "no_values", False),
    ],
)
@pytest.mark.parametrize("errors", ["linearised", "jackknife"])
def test_designs_that_tell_too_little(
    people: pd.DataFrame, design: Design, reason: str, has_value: bool, errors: str
) -> None:
    found = weighted_mean(people, "score", replace(design, errors=errors))
    assert (found.value is not None, found.interval_low, found.reason) == (has_value, None, reason)


def test_a_lonely_stratum_can_be_refused() -> None:
    people = PEOPLE.assign(worker=list("aabbcccc"))
    design = Design(strata="site", cluster="worker", lonely="refused")
    assert weighted_mean(people, "score", design).reason == "one_cluster"
    found = weighted_mean(people, "score", replace(design, lonely="grand_mean"))
    assert found.reason == "" and "lonely_strata_grand_mean" in found.assumptions


def test_a_stratum_of_one_cluster_that_was_asked_is_not_lonely() -> None:
    people = PEOPLE.assign(worker=list("aabbcccc"))
    design = Design(strata="site", cluster="worker", population={"n": 5, "s": 1}, lonely="refused")
    found = [weighted_mean(people, "score", replace(design, lonely=lonely)) for lonely in ("refused", "grand_mean")]
    assert found[0].reason == "" and found[0].standard_error == pytest.approx(found[1].standard_error)


def test_the_change_of_the_population_is_the_mean_of_the_changes() -> None:
    people = PEOPLE.assign(exit=PEOPLE["score"] + [5, 0, None, 2, 1, 3, -4, 6])
    found = weighted_change(people, "score", "exit", Design(weight="w"))
    apart = weighted_mean(people.assign(change=people["exit"] - people["score"]), "change", Design(weight="w"))
    assert (found.value, found.interval_low) == (apart.value, apart.interval_low)
    assert (found.estimand, found.n, found.missing, found.missing_policy) == ("mean_change", 7, 1, "listwise")


def test_the_jackknife_leaves_a_lonely_stratum_out_and_says_so() -> None:
    people = PEOPLE.assign(worker=list("aabbcccc"))
    found = weighted_mean(people, "score", Design(strata="site", cluster="worker", errors="jackknife"))
    assert (found.method, found.reason) == ("jackknife_n", "")
    assert "lonely_strata_removed" in found.assumptions


def test_a_category_in_one_cluster_alone_has_no_jackknife() -> None:
    weighting = raking(PEOPLE.assign(site=list("nnnnnnss")), [SITE])
    design = Design(weighting=weighting, cluster="worker", errors="jackknife")
    assert weighted_mean(PEOPLE, "score", design).reason == "one_cluster"


def test_someone_without_a_cluster_is_one_alone() -> None:
    people = PEOPLE.assign(worker=[None, None, *"bbccdd"])
    assert weighted_mean(people, "score", Design(cluster="worker")).degrees_of_freedom == 4


def test_the_same_name_of_a_cluster_in_two_strata_is_two_clusters() -> None:
    people = PEOPLE.assign(worker=list("aabbaabb"))
    assert weighted_mean(people, "score", Design(strata="site", cluster="worker")).degrees_of_freedom == 2


def test_one_person_twice_is_warned_of_unless_persons_are_clusters() -> None:
    people = PEOPLE.assign(participant_id=["p1", "p1", *"cdefgh"])
    assert "person_twice" in weighted_mean(people, "score", Design()).cautions
    assert "person_twice" not in weighted_mean(people, "score", Design(cluster="participant_id")).cautions


def test_shares_add_up_to_1_and_stay_between_0_and_1() -> None:
    found = weighted_shares(PEOPLE, "site", Design(weight="w"))
    assert sum(part.value or 0 for part in found.estimates) == pytest.approx(1)
    assert all(0 < (part.interval_low or 0) < (part.interval_high or 0) < 1 for part in found.estimates)


def test_a_share_of_everyone_has_no_interval() -> None:
    found = weighted_shares(PEOPLE.assign(helped=1), "helped", Design()).only(category="1")
    assert (found.value, found.interval_low, found.reason) == (1, None, "all_equal")


def test_nobody_has_no_shares() -> None:
    assert weighted_shares(PEOPLE.assign(helped=None), "helped", Design()).estimates == ()


def test_a_ratio_to_nothing_cannot_be_told() -> None:
    found = weighted_ratio(PEOPLE.assign(zero=0), "score", "zero", Design())
    assert (found.value, found.reason) == (None, "no_values")
    balanced = weighted_ratio(PEOPLE.assign(zero=[1, -1] * 4), "score", "zero", Design())
    assert (balanced.value, balanced.reason) == (None, "all_equal")


def test_a_ratio_that_everyone_shares_has_no_interval() -> None:
    found = weighted_ratio(PEOPLE.assign(twice=PEOPLE["score"] / 2), "score", "twice", Design())
    assert (found.value, found.reason) == (pytest.approx(2), "all_equal")


def test_a_mean_times_the_people_is_the_total_of_calibrated_weights() -> None:
    design = Design(weighting=linear_calibration(PEOPLE, [SITE, SEX]))
    mean, total = weighted_mean(PEOPLE, "score", design), weighted_total(PEOPLE, "score", design)
    assert total.value == pytest.approx(100 * (mean.value or 0))
    assert total.standard_error == pytest.approx(100 * (mean.standard_error or 0))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda: Design(lonely="ignored"), "lonely is one of"),
        (lambda: Design(strata="site", population=9), "how many clusters each"),
        (lambda: Design(errors="bootstrap"), "errors one of"),
        (lambda: Design(weight="w", weighting=raking(PEOPLE, [SITE])), "Give a weighting or a column"),
        (lambda: weighted_mean(PEOPLE.assign(w=-1), "score", Design(weight="w")), "below 0"),
        (lambda: weighted_mean(PEOPLE.head(4), "score", Design(weighting=raking(PEOPLE, [SITE]))), "other people"),
        (lambda: weighted_mean(PEOPLE, "score", Design(population=4)), "fewer clusters than were asked"),
        (lambda: weighted_mean(PEOPLE, "score", Design(strata="site", population={"n": 9})), "lacks the strata s"),
    ],
)
def test_wrong_arguments_say_what_to_do(wrong: object, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        wrong()  # type: ignore[operator]  # a call


def moved(estimate: Estimate) -> tuple[float | None, ...]:
    return (estimate.value, estimate.standard_error, estimate.interval_low, estimate.interval_high)


@given(st.floats(-50, 50), st.floats(0.1, 20))
def test_a_shift_and_a_unit_move_the_mean_alike(shift: float, unit: float) -> None:
    design = Design(weighting=raking(PEOPLE, [SITE, SEX]), strata="site", cluster="worker")
    one = weighted_mean(PEOPLE, "score", design)
    other = weighted_mean(PEOPLE.assign(score=shift + unit * PEOPLE["score"]), "score", design)
    assert other.value == pytest.approx(shift + unit * (one.value or 0), abs=1e-9)
    assert other.standard_error == pytest.approx(unit * (one.standard_error or 0), rel=1e-7)


@given(st.permutations(range(8)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    turned = PEOPLE.iloc[order]
    for make in (lambda people: Design(weighting=raking(people, [SITE, SEX])), lambda _people: Design(weight="w")):
        one = weighted_mean(PEOPLE, "score", make(PEOPLE))
        assert moved(weighted_mean(turned, "score", make(turned))) == pytest.approx(moved(one))
