"""Who has a score at one time of measurement only: beside the change, two means would tell of a few such people."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.findings.material import Material
from survey.findings.populations import BOTH, Base, Places
from survey.findings.protection import WAVES


def few_alone(material: Material, base: Base, scale: str, wave: str) -> str:
    """Why the mean of the first time is closed beside that of the last and the change; '' when it is not.

    The mean at the last time, less the change, less the mean at the first: what is left is the scores of those who
    have only one of the two. A few of them would be told of.
    """
    if not material.has_pairs or wave != material.record.waves[0].name:
        return ""
    minimum = material.record.study.minimum_cell
    people = _alone(material, scale)
    if 0 < len(people) < minimum:
        return WAVES
    counts = (people[name].value_counts(dropna=False) for name, _value in base)
    return WAVES if any(((each > 0) & (each < minimum)).any() for each in counts) else ""


def _alone(material: Material, scale: str) -> pd.DataFrame:
    """The people with a score at the first or the last time and none at the other, with their filters."""
    scores, both = material.scores[scale], material.populations[BOTH]
    paired = ~np.isnan(scores[both.earlier]) & ~np.isnan(scores[both.rows])
    with_both = np.concatenate([both.earlier[paired], both.rows[paired]])
    found = []
    for wave in (material.record.waves[0], material.record.waves[-1]):
        population = material.populations[wave.name]
        found.append(population.people[_known(scores, population.rows) & ~np.isin(population.rows, with_both)])
    return pd.concat(found)


def _known(scores: NDArray[np.float64], rows: Places) -> NDArray[np.bool_]:
    return ~np.isnan(scores[rows])
