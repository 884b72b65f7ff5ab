"""Shares, chi-square, Cramer's V, dissimilarity and the R-indicator, held against R."""

from __future__ import annotations

import pytest
from r.comparing import ITERATIVE, expected, hold_equal
from r.samples import read

from analysis.sampling.r_indicator import RIndicator, r_indicator
from analysis.sampling.representativeness import Comparison, against_register, against_shares

SHARES = {"18-29": 0.22, "30-44": 0.36, "45-59": 0.27, "60+": 0.15}


def told_by(comparison: Comparison, label: str) -> dict[str, float | None]:
    test = comparison.chi_square
    return {
        f"{label}_statistic": test.statistic,
        f"{label}_p": test.p_value,
        f"{label}_v": test.cramers_v.value,
        f"{label}_v_low": test.cramers_v.interval_low,
        f"{label}_v_high": test.cramers_v.interval_high,
        f"{label}_dissimilarity": comparison.dissimilarity,
    }


@pytest.mark.parametrize("variable", ["site", "age", "event", "worker"])
def test_those_who_answered_against_the_register(variable: str) -> None:
    (comparison,) = against_register(read("register"), "answered", [variable]).comparisons
    corrected = {f"{variable}_v_corrected": comparison.chi_square.cramers_v_corrected.value}
    hold_equal(told_by(comparison, variable) | corrected, expected("representativeness", "register"))


@pytest.mark.parametrize("variable", ["arm", "sex"])
def test_those_still_there_against_those_who_began(variable: str) -> None:
    arms = read("unequal_arms")
    (comparison,) = against_register(arms.assign(here=arms["exit"].notna() * 1), "here", [variable]).comparisons
    corrected = {f"{variable}_v_corrected": comparison.chi_square.cramers_v_corrected.value}
    hold_equal(told_by(comparison, variable) | corrected, expected("representativeness", "unequal_arms"))


def test_those_who_answered_against_known_shares() -> None:
    register = read("register")
    (comparison,) = against_shares(register[register["answered"] == 1], {"age": SHARES}).comparisons
    hold_equal(told_by(comparison, "fit"), expected("representativeness", "register"))


def told_by_indicator(found: RIndicator, label: str) -> dict[str, float | None]:
    return {
        f"{label}_raw": found.raw.value,
        f"{label}_corrected": found.corrected.value,
        f"{label}_se": found.corrected.standard_error,
        f"{label}_low": found.corrected.interval_low,
        f"{label}_variation": found.variation,
    }


def test_the_r_indicator_of_the_register_and_its_partials() -> None:
    found = r_indicator(read("register"), "answered", ["site", "age", "event"])
    told = told_by_indicator(found, "r")
    told |= {
        f"{part.variable}_partial_{part.category}": part.partial
        for part in found.partials
        if part.variable in ("age", "site")
    }
    told |= {f"{name}_partial": found.of_variables[name] for name in ("age", "site")}
    hold_equal(told, expected("representativeness", "register"), within=ITERATIVE)


def test_the_r_indicator_of_many_small_groups_is_corrected_most() -> None:
    told = told_by_indicator(r_indicator(read("register"), "answered", ["worker"]), "r_workers")
    hold_equal(told, expected("representativeness", "register"), within=ITERATIVE)


def test_the_r_indicator_of_those_still_there() -> None:
    arms = read("unequal_arms")
    found = r_indicator(arms.assign(here=arms["exit"].notna() * 1), "here", ["age", "sex", "arm"])
    assert found.corrected.cautions == ("no_unevenness_beyond_chance",)
    hold_equal(told_by_indicator(found, "r"), expected("representativeness", "unequal_arms"), within=ITERATIVE)
