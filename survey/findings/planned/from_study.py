"""The people of a study's stored answers, in the same shape as those of any CSV file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.dataset.columns import PROFILE
from survey.findings.material import Material
from survey.findings.planned.people import (
    ARM,
    ASKED_TWICE,
    LANGUAGE,
    LOOKING_BACK,
    PARTICIPANT,
    WAVE,
    Outcome,
    Places,
    PlannedTable,
    by_wave,
    first_known,
    shared,
)
from survey.findings.populations import BOTH, REGISTER, names_of
from survey.findings.scales import numbers_of
from survey.instrument.plan import CLUSTERS, Plan

Clusters = Mapping[int, tuple[str | None, str | None]]
"""The pseudonyms of household and worker by the key of the participant."""
NOBODY: tuple[str | None, str | None] = (None, None)


def from_study(material: Material, plan: Plan, clusters: Clusters | None = None) -> PlannedTable:
    """Everybody of the shown origin who sent answers, and their submissions wave by wave.

    ``clusters``: where the plan names one.
    """
    waves = tuple(wave.name for wave in material.record.waves)
    kept = np.concatenate([[], *(each.rows for name, each in material.populations.items() if name != BOTH)])
    kept = np.sort(kept.astype(np.int64))
    every = np.frombuffer(material.columns.participants, dtype=np.int64)[kept]
    participants, person = np.unique(every, return_inverse=True)
    rows = _rows(material, kept)
    people = pd.DataFrame({PARTICIPANT: participants})
    order = by_wave(rows, waves)
    for name in _variables(material, plan):
        column = material.columns.attributes[_attribute(material, name)]
        values = names_of(column).to_numpy(dtype=object)[kept]
        people[name] = shared(first_known(person, order, values, len(participants)))
    for place, name in enumerate(CLUSTERS if clusters is not None else ()):
        told = [(clusters or {}).get(int(key), NOBODY)[place] for key in participants]
        people[name] = shared(np.array(told, dtype=object))
    return PlannedTable(
        people=people,
        person=person.astype(np.int64),
        rows=rows,
        waves=waves,
        arms=_arms(material, people),
        outcomes=tuple(
            Outcome(name=each.name, rule=each.rule, asked_twice=tuple(each.then_items or ()))
            for each in material.scales
        ),
        register=_register(material, plan) if material.origin == REGISTER else None,
    )


def _rows(material: Material, kept: Places) -> pd.DataFrame:
    waves = shared(names_of(material.columns.waves).to_numpy(dtype=object)[kept])
    columns: dict[str, pd.Series | NDArray[np.float64]] = {WAVE: waves}
    for item in dict.fromkeys(item for each in material.scales for item in each.rule.items):
        columns[item] = numbers_of(material.columns.answers[item])[kept]
    for each in material.scales:
        columns[each.name] = material.scores[each.name][kept]
        if each.looking_back is not None:
            seen = material.looking_back[each.name]
            columns[each.name + LOOKING_BACK], columns[each.name + ASKED_TWICE] = seen.then[kept], seen.now[kept]
    return pd.DataFrame(columns)


def _variables(material: Material, plan: Plan) -> list[str]:
    """Arm and language, then what the plan names and the study knows."""
    named: Iterable[str] = (*plan.subgroups, *plan.covariates, *plan.weights.margins)
    return [name for name in dict.fromkeys((ARM, LANGUAGE, *named)) if _attribute(material, name)]


def _attribute(material: Material, name: str) -> str:
    """What an attribute is called among the columns: its name, or that of the register's profile; '' for neither."""
    known = material.columns.attributes
    return next((each for each in (name, PROFILE + name) if each in known), "")


def _arms(material: Material, people: pd.DataFrame) -> tuple[str, ...]:
    """The arms that somebody is in, in the order of the study."""
    held = set(people[ARM].dropna())
    return tuple(arm.name for arm in material.record.study.arms if arm.name in held)


def _register(material: Material, plan: Plan) -> pd.DataFrame:
    found = pd.DataFrame({PARTICIPANT: material.register_people})
    for name in _variables(material, plan):
        column = _attribute(material, name)
        if column in material.register.columns and name != LANGUAGE:
            found[name] = material.register[column].to_numpy(dtype=object)
    return found
