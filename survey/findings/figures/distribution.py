"""The chart of one scale's scores, with the interviewed people at their third."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.distribution import Bin, Mark, distribution_chart
from analysis.disclosure.bins import Thirds, tercile_bounds
from survey.findings.figures.scores import closed_mean, description_of
from survey.findings.material import Material
from survey.findings.populations import EVERYONE, Base
from survey.findings.protection import Protection
from survey.findings.scales import Numbers

BINS = 10
Interviewed = Mapping[int, int]
"""The number of the interview by the participant, of those alone whose interview's consent says link."""


def distribution(
    material: Material, protection: Protection, base: Base, scale: str, interviewed: Interviewed
) -> Chart | None:
    """The distribution of a scale at the last wave; None where the base or its mean is closed."""
    wave = material.last_wave.name
    population = material.populations[wave]
    scores = material.scores[scale][population.rows]
    if closed_mean(material, protection, base, scale, wave):
        return None
    bins = _bins(material, protection, base, scale)
    mask = population.mask(base)
    thirds = thirds_of(protection, scores[mask]) if interviewed else None
    marks = _marks(material, base, scale, thirds, interviewed) if thirds else ()
    return distribution_chart(
        f"scale:{scale}",
        bins,
        description=description_of(material, scale, wave, base),
        marks=marks,
        terciles=(thirds.lower, thirds.upper) if thirds else None,
        hidden="" if bins else "too_few",
        name=f"distribution.{scale}",
    )


def thirds_of(protection: Protection, scores: Numbers) -> Thirds | None:
    """Where the thirds of a base part; None where a third would hold too few people."""
    return tercile_bounds(pd.Series(scores), minimum_cell=protection.minimum_cell)


def _bins(material: Material, protection: Protection, base: Base, scale: str) -> tuple[Bin, ...]:
    wave = material.last_wave.name
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


def _marks(material: Material, base: Base, scale: str, thirds: Thirds, interviewed: Interviewed) -> tuple[Mark, ...]:
    population = material.populations[material.last_wave.name]
    people = np.frombuffer(material.columns.participants, dtype=np.int64)[population.rows]
    scores = material.scores[scale][population.rows]
    found = [
        Mark(interviewed[person], thirds.band(score))  # type: ignore[arg-type]  # one of the three bands
        for person, score, inside in zip(people.tolist(), scores.tolist(), population.mask(base), strict=True)
        if inside and person in interviewed and not np.isnan(score)
    ]
    return tuple(sorted(found, key=lambda mark: mark.interview))
