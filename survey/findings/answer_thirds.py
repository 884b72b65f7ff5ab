"""In which third of everyone each person of a wave stands on its scales: for open answers, which researchers read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from survey.findings import kept
from survey.findings.current import Current, current
from survey.findings.figures.scores import score_of
from survey.findings.populations import EVERYONE
from survey.findings.thirds import participants_of, thirds_of
from survey.store import studies

Bands = Mapping[str, Mapping[str, list[int]]]
"""By scale and third the participants who stand there, by their keys; a scale without thirds has none."""


def answer(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """Who of a wave stands in which third of each of its scales, among everyone who has a score there."""
    record = studies.study_named(words["study"])
    found = current(record)
    key = ("answer thirds", found.material.columns.version.token, words["wave"])
    return {"thirds": kept.once(record.name, key, lambda: _thirds(found, words["wave"]))}


def _thirds(found: Current, wave: str) -> Bands:
    return {asked.name: _of_scale(found, asked.name, wave) for asked in found.material.scales}


def _of_scale(found: Current, scale: str, wave: str) -> Mapping[str, list[int]]:
    if wave not in found.material.populations:
        return {}
    quantity = score_of(found.material, found.protection, EVERYONE, scale, wave)
    thirds = None if quantity.closed else thirds_of(found.protection, quantity)
    if thirds is None:
        return {}
    members: dict[str, list[int]] = {}
    people = participants_of(found.material, quantity.population)
    known = np.flatnonzero(~np.isnan(quantity.values))
    for person, value in zip(people[known].tolist(), quantity.values[known].tolist(), strict=True):
        members.setdefault(thirds.band(value), []).append(person)
    return members
