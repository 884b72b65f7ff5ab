"""Which tables of those who were lost, and which cautions, all but researchers may see."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.comparison.arms import SMALL_N
from survey.findings.material import Material
from survey.findings.planned.cautions import LOST, UNKNOWN_VALUES, WITHOUT_ARM
from survey.findings.planned.results import Caution, ChangeTold, ComparisonTold, OutcomeTold, PlannedFigure
from survey.findings.results_page.sieve import NO_WEIGHTS, Sieve
from survey.findings.results_page.whom import ARM, arms_of

CROWDED = ("floor_crowded", "ceiling_crowded")
COUNTED: Mapping[str, str] = {SMALL_N: "n", UNKNOWN_VALUES: "people", WITHOUT_ARM: "people"}
"""The value of a caution that counts those whom it tells of."""


def without_few_lost(outcome: OutcomeTold, figures: Sequence[PlannedFigure], sieve: Sieve) -> OutcomeTold:
    """The outcome without the tables that would tell a figure that is hidden, or of a few people who were lost."""
    return dataclasses.replace(
        outcome,
        changes=tuple(
            each if _shows(each, outcome.name, figures, sieve) else dataclasses.replace(each, tipping=None)
            for each in outcome.changes
        ),
        comparisons=tuple(
            each if _shows(each, outcome.name, figures, sieve) else dataclasses.replace(each, tipping=None)
            for each in outcome.comparisons
        ),
    )


def tells_of_few(caution: Caution, sieve: Sieve) -> bool:
    """Whether a caution, or its absence, would tell whether a few people are there.

    Of the ends of a scale it stands only beside more people than the minimum cell, so that its absence allows these.
    """
    values, minimum = caution.values, sieve.protection.minimum_cell
    if caution.key in CROWDED:
        return float(str(values["share"])) * float(str(values["n"])) <= minimum
    if caution.key == LOST:
        return not sieve.shows_lost(int(str(values["lost"])), int(str(values["retained"])))
    return caution.key in COUNTED and int(str(values[COUNTED[caution.key]])) < minimum


def _shows(told: ChangeTold | ComparisonTold, outcome: str, figures: Sequence[PlannedFigure], sieve: Sieve) -> bool:
    """Whether the figure itself is shown, and nobody was lost, or enough of everyone and of each arm."""
    arms = (told.arm, told.reference) if isinstance(told, ComparisonTold) else None
    same = [
        each
        for each in figures
        if (each.wave, each.from_wave, arms_of(each)) == (told.wave, told.from_wave, arms)
        and each.subgroup is None
        and each.estimate.weights == NO_WEIGHTS
    ]
    if told.tipping is None or not same or sieve.why_hidden(same[0]):
        return False
    people = _people(sieve.material, outcome, told.wave, told.from_wave)
    groups = [people[ARM].isin(arms), *(people[ARM] == arm for arm in arms)] if arms else [people["known"]]
    return all(
        sieve.shows_lost(*(int((group & people["began"] & each).sum()) for each in (~people["ended"], people["ended"])))
        and sieve.is_told(int((group & people["late"]).sum()))
        for group in groups
    )


def _people(material: Material, outcome: str, wave: str, from_wave: str) -> pd.DataFrame:
    """Everybody who is known from one of two waves: arm, whether they began and ended with a score, or came late."""
    participants, scores = np.frombuffer(material.columns.participants, dtype=np.int64), material.scores[outcome]
    found = {}
    for name in (from_wave, wave):
        population = material.populations[name]
        people = population.people.reindex(columns=[ARM])
        known = pd.Series(~np.isnan(scores[population.rows]))
        found[name] = people.assign(known=known).set_index(participants[population.rows])
    first, last = found[from_wave], found[wave]
    every = first.index.union(last.index)
    return pd.DataFrame(
        {
            ARM: first[ARM].reindex(every).fillna(last[ARM].reindex(every)),
            "began": first["known"].reindex(every, fill_value=False),
            "ended": last["known"].reindex(every, fill_value=False),
            "late": ~every.isin(first.index),
            "known": True,
        }
    )
