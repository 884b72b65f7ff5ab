"""Reliability, retest and shares at the ends of scales, held against R."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from r.comparing import ITERATIVE, expected, hold_equal
from r.samples import read

from analysis.results import Estimate
from analysis.scales.alpha import cronbach_alpha
from analysis.scales.ends import shares_at_ends
from analysis.scales.item_rest import alpha_without_each, item_rest_correlations
from analysis.scales.omega import omega_total
from analysis.scales.ordinal_alpha import ordinal_alpha, polychoric_matrix
from analysis.scales.polychoric import polychoric
from analysis.scales.reliability import reliability
from analysis.scales.retest import retest_icc
from analysis.scales.rule import ScoringRule, range_of_mean, range_of_sum
from analysis.scales.scores import scores

SIX = [f"i{number}" for number in range(1, 7)]
REVERSE = ["i3", "i6"]


def with_limits(figure: str, estimate: Estimate, *, error: bool = False) -> dict[str, float | None]:
    """An Estimate under the names of R's table."""
    found = {figure: estimate.value, f"{figure}_low": estimate.interval_low, f"{figure}_high": estimate.interval_high}
    return {**found, f"{figure}_se": estimate.standard_error} if error else found


@pytest.fixture(scope="module")
def entry() -> pd.DataFrame:
    table = read("gaps_in_items")
    return table[table["wave"] == "entry"]


def test_alpha_of_each_language_and_wave_is_that_of_r() -> None:
    # R: psych::alpha(items)$total$raw_alpha, psych::alpha.ci(alpha, n.obs, n.var)
    table = reliability(read("gaps_in_items"), SIX, by=["language", "wave"], reverse=REVERSE)
    found: dict[str, float | None] = {}
    for language in ("fr", "ar"):
        for wave in ("entry", "exit"):
            for policy in ("listwise", "pairwise"):
                alpha = table.only(language=language, wave=wave, estimand="cronbach_alpha", missing_policy=policy)
                found |= with_limits(f"{language}_{wave}_alpha_{policy}", alpha)
    assert len(found) == 24
    hold_equal(found, expected("scales", "gaps_in_items"))


@pytest.mark.parametrize("wave", ["entry", "exit"])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_omega_and_the_fit_of_one_factor_are_those_of_r(language: str, wave: str) -> None:
    # R: lavaan::cfa(model, items) with omega as a defined parameter
    table = read("gaps_in_items")
    rows = table[(table["wave"] == wave) & (table["language"] == language)]
    factor = omega_total(rows, SIX, reverse=REVERSE)
    assert factor.fit is not None
    found = with_limits("omega", factor.omega, error=True) | {
        "fit_chisq": factor.fit.chi_square,
        "fit_pvalue": factor.fit.p_value,
        "fit_rmsea": factor.fit.rmsea,
        "fit_cfi": factor.fit.cfi,
        "fit_srmr": factor.fit.srmr,
    }
    told = expected("scales", "gaps_in_items")
    hold_equal({f"{language}_{wave}_{name}": value for name, value in found.items()}, told, within=ITERATIVE)


def test_answers_that_are_rare_or_never_given_leave_omega_and_alpha_those_of_r() -> None:
    table, told = read("rare_answers"), expected("scales", "rare_answers")
    hold_equal(with_limits("alpha_listwise", cronbach_alpha(table, SIX[:5])), told)
    hold_equal(with_limits("omega", omega_total(table, SIX[:5]).omega, error=True), told, within=ITERATIVE)


@pytest.mark.parametrize(("name", "prefix", "items"), [("rare_answers", "", SIX[:5]), ("gaps_in_items", "entry_", SIX)])
def test_ordinal_alpha_and_its_correlations_are_those_of_r(name: str, prefix: str, items: list[str]) -> None:
    # R: lavaan::lavCor(items, ordered = names(items), output = "fit", se = "robust.sem")
    table, told = read(name), expected("scales", name)
    table = table[table["wave"] == "entry"] if "wave" in table else table
    reverse = REVERSE if name == "gaps_in_items" else []
    found = with_limits(f"{prefix}ordinal_alpha", ordinal_alpha(table, items, reverse=reverse), error=True)
    matrix = polychoric_matrix(table, items, reverse=reverse)
    for first, second in combinations(items, 2):
        found[f"{prefix}polychoric_{first}_{second}"] = matrix.loc[first, second]
    assert len(found) == 4 + len(items) * (len(items) - 1) // 2
    hold_equal(found, told, within=ITERATIVE)


def test_the_errors_of_polychoric_correlations_are_those_of_r() -> None:
    table, told = read("rare_answers"), expected("scales", "rare_answers")
    pairs = {pair: polychoric(table, *pair) for pair in combinations(SIX[:5], 2)}
    found = {f"polychoric_se_{first}_{second}": one.standard_error for (first, second), one in pairs.items()}
    hold_equal(found, told, within=ITERATIVE)


def test_polycor_agrees_as_far_as_it_searches() -> None:
    # R: polycor::polychor(i1, i2) stops its search at about 1e-4; lavaan goes on and agrees with us to 1e-9
    table, told = read("rare_answers"), expected("scales", "rare_answers")
    found = {"polycor_i1_i2": polychoric(table, "i1", "i2").value, "polycor_i1_i4": polychoric(table, "i1", "i4").value}
    hold_equal(found, told, within=ITERATIVE)


def test_item_rest_correlations_and_alpha_without_each_item_are_those_of_r(entry: pd.DataFrame) -> None:
    # R: psych::alpha(items)$item.stats$r.drop, $alpha.drop$raw_alpha; cor.test(item, rest)
    rest = item_rest_correlations(entry, SIX, reverse=REVERSE)
    without = alpha_without_each(entry, SIX, reverse=REVERSE)
    found: dict[str, float | None] = {}
    for item in SIX:
        one = rest.only(item=item)
        found |= {
            f"entry_item_rest_{item}": one.value,
            f"entry_item_rest_low_{item}": one.interval_low,
            f"entry_item_rest_p_{item}": one.p_value,
            f"entry_alpha_without_{item}": without.only(item=item).value,
        }
    hold_equal(found, expected("scales", "gaps_in_items"))


def test_items_are_judged_in_each_language_and_wave_as_by_r() -> None:
    table, by = read("gaps_in_items"), ["language", "wave"]
    rest = item_rest_correlations(table, SIX, by=by, reverse=REVERSE)
    without = alpha_without_each(table, SIX, by=by, reverse=REVERSE)
    found = {
        f"{key['language']}_{key['wave']}_{figure}_{key['item']}": estimate.value
        for figure, judged in (("item_rest", rest), ("alpha_without", without))
        for key, estimate in zip(judged.keys, judged.estimates, strict=True)
    }
    assert len(found) == 48
    hold_equal(found, expected("scales", "gaps_in_items"))


@pytest.mark.parametrize("wave", ["entry", "exit"])
def test_shares_at_the_ends_are_those_of_r(wave: str) -> None:
    # R: prop.test(sum(x == 100), length(x), correct = FALSE)
    table = shares_at_ends(read("ceiling")[wave], (0, 100))
    found = with_limits(f"{wave}_floor", table.only(end="floor")) | with_limits(
        f"{wave}_ceiling", table.only(end="ceiling")
    )
    hold_equal(found, expected("scales", "ceiling"))


@pytest.mark.parametrize(
    ("name", "occasions"), [("asked_twice", ["first", "second"]), ("looking_back", ["entry", "then", "exit"])]
)
def test_intraclass_correlations_are_those_of_r(name: str, occasions: list[str]) -> None:
    # R: psych::ICC(na.omit(scores), lmer = FALSE)
    table = retest_icc(read(name), occasions)
    found = with_limits("ICC2", table.only(estimand="icc_agreement"))
    hold_equal(found | with_limits("ICC3", table.only(estimand="icc_consistency")), expected("scales", name))


def test_scores_as_mean_as_sum_and_from_0_to_100_are_those_of_r(entry: pd.DataFrame) -> None:
    # R: ifelse(rowSums(!is.na(items)) < 4, NA, rowMeans(items, na.rm = TRUE)), on each range; rowSums(na.omit(items))
    ranges = dict.fromkeys(SIX, (1.0, 5.0))
    found: dict[str, float | None] = {}
    for name, score_range in (
        ("mean", range_of_mean(ranges)),
        ("sum", range_of_sum(ranges)),
        ("hundred", (0.0, 100.0)),
    ):
        told = scores(entry, ScoringRule(tuple(SIX), ranges, 4, score_range, tuple(REVERSE)))
        found |= {f"score_mean_{name}": float(told.mean()), f"score_sd_{name}": float(told.std())}
    complete = scores(entry, ScoringRule(tuple(SIX), ranges, 6, range_of_sum(ranges), tuple(REVERSE)))
    hold_equal(found | {"complete_sum_mean": float(complete.mean())}, expected("scales", "gaps_in_items"))


@pytest.mark.parametrize(
    ("scale", "first", "last"), [("pleasant", "active", "warmhearted"), ("unpleasant", "afraid", "upset")]
)
def test_the_reliability_of_real_answers_is_that_of_r(real_data: Path, scale: str, first: str, last: str) -> None:
    # R: psych::alpha, lavaan::cfa, lavaan::lavCor on na.omit of the items before the films; many answers are rare
    answers = pd.read_csv(real_data / "mood" / "answers.csv")
    before = answers.loc[answers["wave"] == "before", first:last]
    items, told = list(before.columns), expected("scales", "mood")
    hold_equal(with_limits(f"{scale}_alpha_listwise", cronbach_alpha(before, items)), told)
    factor = omega_total(before, items)
    assert factor.fit is not None and factor.omega.cautions == ("poor_fit",)
    found = with_limits(f"{scale}_omega", factor.omega, error=True) | {
        f"{scale}_fit_chisq": factor.fit.chi_square,
        f"{scale}_fit_rmsea": factor.fit.rmsea,
        f"{scale}_fit_cfi": factor.fit.cfi,
        f"{scale}_fit_srmr": factor.fit.srmr,
    }
    found |= with_limits(f"{scale}_ordinal_alpha", ordinal_alpha(before, items), error=True)
    for pair in combinations(items, 2):
        one = polychoric(before.dropna(), *pair)
        found[f"{scale}_polychoric_{pair[0]}_{pair[1]}"] = one.value
        found[f"{scale}_polychoric_se_{pair[0]}_{pair[1]}"] = one.standard_error
    hold_equal(found, told, within=ITERATIVE)
