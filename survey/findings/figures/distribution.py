"""The chart of one scale's scores, with the interviewed people at their third."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from analysis.charts.chart import Chart
from analysis.charts.distribution import Bin, distribution_chart
from survey.findings.figures.items import tells_of_few_items
from survey.findings.figures.scores import closed_mean, description_of, score_of
from survey.findings.material import Material
from survey.findings.populations import EVERYONE, Base
from survey.findings.protection import Protection
from survey.findings.thirds import Interviewed, marks_of, thirds_of

BINS = 10


def distribution(
    material: Material, protection: Protection, base: Base, scale: str, interviewed: Interviewed
) -> Chart | None:
    """The distribution of a scale at the last wave; None where the base or its mean is closed."""
    wave = material.last_wave.name
    if closed_mean(material, protection, base, scale, wave):
        return None
    bins = _bins(material, protection, base, scale)
    score = score_of(material, protection, base, scale, wave)
    marks = marks_of(material, protection, base, score, interviewed.at(material.last_wave.id))
    thirds = thirds_of(protection, score) if marks and not score.closed else None
    return distribution_chart(
        f"scale:{scale}",
        bins,
        description=description_of(material, scale, wave, base),
        marks=marks,
        terciles=(thirds.lower, thirds.upper) if thirds else None,
        hidden="" if bins else "too_few",
        name=f"distribution.{scale}",
    )


def _bins(material: Material, protection: Protection, base: Base, scale: str) -> tuple[Bin, ...]:
    wave = material.last_wave.name
    items = next(asked.rule.items for asked in material.scales if asked.name == scale)
    if protection.released and tells_of_few_items(material, protection, base, [wave], items):
        return ()
    scores = material.scores[scale][material.populations[wave].rows]
    low, high = next(asked.rule.score_range for asked in material.scales if asked.name == scale)
    edges = np.linspace(low, high, BINS + 1)
    codes = np.where(np.isnan(scores), -1, np.clip(np.digitize(scores, edges) - 1, 0, BINS - 1))
    names = [str(place) for place in range(BINS)]
    # Everyone is shown in fine columns; parts of them in wider ones, which are whole numbers of the fine ones.
    fine = base == EVERYONE
    suited = () if fine else material.dimensions[:1]
    key = ("bins" if fine else "wide bins", scale)
    tables = protection.table(key, wave, codes.astype(np.int64), names=names, suited=suited)
    if tables.groups is None or base not in tables.cells:
        return ()
    limits = [edges[0], *(edges[group[-1] + 1] for group in tables.groups)]
    return tuple(
        Bin(float(start), float(end), people)
        for (start, end), people in zip(pairwise(limits), tables.cells[base], strict=True)
    )
