"""Repeated waves by mixed models, held against R's lme4 and nlme."""

from __future__ import annotations

import pandas as pd
import pytest
from r.comparing import ITERATIVE, expected, hold_equal
from r.samples import read

from analysis.comparison.arms import Arms
from analysis.comparison.mixed import RepeatedWaves, repeated_waves
from analysis.comparison.waves import Waves

ARMS = Arms("arm", "advice")
THREE = ("entry", "exit", "follow_up")
Told = dict[str, float | None]


def told(prefix: str, found: RepeatedWaves, names: dict[str, str]) -> Told:
    """The figures that R was asked for, by the names of the contrasts."""
    figures: Told = {}
    for short, name in names.items():
        estimate = found.contrasts.named(name)
        figures |= {
            f"{prefix}_{short}_value": estimate.value,
            f"{prefix}_{short}_se": estimate.standard_error,
            f"{prefix}_{short}_low": estimate.interval_low,
            f"{prefix}_{short}_high": estimate.interval_high,
            f"{prefix}_{short}_p": estimate.p_value,
        }
    return figures


def variances(prefix: str, found: RepeatedWaves) -> Told:
    """Variances and correlations."""
    held = found.variances
    assert held is not None
    figures: Told = {
        f"{prefix}_variance_person": held.person,
        f"{prefix}_variance_rest": held.rest,
        f"{prefix}_icc_waves": held.correlation_of_waves,
    }
    if held.group is not None:
        figures |= {f"{prefix}_variance_group": held.group, f"{prefix}_icc_group": held.correlation_in_group}
    if held.group_change is not None:
        figures[f"{prefix}_variance_change"] = held.group_change
    return figures


def two_waves(name: str) -> pd.DataFrame:
    """Entry and exit of a sample, one row per person and wave."""
    table = read(name)
    others = [column for column in table.columns if column not in ("entry", "exit")]
    return table.melt(id_vars=others, value_vars=["entry", "exit"], var_name="wave", value_name="score")


CROSSED = {"exit": "support - advice at exit", "follow_up": "support - advice at follow_up"}
ALONE = {"exit": "exit - entry", "follow_up": "follow_up - entry"}


@pytest.mark.parametrize(
    ("prefix", "group", "arms", "names"),
    [
        ("people", "", ARMS, CROSSED),
        ("homes", "household", ARMS, CROSSED),
        ("moving", "household", ARMS, CROSSED),
        ("change", "household", None, ALONE),
        ("edge", "site", None, ALONE),
    ],
)
def test_three_waves_are_those_of_r(prefix: str, group: str, arms: Arms | None, names: dict[str, str]) -> None:
    table = read("households")
    table["site"] = table["household"].str[1:].astype(int) % 7
    waves = Waves(THREE, group=group, groups_change=prefix == "moving")
    found = repeated_waves(table, "score", waves, arms)
    hold_equal(told(prefix, found, names) | variances(prefix, found), expected("mixed", "households"), within=ITERATIVE)
    warned = {"random_effect_at_zero" in estimate.cautions for estimate in found.contrasts.estimates}
    assert warned == {prefix == "edge"}


def test_a_second_program_of_r_agrees_and_names_the_same_degrees_of_freedom() -> None:
    found = repeated_waves(read("households"), "score", Waves(THREE, group="household", groups_change=False), ARMS)
    exit_ = found.contrasts.named(CROSSED["exit"])
    figures = {
        "nlme_exit_value": exit_.value,
        "nlme_exit_se": exit_.standard_error,
        "nlme_between_df": exit_.degrees_of_freedom,
    }
    hold_equal(figures, expected("mixed", "households"), within=ITERATIVE)


@pytest.mark.parametrize("prefix", ["workers", "moving"])
def test_eleven_workers_are_those_of_r(prefix: str) -> None:
    waves = Waves(("entry", "exit"), group="worker", groups_change=prefix == "moving")
    found = repeated_waves(two_waves("few_workers"), "score", waves, ARMS)
    figures = told(prefix, found, {"exit": CROSSED["exit"]}) | variances(prefix, found)
    hold_equal(figures, expected("mixed", "few_workers"), within=ITERATIVE)


def test_whoever_answered_once_counts_as_in_r() -> None:
    found = repeated_waves(two_waves("lost_at_exit"), "score", Waves(("entry", "exit")), covariates=("age",))
    figures = told("all", found, {"exit": ALONE["exit"]}) | variances("all", found)
    hold_equal(figures, expected("mixed", "lost_at_exit"), within=ITERATIVE)
