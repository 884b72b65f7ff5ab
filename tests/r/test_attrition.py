"""Flow, retained against lost, the attrition model and tipping points, held against R."""

from __future__ import annotations

import pytest
from r.comparing import ITERATIVE, expected, hold_equal
from r.samples import read

from analysis.sampling.attrition import attrition_model
from analysis.sampling.flow import participant_flow
from analysis.sampling.retention import retained_and_lost
from analysis.sampling.tipping import Tipping, tipping_compared, tipping_paired


def test_the_flow_counts_people_as_r_does() -> None:
    told = participant_flow(read("households"), "score", ("entry", "exit", "follow_up"))
    found: dict[str, float | None] = {}
    for count in told.waves:
        found |= {f"{count.wave}_{name}": getattr(count, name) for name in ("answered", "kept", "lost")}
    found["follow_up_dropped"], found["follow_up_returned"] = told.waves[2].dropped, told.waves[2].returned
    found["exit_joined"] = told.waves[1].joined
    hold_equal(found, expected("attrition", "households"))


@pytest.mark.parametrize(("name", "variables"), [("lost_at_exit", ["age", "children"]), ("unequal_arms", ["sex"])])
def test_the_retained_differ_from_the_lost_as_in_r(name: str, variables: list[str]) -> None:
    found: dict[str, float | None] = {}
    told = retained_and_lost(read(name), "entry", "exit", variables)
    for key, part in zip(told.keys, told.estimates, strict=True):
        label = f"{key['variable']}_{key['category']}".rstrip("_")
        found[f"{label}_difference"], found[f"{label}_se"] = part.value, part.standard_error
        if not key["category"]:
            found[f"{label}_difference_low"] = part.interval_low
    hold_equal(found, expected("attrition", name))


@pytest.mark.parametrize(
    ("name", "covariates"), [("lost_at_exit", ["age", "children"]), ("unequal_arms", ["age", "sex", "arm"])]
)
def test_the_attrition_model_is_glm(name: str, covariates: list[str]) -> None:
    told = attrition_model(read(name), "entry", "exit", covariates)
    found = {"lr_statistic": told.statistic, "lr_p": told.p_value}
    for key, ratio in zip(told.keys, told.estimates, strict=True):
        label = str(key["term"]).replace("=", "")
        found |= {f"{label}_odds": ratio.value, f"{label}_low": ratio.interval_low}
        found |= {f"{label}_high": ratio.interval_high, f"{label}_p": ratio.p_value}
    hold_equal(found, expected("attrition", name), within=ITERATIVE)


def told_by(label: str, tipping: Tipping) -> dict[str, float | None]:
    found: dict[str, float | None] = {f"{label}_tipping": tipping.tipping_point}
    for key, part in zip(tipping.keys, tipping.estimates, strict=True):
        start = f"{label}_{key['delta']:.0f}_"
        found |= {f"{start}value": part.value, f"{start}se": part.standard_error}
        found |= {f"{start}low": part.interval_low, f"{start}high": part.interval_high}
    return found


@pytest.mark.parametrize("name", ["lost_at_exit", "unequal_arms"])
def test_the_paired_change_tips_where_it_does_in_r(name: str) -> None:
    hold_equal(
        told_by("paired", tipping_paired(read(name), "entry", "exit", (0, -5, -10))), expected("attrition", name)
    )


def test_the_difference_of_two_arms_tips_where_it_does_in_r() -> None:
    told = tipping_compared(
        read("unequal_arms"), "arm", "exit", ["entry", "age"], (0, -5, 5), compared=("support", "advice")
    )
    hold_equal(
        told_by("compared", told) | {"compared_hc1": told.estimates[0].standard_error},
        expected("attrition", "unequal_arms"),
    )


def test_with_nobody_lost_it_is_the_paired_t_interval() -> None:
    found = told_by("paired", tipping_paired(read("ties"), "entry", "exit", (0,)))
    told = expected("attrition", "ties")
    hold_equal({name: found[name] for name in told}, told)
