"""Estimating equations for repeated waves, held against R's geepack."""

from __future__ import annotations

import pytest
from r.comparing import ITERATIVE, expected, hold_equal
from r.samples import read
from r.test_mixed import ALONE, ARMS, CROSSED, THREE, two_waves

from analysis.comparison.arms import Arms
from analysis.comparison.gee import PopulationAverage, population_average
from analysis.comparison.waves import Waves

Told = dict[str, float | None]


def told(prefix: str, found: PopulationAverage, names: dict[str, str]) -> Told:
    """The figures that R was asked for, by the names of the contrasts."""
    figures: Told = {f"{prefix}_correlation": found.correlation}
    for short, name in names.items():
        estimate = found.contrasts.named(name)
        figures |= {
            f"{prefix}_{short}_value": estimate.value,
            f"{prefix}_{short}_low": estimate.interval_low,
            f"{prefix}_{short}_high": estimate.interval_high,
            f"{prefix}_{short}_p": estimate.p_value,
        }
        if estimate.standard_error is not None:
            figures[f"{prefix}_{short}_se"] = estimate.standard_error
    return figures


@pytest.mark.parametrize(
    ("prefix", "group", "arms", "kind"),
    [
        ("homes", "household", ARMS, "score"),
        ("people", "", ARMS, "score"),
        ("homes_share", "household", ARMS, "share"),
        ("change_share", "household", None, "share"),
    ],
)
def test_three_waves_are_those_of_r(prefix: str, group: str, arms: Arms | None, kind: str) -> None:
    table = read("households")
    table["high"] = (table["score"] > 55).astype(float).where(table["score"].notna())
    outcome = "high" if kind == "share" else "score"
    found = population_average(table, outcome, Waves(THREE, group=group), arms, kind=kind)
    hold_equal(told(prefix, found, CROSSED if arms else ALONE), expected("gee", "households"), within=ITERATIVE)


def test_eleven_workers_are_those_of_r() -> None:
    found = population_average(two_waves("few_workers"), "score", Waves(("entry", "exit"), group="worker"), ARMS)
    figures = told("workers", found, {"exit": CROSSED["exit"]})
    hold_equal(figures, expected("gee", "few_workers"), within=ITERATIVE)
    assert "few_clusters" in found.contrasts.estimates[0].cautions
