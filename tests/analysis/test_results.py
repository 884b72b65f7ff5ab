"""An Estimate says everything, or why not; a Finding can be printed."""

from __future__ import annotations

import dataclasses

import pytest

from analysis.results import Cell, Estimate, Finding

MEAN = Estimate(
    estimand="mean",
    value=50.0,
    standard_error=2.0,
    interval_low=46.0,
    interval_high=54.0,
    level=0.95,
    n=30,
    missing=2,
    missing_policy="available",
    method="t",
    unit="points",
)


def test_a_row_has_fixed_columns() -> None:
    row: dict[str, Cell] = {
        "estimand": "mean",
        "value": 50.0,
        "standard_error": 2.0,
        "interval_low": 46.0,
        "interval_high": 54.0,
        "level": 0.95,
        "n": 30,
        "missing": 2,
        "missing_policy": "available",
        "method": "t",
        "unit": "points",
        "standardiser": None,
        "weights": "none",
        "design": "none",
        "degrees_of_freedom": None,
        "p_value": None,
        "assumptions": "",
        "cautions": "",
        "reason": "",
    }
    assert list(MEAN.as_row().items()) == list(row.items())


def test_an_estimate_does_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        MEAN.value = 1.0  # type: ignore[misc]  # that is the point


@pytest.mark.parametrize("name", ["value", "standard_error", "interval_low", "interval_high", "standardiser"])
@pytest.mark.parametrize("figure", [float("nan"), float("inf")])
def test_a_figure_is_never_nan_or_infinite(name: str, figure: float) -> None:
    with pytest.raises(ValueError, match="not finite"):
        dataclasses.replace(MEAN, **{name: figure})  # type: ignore[arg-type]  # a figure's name


@pytest.mark.parametrize("name", ["value", "interval_low", "interval_high"])
def test_an_absent_figure_needs_its_reason(name: str) -> None:
    absent = {name: None}
    with pytest.raises(ValueError, match="give one of the reasons no_values"):
        dataclasses.replace(MEAN, **absent)  # type: ignore[arg-type]  # a figure's name
    assert dataclasses.replace(MEAN, reason="one_value", **absent).reason == "one_value"  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize(
    ("finding", "told"),
    [
        (Finding("change_up", {"change": 4.25, "n": 40}), "change up: change 4.25, n 40"),
        (Finding("change_unknown", {"reason": "no_values"}), "change unknown: reason no values"),
        (Finding("mean", {"interval_low": None}), "mean: interval low unknown"),
        (Finding("nothing_asked"), "nothing asked"),
    ],
)
def test_a_finding_reads_as_plain_english(finding: Finding, told: str) -> None:
    assert str(finding) == told
