"""Signs, reliable and important change, entry and change, then-test and perceived change, held against R."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from r.comparing import expected, hold_equal
from r.samples import read

from analysis.change.entry_and_change import entry_and_change
from analysis.change.important_change import anchored_difference, half_sd, important_change
from analysis.change.perceived import perceived_change, perceived_shares
from analysis.change.reliable_change import Reliability, reliable_change
from analysis.change.sign import sign_test
from analysis.change.then_test import then_test
from analysis.results import Estimate
from analysis.scales.alpha import cronbach_alpha
from analysis.scales.rule import ScoringRule
from analysis.scales.scores import scores
from analysis.tables import EstimateTable

SAMPLES = ["ties", "few_people", "lost_at_exit", "ceiling", "far_values"]
FILMS = ("serengeti", "parenthood", "frontline", "halloween")
MOODS = {"pleasant": ("active", "warmhearted", 17), "unpleasant": ("afraid", "upset", 16)}


def told(figure: str, estimate: Estimate, *names: str) -> dict[str, float | None]:
    """An Estimate under the names of R's table."""
    found = {figure: estimate.value, f"{figure}_low": estimate.interval_low, f"{figure}_high": estimate.interval_high}
    further = {"p": estimate.p_value, "se": estimate.standard_error}
    return {**found, **{f"{figure}_{name}": further[name] for name in names}}


def shares(table: EstimateTable, prefix: str = "") -> dict[str, float | None]:
    """The shares of a table under the names of R's table."""
    found: dict[str, float | None] = {}
    for estimate in table.estimates:
        found |= told(prefix + estimate.estimand, estimate)
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sign_test_and_the_shares_are_those_of_r(name: str) -> None:
    # R: binom.test(sum(change > 0), sum(change != 0)), prop.test(count, n, correct = FALSE)
    found = sign_test(read(name), "entry", "exit")
    hold_equal(told("sign", found.of_changed, "p") | shares(found.shares), expected("change", name))


@pytest.mark.parametrize("name", SAMPLES)
def test_reliable_change_is_that_of_r(name: str) -> None:
    # R: qnorm(0.975) * sd(entry) * sqrt(2) * sqrt(1 - 0.8)
    found = reliable_change(read(name), "entry", "exit", Reliability(value=0.8, name="published_alpha"))
    hold_equal({"reliable_threshold": found.threshold, **shares(found.shares)}, expected("change", name))


@pytest.mark.parametrize("name", SAMPLES)
def test_important_change_is_that_of_r(name: str) -> None:
    # R: prop.test(sum(change >= 10), n, correct = FALSE); sd(entry) / 2 and its chi-square interval
    found = important_change(read(name), "entry", "exit", 10, threshold_name="ten_points")
    hold_equal(shares(found.shares) | told("half_sd", half_sd(read(name), "entry")), expected("change", name))


@pytest.mark.parametrize("name", SAMPLES)
def test_entry_and_change_are_those_of_r(name: str) -> None:
    # R: cor.test(entry, change), cor.test((entry + exit) / 2, change), lm(change ~ entry)
    found = entry_and_change(read(name), "entry", "exit", reliability=0.8)
    assert found.blomqvist is not None
    figures = told("entry_change", found.observed, "p") | told("oldham", found.oldham, "p")
    figures |= {
        "expected_by_regression": found.expected_by_regression,
        "blomqvist": found.blomqvist.value,
        "blomqvist_se": found.blomqvist.standard_error,
        "blomqvist_high": found.blomqvist.interval_high,
    }
    hold_equal(figures, expected("change", name))


def test_looking_back_is_that_of_r() -> None:
    # R: t.test(exit, entry, paired = TRUE), (exit, then), (then, entry) on na.omit of the three
    table = read("looking_back")
    found: dict[str, float | None] = {}
    for estimate in then_test(table, "entry", "then", "exit").estimates:
        found |= told(estimate.estimand, estimate, "p", "se")
    found |= told("perceived", perceived_change(table, "then", "exit"), "p", "se")
    assert len(found) == 20
    hold_equal(found, expected("change", "looking_back"))


def test_shares_of_a_question_about_change_are_those_of_r() -> None:
    # R: prop.test(sum(answer >= 4), n, correct = FALSE)
    table = perceived_shares(read("one_item"), "answer", better=[4, 5], worse=[1, 2])
    hold_equal(shares(table), expected("change", "one_item"))


def test_an_anchored_difference_is_that_of_r() -> None:
    # R: t.test(change[children %in% c(1, 2)]), cor.test(change, children)
    found = anchored_difference(read("lost_at_exit"), "entry", "exit", "children", a_little_better=[1, 2])
    figures = told("anchored", found.difference, "se") | told("anchor_correlation", found.correlation, "p")
    hold_equal(figures, expected("change", "lost_at_exit"))


@pytest.fixture(scope="module")
def mood(real_data: Path) -> pd.DataFrame:
    """The answers before and after the films, one row per person and wave, with both scores."""
    answers = pd.read_csv(real_data / "mood" / "answers.csv")
    for name, (first, last, minimum) in MOODS.items():
        items = tuple(answers.loc[:, first:last].columns)
        answers[name] = scores(answers, ScoringRule(items, dict.fromkeys(items, (0, 3)), minimum))
    return answers


@pytest.mark.parametrize("film", FILMS)
@pytest.mark.parametrize("scale", MOODS)
def test_who_changed_in_mood_under_each_film_is_that_of_r(mood: pd.DataFrame, scale: str, film: str) -> None:
    # R: psych::alpha(na.omit(items before)), then as above; unpleasant mood is better when lower
    first, last, _minimum = MOODS[scale]
    before = mood[mood["wave"] == "before"]
    alpha = cronbach_alpha(before, list(before.loc[:, first:last].columns))
    table = mood[mood["arm"] == film].pivot(index="code", columns="wave", values=scale)
    better = "higher" if scale == "pleasant" else "lower"
    prefix = f"{scale}_{film}_"
    reliability = Reliability(value=alpha.value, name="cronbach_alpha_before")
    change = reliable_change(table, "before", "after", reliability, better=better)
    sign = sign_test(table, "before", "after", better=better).of_changed
    figures = {f"{scale}_alpha": alpha.value, f"{prefix}reliable_threshold": change.threshold}
    figures |= shares(change.shares, prefix) | told(f"{prefix}sign", sign, "p")
    figures |= told(f"{prefix}entry_change", entry_and_change(table, "before", "after").observed, "p")
    hold_equal(figures, expected("change", "mood"))
