"""The chart of change: between the first and the last wave, or as people see it looking back from one wave."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.change.effect_sizes import cohen_d_z, hedges_g_z
from analysis.change.paired import paired_change
from analysis.change.wilcoxon import signed_rank
from analysis.charts.change import ChangeRow, change_chart
from analysis.charts.chart import Chart
from analysis.missing import LISTWISE, complete_pairs
from analysis.precision import in_steps, largest
from analysis.results import TOO_FEW, Estimate
from survey.findings.figures.items import tells_of_few_items, tells_of_one_item
from survey.findings.material import Material
from survey.findings.populations import BOTH, EVERYONE, Base
from survey.findings.protection import Protection
from survey.findings.thirds import Interviewed, Quantity, marks_of

LEVEL = 0.95
UNIT = "points"
NAME = "change"
EQUAL = 9
"""Decimals to which two changes are the same: differences of scores are not exact."""
WAYS = ("rose", "fell", "unchanged")


def change(material: Material, protection: Protection, base: Base, interviewed: Interviewed) -> Chart | None:
    """The change of every scale in a base; None where nothing was asked twice."""
    looking_back = not material.has_pairs
    asked = scales_asked_twice(material)
    if not asked:
        return None
    rows = [_row(material, protection, base, scale, interviewed) for scale in asked]
    return change_chart(rows, looking_back=looking_back, design=material.record.study.design, name=NAME)


def scales_asked_twice(material: Material) -> list[str]:
    """The scales whose change is known: at two waves all of them, at one those that were asked looking back."""
    return [scale.name for scale in material.scales if material.has_pairs or scale.name in material.looking_back]


def population_of(material: Material) -> str:
    """Whose change is shown: of those who answered both times, or of those of the one wave."""
    return BOTH if material.has_pairs else material.last_wave.name


def before_and_after(material: Material, scale: str) -> pd.DataFrame:
    """``before`` and ``after`` of one scale, one row per person of the population."""
    population = material.populations[population_of(material)]
    if material.has_pairs:
        scores = material.scores[scale]
        return pd.DataFrame({"before": scores[population.earlier], "after": scores[population.rows]})
    back = material.looking_back[scale]
    return pd.DataFrame({"before": back.then[population.rows], "after": back.now[population.rows]})


def _row(material: Material, protection: Protection, base: Base, scale: str, interviewed: Interviewed) -> ChangeRow:
    name = population_of(material)
    table = before_and_after(material, scale)
    mask = material.populations[name].mask(base)
    closed = closed_change(material, protection, base, scale)
    chosen = table[mask]
    key = f"scale:{scale}"
    people = interviewed.at(material.last_wave.id)
    marks = marks_of(material, protection, base, change_of(material, protection, base, scale), people)
    if closed:
        counts = complete_pairs(chosen, "before", "after").counts
        return ChangeRow(
            scale=key,
            change=withheld("mean_change", counts.pairs, counts.lost, UNIT),
            d_z=withheld("cohen_d_z", counts.pairs, counts.lost, UNIT),
            hedges_g=withheld("hedges_g_z", counts.pairs, counts.lost, UNIT),
            hidden=closed,
            marks=marks,
        )
    return ChangeRow(
        scale=key,
        change=paired_change(chosen, "before", "after", level=LEVEL, unit=UNIT),
        d_z=cohen_d_z(chosen, "before", "after", level=LEVEL),
        hedges_g=hedges_g_z(chosen, "before", "after", level=LEVEL),
        test=signed_rank(chosen, "before", "after", level=LEVEL),
        ways_hidden=_few_ways(material, protection, base, scale, table),
        marks=marks,
    )


def closed_change(material: Material, protection: Protection, base: Base, scale: str) -> str:
    """Why the change of a scale is closed in a base; '' when it is open."""
    name = population_of(material)
    table = before_and_after(material, scale)
    closed = protection.means((NAME, scale), name, base, (table["after"] - table["before"]).to_numpy(dtype=np.float64))
    asked = next(each for each in material.scales if each.name == scale)
    if closed or material.has_pairs:
        waves = [material.last_wave.name, *([material.record.waves[0].name] if protection.released else [])]
        told = (tells_of_one_item(material, protection, base, wave, asked.rule.items) for wave in waves)
        return closed or next(filter(None, told), "")
    now = tuple(asked.then_items)
    return tells_of_one_item(material, protection, base, name, now) or tells_of_one_item(
        material, protection, base, name, [asked.then_items[item] for item in now]
    )


def _few_ways(material: Material, protection: Protection, base: Base, scale: str, table: pd.DataFrame) -> bool:
    """Whether how many rose, fell or stayed would tell of a few, or of the answers to a scale of few items."""
    asked = next(each for each in material.scales if each.name == scale)
    waves = [material.record.waves[0].name, material.last_wave.name] if material.has_pairs else []
    if protection.released and waves and tells_of_few_items(material, protection, base, waves, asked.rule.items):
        return True
    return protection.parts(("ways", scale), population_of(material), base, ways_of(table), names=WAYS) is None


def ways_of(table: pd.DataFrame) -> NDArray[np.int64]:
    """Who rose (0), fell (1) or stayed (2), as the signed-rank test counts them; -1 where it is unknown."""
    before, after = (table[name].to_numpy(dtype=np.float64) for name in ("before", "after"))
    steps = in_steps(after - before, largest(before[~np.isnan(before)], after[~np.isnan(after)]))
    return np.select([steps > 0, steps < 0, steps == 0], [0, 1, 2], -1).astype(np.int64)


def withheld(estimand: str, n: int, missing: int, unit: str) -> Estimate:
    """An estimate that is not shown, with the exact number of people it would have stood on."""
    return Estimate(
        estimand=estimand,
        value=None,
        level=LEVEL,
        n=n,
        missing=missing,
        missing_policy=LISTWISE,
        method="t",
        unit=unit,
        reason=TOO_FEW,
    )


def change_of(material: Material, protection: Protection, base: Base, scale: str) -> Quantity:
    """The change of each person of the population on one scale, rounded so that equal changes are equal."""
    table = before_and_after(material, scale)
    closed = closed_change(material, protection, base, scale) or closed_change(material, protection, EVERYONE, scale)
    changes = (table["after"] - table["before"]).to_numpy(dtype=np.float64).round(EQUAL)
    return Quantity(f"scale:{scale}", population_of(material), changes, closed, NAME)
