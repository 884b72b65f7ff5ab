"""The people of a plan: what is known of each, and their scores wave by wave, wherever these were read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.precision import Numbers
from analysis.scales.rule import ScoringRule
from survey.findings.planned.results import Caution

PARTICIPANT, WAVE, ARM, WEIGHT, STRATA = "participant_id", "wave", "arm", "weight", "strata"
LANGUAGE = "language"
SCORE = "score"
BEFORE, AFTER = "score_before", "score_after"
"""Columns of a table of one row per person: the score at the earlier wave and at the later one."""
THEN, NOW, NOW_BEFORE = "score_looking_back", "score_of_these_items", "score_of_these_items_before"
"""On the items that were asked twice: the time before as seen now, now, and at the earlier wave."""
LOOKING_BACK, ASKED_TWICE = " looking back", " of items asked twice"
"""End the names of columns of such scores, after that of the scale."""
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A scale with its rule. ``asked_twice``: its items that were asked about the time before, too."""

    name: str
    rule: ScoringRule
    asked_twice: tuple[str, ...] = ()

    @property
    def looking_back(self) -> bool:
        """Whether it was asked about the time before, too."""
        return bool(self.asked_twice)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTable:
    """Everybody who has a row, and all rows.

    ``people``: one row per person: participant_id, arm, household, worker, strata, weight, and every variable of the
    plan, None or NaN where it is not known; a variable without a column is absent. ``person``: for each of ``rows``
    whose it is. ``rows``: one per person and wave: wave, weight, one column per scale (NaN without a score) and the
    items. ``arms``: in the order of the plan or of the file. ``register``: one row per person of the frame, None
    without one. ``cautions``: what reading them showed.
    """

    people: pd.DataFrame
    person: Places
    rows: pd.DataFrame
    waves: tuple[str, ...]
    arms: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    register: pd.DataFrame | None = None
    cautions: tuple[Caution, ...] = ()

    def outcome(self, name: str) -> Outcome:
        """The scale of this name."""
        return next(each for each in self.outcomes if each.name == name)

    def long(self, outcome: str) -> pd.DataFrame:
        """One row per person and wave: what is known of the person, the wave, the score in ``SCORE``."""
        facts = self.people.take(self.person).reset_index(drop=True)
        return facts.assign(**{WAVE: self.rows[WAVE], SCORE: self.rows[outcome]})

    def wide(self, outcome: str, wave: str, from_wave: str = "") -> pd.DataFrame:
        """One row per person: what is known, the score at ``wave`` and, where it is named, at ``from_wave``."""
        found = self.people.copy(deep=False)
        if WEIGHT in self.rows.columns:
            at_wave = self._at(WEIGHT, wave)
            found[WEIGHT] = np.where(np.isnan(at_wave), self.people[WEIGHT].to_numpy(), at_wave)
        if from_wave:
            found[BEFORE] = self._at(outcome, from_wave)
        found[AFTER] = self._at(outcome, wave)
        if self.outcome(outcome).looking_back:
            found[THEN], found[NOW] = self._at(outcome + LOOKING_BACK, wave), self._at(outcome + ASKED_TWICE, wave)
            if from_wave:
                found[NOW_BEFORE] = self._at(outcome + ASKED_TWICE, from_wave)
        return found

    def answered(self, wave: str) -> NDArray[np.bool_]:
        """Which people have a score on any scale at a wave."""
        found = np.zeros(len(self.people), dtype=bool)
        for each in self.outcomes:
            found |= ~np.isnan(self._at(each.name, wave))
        return found

    def _at(self, column: str, wave: str) -> Numbers:
        found = np.full(len(self.people), np.nan)
        here = (self.rows[WAVE] == wave).to_numpy()
        found[self.person[here]] = self.rows[column].to_numpy()[here]
        return found


def first_known(
    person: Places, order: Places, values: NDArray[np.object_] | Numbers, count: int
) -> NDArray[np.object_]:
    """For each person the value of the earliest row that has one, None without any; ``order``: rows by wave."""
    found = np.full(count, None, dtype=object)
    latest_first = order[::-1]
    known = latest_first[~pd.isna(values[latest_first])]
    found[person[known]] = values[known]  # of several rows the last one written stays: the earliest wave
    return found


def by_wave(rows: pd.DataFrame, waves: tuple[str, ...]) -> Places:
    """The places of rows in the order of the waves, those of other waves last."""
    number = {name: place for place, name in enumerate(waves)}
    codes, found = pd.factorize(rows[WAVE])
    places = np.array([number.get(name, len(waves)) for name in found], dtype=np.int64)
    return np.argsort(places[codes], kind="stable")


def shared(values: NDArray[np.object_] | pd.Series) -> pd.Series:
    """A column of texts that many rows share, which is compared by codes; None where there is none."""
    return pd.Series(values, dtype="category")
