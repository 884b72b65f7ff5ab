"""What a mixed model of repeated waves says by hand, and when it cannot say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given, settings
from hypothesis import strategies as st
from r.samples import read

from analysis.change.paired import paired_change
from analysis.comparison.arms import Arms
from analysis.comparison.gain import difference_in_change
from analysis.comparison.mixed import RepeatedWaves, repeated_waves
from analysis.comparison.robust import CLASSICAL_ERRORS
from analysis.comparison.ties import Ties, sums_of
from analysis.comparison.variances import Variances, generalised_least_squares
from analysis.comparison.waves import Waves

TWO = Waves(("entry", "exit"))
ARMS = Arms("arm", "advice")


def long(entry: list[float | None], leaves: list[float | None], **columns: list[object]) -> pd.DataFrame:
    """One row per person and wave."""
    people = [f"p{number}" for number in range(len(entry))]
    parts = [
        pd.DataFrame({"participant_id": people, "wave": wave, "score": scores, **columns})
        for wave, scores in (("entry", entry), ("exit", leaves))
    ]
    return pd.concat(parts, ignore_index=True)


def only(found: RepeatedWaves) -> tuple[float | None, float | None, str]:
    """Value, lower limit and reason of the only contrast."""
    (estimate,) = found.contrasts.estimates
    return estimate.value, estimate.interval_low, estimate.reason


ENTRY, EXIT = [40.0, 55, 30, 62, 45, 51], [52.0, 60, 45, 66, 44, 60]
IN_ARMS = ["support", "advice"] * 3


def test_complete_pairs_have_their_paired_change() -> None:
    # With everyone at both waves, the random effect of a person cancels out (its degrees of freedom are the same too).
    wide = pd.DataFrame({"entry": ENTRY, "exit": EXIT})
    paired, mixed = paired_change(wide, "entry", "exit"), repeated_waves(long(ENTRY, EXIT), "score", TWO)
    estimate = mixed.contrasts.named("exit - entry")
    assert estimate.value == pytest.approx(paired.value)
    assert estimate.standard_error == pytest.approx(paired.standard_error, rel=1e-6)
    assert (estimate.degrees_of_freedom, estimate.interval_low) == (5, pytest.approx(paired.interval_low, rel=1e-6))


def test_complete_groups_have_their_difference_in_change() -> None:
    wide = pd.DataFrame({"entry": ENTRY, "exit": EXIT, "arm": IN_ARMS})
    plain = difference_in_change(wide, "entry", "exit", ARMS, errors=CLASSICAL_ERRORS).estimates[0]
    mixed = repeated_waves(long(ENTRY, EXIT, arm=IN_ARMS), "score", TWO, ARMS)
    estimate = mixed.contrasts.named("support - advice at exit")
    assert estimate.value == pytest.approx(plain.value)
    assert estimate.standard_error == pytest.approx(plain.standard_error, rel=1e-6)
    assert mixed.contrasts.people == {"advice": 3, "support": 3}


@given(seed=st.integers(0, 10_000), tied=st.sampled_from(["people", "groups", "changing groups"]))
@settings(max_examples=40, deadline=None)
def test_generalised_least_squares_is_that_of_the_definition(seed: int, tied: str) -> None:
    rng = np.random.default_rng(seed)
    person = np.unique(np.sort(rng.integers(0, 10, 40)), return_inverse=True)[1]
    group = None if tied == "people" else person // 3
    wave = np.arange(40) % 3 if tied == "changing groups" else None
    matrix = np.stack([np.ones(40), rng.normal(size=40)], axis=1)
    outcome = rng.normal(size=40)
    covariance = 2.0 * np.eye(40) + 0.7 * (person[:, None] == person[None, :])
    parts = Variances(person=0.7, rest=2.0)
    if group is not None:
        same = group[:, None] == group[None, :]
        parts, covariance = Variances(group=1.5, person=0.7, rest=2.0), covariance + 1.5 * same
        if wave is not None:
            parts = Variances(group=1.5, group_change=0.4, person=0.7, rest=2.0)
            covariance = covariance + 0.4 * (same & (wave[:, None] == wave[None, :]))
    inverse = np.linalg.inv(covariance)
    told = np.linalg.inv(matrix.T @ inverse @ matrix)
    coefficients, found = generalised_least_squares(outcome, matrix, Ties(person, group, wave), parts)
    assert found == pytest.approx(told, rel=1e-8, abs=1e-12)
    assert coefficients == pytest.approx(told @ matrix.T @ inverse @ outcome, rel=1e-8, abs=1e-12)
    sums = sums_of(outcome[:, None], Ties(person, group, wave))
    assert sums.weighed(parts.ratios)[1] == pytest.approx(np.linalg.slogdet(covariance / 2.0)[1], rel=1e-8)


def test_words_assumptions_and_cautions_follow_the_design() -> None:
    drawn = Arms("arm", "advice", design="randomised")
    by_need, effect = (
        repeated_waves(long(ENTRY, EXIT, arm=IN_ARMS), "score", TWO, arms).contrasts.estimates[0]
        for arms in (ARMS, drawn)
    )
    assert (by_need.estimand, effect.estimand) == ("difference_in_change", "average_effect")
    assert by_need.cautions == ("confounding_by_need", "parallel_trends_untested", "small_n")
    assert effect.cautions == ("small_n",)
    assert effect.assumptions[:2] == ("assigned_by_chance", "lost_by_what_was_answered")


@pytest.mark.parametrize(
    ("entry", "leaves", "reason"),
    [
        ([None] * 6, [None] * 6, "no_values"),
        (ENTRY, [None] * 6, "too_few"),
        ([None] * 6, EXIT, "no_values"),
        ([50.0] * 6, [50.0] * 6, "all_equal"),
        (ENTRY, [score + 5 for score in ENTRY], "all_equal"),
        ([40.0, None, None, None, None, None], [50.0, None, None, None, None, None], "too_few"),
        ([40.0, 50, 60, None, None, None], [None, None, None, 50.0, 52, 61], "too_few"),
    ],
)
def test_a_change_that_cannot_be_told_has_a_reason(
    entry: list[float | None], leaves: list[float | None], reason: str
) -> None:
    found = repeated_waves(long(entry, leaves), "score", TWO)
    assert only(found) == (None, None, reason)
    assert found.answers + found.answers_missing == 12
    (estimate,) = found.contrasts.estimates
    assert estimate.n + estimate.missing == 6


@pytest.mark.parametrize(
    ("entry", "arms", "reason"),
    [
        (ENTRY, ["advice"] * 6, "one_group"),
        (ENTRY, ["support"] * 6, "one_group"),
        ([None, 55.0, None, 62, None, 51], IN_ARMS, "one_group"),
        ([40.0, None, 30, None, 45, None], IN_ARMS, "one_group"),
    ],
)
def test_groups_that_cannot_be_compared_have_a_reason(
    entry: list[float | None], arms: list[object], reason: str
) -> None:
    found = repeated_waves(long(entry, EXIT, arm=arms), "score", TWO, ARMS)
    assert only(found) == (None, None, reason)


def test_a_wave_without_answers_takes_only_its_own_contrast() -> None:
    table = long(ENTRY, EXIT, arm=IN_ARMS)
    found = repeated_waves(table, "score", Waves(("entry", "exit", "follow_up")), ARMS).contrasts
    assert found.named("support - advice at exit").reason == ""
    assert found.named("support - advice at follow_up").reason == "one_group"
    alone = repeated_waves(table, "score", Waves(("entry", "exit", "follow_up"))).contrasts
    assert (alone.named("exit - entry").reason, alone.named("follow_up - entry").reason) == ("", "no_values")


def test_one_household_has_no_interval() -> None:
    found = repeated_waves(long(ENTRY, EXIT, home=["h"] * 6), "score", Waves(("entry", "exit"), group="home"))
    assert only(found) == (None, None, "one_cluster")


def test_households_of_one_are_people() -> None:
    homes = [f"h{number}" for number in range(6)]
    alone, people = (
        repeated_waves(long(ENTRY, EXIT, home=homes), "score", Waves(("entry", "exit"), group=group))
        for group in ("home", "")
    )
    assert only(alone) == only(people)
    assert "few_clusters" in alone.contrasts.estimates[0].cautions


def test_groups_that_change_alike_are_an_assumption_where_it_is_made() -> None:
    table = long(ENTRY, EXIT, home=["a", "a", "b", "b", "c", "c"])
    told = [
        repeated_waves(table, "score", Waves(("entry", "exit"), group=group, groups_change=change)).contrasts.estimates[
            0
        ]
        for group, change in (("home", False), ("home", True), ("", True))
    ]
    assert ["groups_change_alike" in estimate.assumptions for estimate in told] == [True, False, False]


def test_workers_whose_people_change_alike_have_wider_intervals() -> None:
    # Three workers, two people each; all of a worker's people change by the same 0, 10 or 20, give or take 1: three
    # changes tell the mean change, not six. Mean 10; their error is that of the workers' means: sd 10, over √3.
    table = long([30, 34, 50, 54, 70, 74], [29, 35, 59, 65, 89, 95])
    table["worker"] = list("aabbcc") * 2
    alike, apart = (
        repeated_waves(table, "score", Waves(("entry", "exit"), group="worker", groups_change=change)).contrasts
        for change in (False, True)
    )
    assert apart.estimates[0].value == pytest.approx(10)
    assert apart.estimates[0].standard_error == pytest.approx(10 / 3**0.5, rel=1e-6)
    assert alike.estimates[0].standard_error is not None
    assert alike.estimates[0].standard_error < 0.7 * 10 / 3**0.5


def test_nobody_at_all_has_a_reason() -> None:
    assert only(repeated_waves(long([], []), "score", TWO))[2] == "no_values"


def test_a_person_twice_at_one_wave_is_refused() -> None:
    table = pd.concat([long(ENTRY, EXIT), long(ENTRY, EXIT).iloc[[2]]])
    with pytest.raises(ValueError, match="participant_id: p2 stands twice at wave entry; keep one row"):
        repeated_waves(table, "score", TWO)


@pytest.mark.parametrize("names", [(), ("entry",), ("entry", "entry")])
def test_one_wave_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="name two or more, each once"):
        Waves(names)


def test_the_unit_of_the_scores_does_not_matter() -> None:
    table = read("households")
    told = repeated_waves(table, "score", Waves(("entry", "exit"), group="household"), ARMS)
    other = table.assign(score=table["score"] * 1000 + 5)
    found = repeated_waves(other, "score", Waves(("entry", "exit"), group="household"), ARMS)
    one, thousand = told.contrasts.estimates[0], found.contrasts.estimates[0]
    assert thousand.value == pytest.approx(one.value * 1000, rel=1e-6)
    assert thousand.standard_error == pytest.approx(one.standard_error * 1000, rel=1e-6)


def test_variances_have_fixed_columns() -> None:
    held = repeated_waves(read("households"), "score", Waves(("entry", "exit"), group="household")).variances
    assert held is not None
    names = [
        "variance_group",
        "variance_group_change",
        "variance_person",
        "variance_rest",
        "correlation_of_waves",
        "correlation_in_group",
    ]
    assert list(held.as_row()) == names


@pytest.mark.parametrize("group", ["", "household"])
def test_a_second_program_finds_the_same_variances(group: str) -> None:
    # statsmodels' MixedLM finds them without using that people are nested; a search by its slope, to 1e-8.
    table = read("households").dropna().reset_index(drop=True)
    model = smf.mixedlm(
        "score ~ C(wave)",
        table,
        groups=group or "participant_id",
        vc_formula={"person": "0 + C(participant_id)"} if group else None,
        re_formula="1",
    )
    told = model.fit(reml=True, method="bfgs", gtol=1e-8)
    found = repeated_waves(
        table, "score", Waves(("entry", "exit", "follow_up"), group=group, groups_change=False)
    ).variances
    assert found is not None
    assert found.rest == pytest.approx(told.scale, rel=1e-5)
    assert (found.group if group else found.person) == pytest.approx(told.cov_re.iloc[0, 0], rel=1e-5)
    assert not group or found.person == pytest.approx(told.vcomp[0], rel=1e-5)


def test_whoever_moves_to_another_household_counts_once() -> None:
    table = long(ENTRY, EXIT, home=["a", "a", "b", "b", "c", "c"])
    table.loc[6, "home"] = "b"
    found = repeated_waves(table, "score", Waves(("entry", "exit"), group="home"))
    assert found.contrasts.estimates[0].n == 6


@pytest.mark.parametrize(
    ("waves", "told"),
    [
        (Waves(("before", "after")), "Column wave: it holds entry, exit, none of before, after; name the waves"),
        (Waves(("entry", "exit"), participant="code"), "Column code: there are 0 of this name"),
        (Waves(("entry", "exit"), column="time"), "Column time: there are 0 of this name"),
        (Waves(("entry", "exit"), group="home"), "Column home: there are 0 of this name"),
    ],
)
def test_columns_and_waves_that_are_not_there_are_refused(waves: Waves, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        repeated_waves(long(ENTRY, EXIT), "score", waves)


def test_answers_of_nobody_known_are_lost_and_counted() -> None:
    table = long(ENTRY, EXIT, home=["a", "a", "b", "b", "c", "c"])
    table.loc[[0, 1], "participant_id"] = None
    for group in ("home", ""):
        found = repeated_waves(table, "score", Waves(("entry", "exit"), group=group))
        assert (found.answers, found.answers_missing, found.contrasts.estimates[0].n) == (10, 2, 6)


def test_waves_may_be_numbered() -> None:
    table = long(ENTRY, EXIT).replace({"wave": {"entry": 1, "exit": 2}}).infer_objects()
    named, numbered = (
        repeated_waves(held, "score", Waves(names)).contrasts.estimates[0].value
        for held, names in ((long(ENTRY, EXIT), ("entry", "exit")), (table, ("1", "2")))
    )
    assert named == numbered


@pytest.mark.parametrize("spread", [1e-9, 1e-3, 1.0])
def test_changes_next_to_the_rounding_of_the_computer_are_a_figure_or_a_reason(spread: float) -> None:
    # Far from 0 with next to no spread: what is left over within people is rounding, not change.
    noise = np.random.default_rng(4).normal(0, spread, 12)
    table = long([1e6 + value for value in noise[:6]], [1e6 + value for value in noise[6:]])
    (estimate,) = repeated_waves(table, "score", TWO).contrasts.estimates
    assert (estimate.interval_low is None) == bool(estimate.reason)
