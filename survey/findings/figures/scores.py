"""The chart of scale scores: by wave, and by arm where that split may be shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pandas as pd

from analysis.charts.chart import Chart, joined
from analysis.charts.scores import ScoreRow, scores_chart
from analysis.scales.describe import Description, describe
from survey.findings.alone import few_alone
from survey.findings.figures.change import LEVEL, UNIT
from survey.findings.figures.items import tells_of_one_item
from survey.findings.figures.narrowing import tells_of_answers
from survey.findings.material import Material
from survey.findings.populations import BOTH, EVERYONE, Base
from survey.findings.protection import Protection
from survey.findings.thirds import Interviewed, Quantity, marks_of

NAME, ARM = "scores", "arm"


def scores(material: Material, protection: Protection, base: Base, interviewed: Interviewed) -> Chart | None:
    """The mean score of every scale, the interviewed beside everyone together; None where the study has no scale."""
    if not material.scales:
        return None
    ranges = [scale.rule.score_range for scale in material.scales]
    rows = [row for scale in material.scales for row in _rows(material, protection, base, scale.name, interviewed)]
    whole = (min(low for low, _ in ranges), max(high for _, high in ranges))
    return scores_chart(rows, score_range=whole, name=NAME)


def _rows(
    material: Material, protection: Protection, base: Base, scale: str, interviewed: Interviewed
) -> Iterator[ScoreRow]:
    for wave in material.record.waves:
        if wave.name != BOTH:
            score = score_of(material, protection, base, scale, wave.name)
            marks = marks_of(material, protection, base, score, interviewed.at(wave.id))
            yield dataclasses.replace(_row(material, protection, base, (scale, wave.name, "")), marks=marks)
            yield from _by_arm(material, protection, base, scale, wave.name)


def _by_arm(material: Material, protection: Protection, base: Base, scale: str, wave: str) -> Iterator[ScoreRow]:
    """One row per arm, where the study lets arms be told apart and at least two of them are open."""
    if ARM not in material.dimensions or any(name == ARM for name, _ in base):
        return
    arms = [arm.name for arm in material.record.study.arms]
    within = {arm: tuple(sorted((*base, (ARM, arm)))) for arm in arms}
    if sum(not protection.closed(wave, each) for each in within.values()) > 1:
        for arm in arms:
            yield _row(material, protection, within[arm], (scale, wave, arm))


def _row(material: Material, protection: Protection, base: Base, place: tuple[str, str, str]) -> ScoreRow:
    scale, wave, arm = place
    keys = (f"scale:{scale}", f"wave:{wave}", f"arm:{arm}" if arm else "")
    closed = closed_mean(material, protection, base, scale, wave)
    if closed:
        return ScoreRow(*keys, None, hidden=closed)
    return ScoreRow(*keys, description_of(material, scale, wave, base))


def score_of(material: Material, protection: Protection, base: Base, scale: str, wave: str) -> Quantity:
    """The score of each person at one wave."""
    closed = closed_mean(material, protection, base, scale, wave) or closed_mean(
        material, protection, EVERYONE, scale, wave
    )
    keys = (f"scale:{scale}", f"wave:{wave}") if len(material.record.waves) > 1 else (f"scale:{scale}",)
    return Quantity(joined(keys), wave, material.scores[scale][material.populations[wave].rows], closed)


def closed_mean(material: Material, protection: Protection, base: Base, scale: str, wave: str) -> str:
    """Why the mean and the spread of a scale are closed in a base of one wave; '' when they are open."""
    found = material.scores[scale][material.populations[wave].rows]
    rule = next(asked.rule for asked in material.scales if asked.name == scale)
    return (
        protection.means((NAME, scale), wave, base, found, rule.score_range)
        or (protection.released and few_alone(material, base, scale, wave))
        or (protection.released and tells_of_answers(material, protection, base, scale, wave))
        or tells_of_one_item(material, protection, base, wave, rule.items)
    )


def description_of(material: Material, scale: str, wave: str, base: Base) -> Description:
    """How the scores of a scale are spread in a base of one wave."""
    population = material.populations[wave]
    found = material.scores[scale][population.rows][population.mask(base)]
    score_range = next(asked.rule.score_range for asked in material.scales if asked.name == scale)
    told = describe(pd.Series(found), score_range, level=LEVEL, unit=UNIT)
    # How many stand at an end of the scale is a count of people, and may be of a few.
    return dataclasses.replace(told, floor_share=None, ceiling_share=None)
