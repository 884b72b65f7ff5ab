"""The scales of a study: how each is scored, and which of its items were also asked about the time before."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.scales.rule import ScoringRule
from analysis.scales.scores import scores
from survey.dataset.cache import StudyColumns
from survey.dataset.coded import Coded
from survey.dataset.columns import QuestionColumn
from survey.instrument.definition import Scale

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AskedScale:
    """A scale with its rule; ``looking_back`` is the rule of the items asked twice, by their names of now.

    ``then_items`` gives for each of these items the one that looks back; both are empty where nothing looks back.
    """

    scale: Scale
    rule: ScoringRule
    looking_back: ScoringRule | None
    then_items: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name of the scale."""
        return self.scale.name


def asked_scales(columns: StudyColumns) -> tuple[AskedScale, ...]:
    """Every scale of the questionnaires that were answered, the newest first; a scale without answers is left out."""
    found: dict[str, AskedScale] = {}
    for version in columns.questionnaires:
        for scale in version.questionnaire.scales:
            if scale.name not in found and all(item in columns.answers for item in scale.items):
                found[scale.name] = _asked(scale, columns)
    return tuple(found.values())


def _asked(scale: Scale, columns: StudyColumns) -> AskedScale:
    ranges = {item: _range(columns.questions[item], columns.answers[item]) for item in scale.items}
    then = {
        column.question.then_test: name
        for name, column in columns.questions.items()
        if column.question.then_test in scale.items
    }
    twice = tuple(item for item in scale.items if item in then)
    return AskedScale(
        scale=scale,
        rule=_rule(scale, scale.items, ranges, scale.minimum_answered),
        looking_back=_rule(scale, twice, ranges, same_share(scale, len(twice))) if twice else None,
        then_items={item: then[item] for item in twice},
    )


def same_share(scale: Scale, items: int) -> int:
    """How many of these items must be answered: at least the share that the scale itself asks for."""
    return math.ceil(scale.minimum_answered / len(scale.items) * items - 1e-9)


def _rule(scale: Scale, items: tuple[str, ...], ranges: Mapping[str, tuple[float, float]], minimum: int) -> ScoringRule:
    reverse = tuple(item for item in scale.reverse if item in items)
    low, high = scale.score_range
    return ScoringRule(items, {item: ranges[item] for item in items}, minimum, (float(low), float(high)), reverse)


def _range(column: QuestionColumn, coded: Coded) -> tuple[float, float]:
    """The lowest and highest number an item allows, in whatever questionnaire it was asked."""
    parameters = column.question.parameters
    told = [parameters["start"], parameters["end"]] if column.question.type == "range" else []
    known = [float(number) for number in (*told, *(choice.name for choice in column.choices), *coded.names)]
    return min(known), max(known)


def numbers_of(coded: Coded) -> Numbers:
    """A column of coded numbers as floats, NaN where there is none."""
    codes = np.frombuffer(coded.codes, dtype=coded.codes.typecode)
    known = np.array([*map(float, coded.names), math.nan])
    return known[np.where(codes >= 0, codes, len(coded.names))]


def scores_now(columns: StudyColumns, asked: AskedScale) -> pd.Series:
    """The score of every submission, NaN where too few items are answered."""
    return scores(pd.DataFrame({item: numbers_of(columns.answers[item]) for item in asked.rule.items}), asked.rule)


def looking_back(columns: StudyColumns, asked: AskedScale) -> pd.DataFrame:
    """``then`` and ``now`` of every submission on the items asked twice; empty columns where nothing looks back."""
    rule = asked.looking_back
    if rule is None:
        return pd.DataFrame({"then": [], "now": []}, dtype="float64")
    now = pd.DataFrame({item: numbers_of(columns.answers[item]) for item in rule.items})
    then = pd.DataFrame({item: numbers_of(columns.answers[asked.then_items[item]]) for item in rule.items})
    return pd.DataFrame({"then": scores(then, rule), "now": scores(now, rule)})
