"""Tables without a picture say in a sentence what stands out in them, in every language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from flask import Flask

from analysis.change.important_change import important_change
from analysis.change.then_test import then_test
from analysis.comparison.balance import Balance
from analysis.results import Cell, Estimate, Finding
from analysis.sampling.retention import retained_and_lost
from analysis.tables import EstimateTable
from survey.config import LANGUAGES
from survey.findings import kept
from survey.findings.planned.people import AFTER, BEFORE
from survey.findings.planned.results import WeightingTold
from survey.findings.results_page import remarks
from survey.findings.telling.forbidden import forbidden_in
from survey.findings.telling.table_sentences import TABLE_SENTENCES, table_told
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import Tongue

from .answered import published

NUMBERS = re.compile(r"%\((?:size_of_)?(\w+)\)s")


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


def texts(language: str = "en") -> Texts:
    return Texts(kept.columns(published(waves=("entry", "exit"), design="before_after")), Tongue(language))


def estimate(value: float | None, estimand: str = "r_indicator", **limits: Any) -> Estimate:
    low, high = limits.get("low"), limits.get("high")
    reason = "" if None not in (value, low, high) else "too_few"
    told = {"value": value, "interval_low": low, "interval_high": high, "reason": reason}
    return Estimate(
        estimand=estimand, level=0.95, n=9, missing=0, missing_policy="available", method="t", unit="ratio", **told
    )


@pytest.mark.parametrize(
    ("lost_at", "key"), [(20.0, "kept_higher"), (60.0, "kept_lower"), (40.0, "kept_alike"), (None, "kept_unknown")]
)
def test_who_answered_again_is_told_with_where_they_began(lost_at: float | None, key: str) -> None:
    lost = [] if lost_at is None else [lost_at - 10, lost_at + 10]
    before = [30.0, 40.0, 50.0, *lost]
    table = pd.DataFrame({BEFORE: before, AFTER: [50.0, 50.0, 50.0, *(None for _ in lost)]})
    found = remarks.kept(retained_and_lost(table, BEFORE, AFTER))
    assert found.key == key and found.values["people"] == len(before) and found.values["retained"] == 3
    if lost_at is not None:
        assert (found.values["retained_start"], found.values["lost_start"]) == (40.0, lost_at)


def test_an_important_change_counts_both_ways() -> None:
    # The example of ``important_change``: 1 of 4 rises by 10 and 1 falls by 12.
    table = pd.DataFrame({"entry": [20, 30, 40, 50], "exit": [30, 35, 40, 38]})
    found = remarks.important(important_change(table, "entry", "exit", 10, threshold_name="plan"))
    assert table_told(texts(), found) == (
        "Of 4 people with both scores, 1 rose and 1 fell by at least 10.0 points, the change that the plan calls "
        "important."
    )
    nobody = remarks.important(important_change(table[:0], "entry", "exit", 10, threshold_name="plan"))
    assert nobody.key == "important_unknown"


@pytest.mark.parametrize(
    ("then", "key"),
    [([40, 51, 59], "shift_lower"), ([60, 71, 79], "shift_higher"), ([40, 65, 70], "shift_unclear")],
)
def test_the_start_as_it_is_seen_now(then: list[int], key: str) -> None:
    table = pd.DataFrame({"entry": [50, 60, 70], "then": then, "exit": [55, 60, 80]})
    found = remarks.looking_back(then_test(table, "entry", "then", "exit"))
    assert found.key == key and found.values["measured"] == 5.0  # (5 + 0 + 10) / 3


def test_nobody_who_looks_back_tells_no_shift() -> None:
    table = pd.DataFrame({"entry": [50.0], "then": [None], "exit": [55.0]})
    assert remarks.looking_back(then_test(table, "entry", "then", "exit")).key == "shift_unknown"


@pytest.mark.parametrize(
    ("alphas", "key"),
    [((0.83, 0.7), "reliability_enough"), ((0.9, 0.69), "reliability_low"), ((None,), "reliability_unknown")],
)
def test_the_lowest_alpha_decides(alphas: tuple[float | None, ...], key: str) -> None:
    found = tuple(estimate(each, "cronbach_alpha", low=0.1, high=0.95) for each in alphas)
    omega = estimate(0.2, "omega_total", low=0.1, high=0.3)
    table = EstimateTable(estimates=(*found, omega), keys=tuple({"wave": "entry"} for _ in (*found, omega)))
    assert remarks.reliability(table).key == key


def balanced(before: float | None, after: float | None) -> Balance:
    means = ("supported_before", "reference_before", "supported_after", "reference_after")
    told: dict[str, Any] = {**dict.fromkeys(means, 0.0), "difference_before": before, "difference_after": after}
    return Balance(covariate="age", **told)


def test_groups_that_stay_apart_are_told() -> None:
    rows = [balanced(-0.4, 0.02), balanced(0.3, -0.2), balanced(None, None), balanced(0.1, 0.1)]
    found = remarks.balance(rows)
    assert found.key == "balance_left"
    assert [found.values[name] for name in ("characteristics", "before", "after")] == [4, 2, 1]
    assert remarks.balance(rows[:1]).key == "balance_even"


def weights(n: int, cost: float | None, wave: str) -> WeightingTold:
    effective = None if cost is None else n / cost
    nothing: dict[str, Any] = dict.fromkeys(("trimmed_share", "lowest", "highest"))
    told = {"method": "raking", "margins": ("site",), "n": n, "missing": 0, **nothing}
    return WeightingTold(wave=wave, from_wave="", effective_n=effective, design_effect=cost, **told)


def test_weights_are_told_where_they_cost_most() -> None:
    found = remarks.weighting([weights(90, 1.25, "entry"), weights(80, 1.6, "exit"), weights(0, None, "exit")])
    assert table_told(texts(), found) == (
        "Weights cost precision. Where they cost most (Wave exit), 80 people tell as much as 50 with equal weights "
        "would."
    )
    assert remarks.weighting([weights(0, None, "exit")]).key == "weights_without"


def test_how_even_the_answers_are() -> None:
    assert "R-indicator is 0.81 (95% interval from 0.70 to 0.92)" in table_told(
        texts(), remarks.evenness(estimate(0.81, low=0.7, high=0.92))
    )
    assert remarks.evenness(estimate(0.81)).key == "evenness_without_interval"
    assert remarks.evenness(estimate(None)).key == "evenness_unknown"


@pytest.mark.parametrize("key", sorted(TABLE_SENTENCES))
def test_every_sentence_is_told_in_every_language_and_claims_nothing(key: str) -> None:
    values: Mapping[str, Cell] = {name: -1.25 for name in NUMBERS.findall(TABLE_SENTENCES[key]) if name != "contrast"}
    found = Finding(key, values | {"contrast": "contrast:exit<entry"})
    columns = texts().columns
    told = {language: table_told(Texts(columns, Tongue(language)), found) for language in LANGUAGES}
    assert len(set(told.values())) == len(LANGUAGES)
    for language, sentence in told.items():
        assert sentence.endswith(".") and "%(" not in sentence and forbidden_in(sentence, language) == ()
