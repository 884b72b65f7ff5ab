"""Where interviewed people stand on each scale, to be held against their words: by their change, else by their third.

Told of interviews alone whose consent says link. Change is told as fallen, the same or risen, where each of these holds
at least the minimum cell of people, as each third must.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from survey.findings import kept
from survey.findings.current import Current, current
from survey.findings.figures.change import NAME as CHANGE
from survey.findings.figures.change import WAYS, before_and_after, change_of, ways_of
from survey.findings.figures.scores import score_of
from survey.findings.populations import EVERYONE
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import Tongue
from survey.findings.telling.why import why_not
from survey.findings.thirds import NO_ANSWERS, NO_SCORE, mark, marks_of, participants_of
from survey.store import studies, transcripts
from survey.store.transcripts import LinkedInterview

SCORE = "score"
FEW_WAYS, NOT_BOTH = "few_ways", "not_both"
BAND_OF = {"fell": "low", "unchanged": "middle", "rose": "high"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the person of an interview stands: low, middle or high; '' where it is not told, and the key of why."""

    interview: int
    band: str
    why_not: str = ""


Placed = Mapping[str, tuple[Place, ...]]
"""By scale, where each interviewed person stands."""


def answer(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """Every scale with where each interviewed person stands; ``of`` says whether by change or by score."""
    record = studies.study_named(words["study"])
    links, found = transcripts.linked(record.id), current(record)
    key = ("concordance", found.material.columns.version.token, links)
    placed = kept.once(record.name, key, lambda: _placed(found, links))
    texts = Texts(kept.columns(record), Tongue(words["language"]))
    return {
        "of": CHANGE if found.material.has_pairs else SCORE,
        "scales": [
            {
                "name": scale,
                "label": texts[f"scale:{scale}"],
                "places": [
                    {
                        "interview": each.interview,
                        "band": each.band,
                        "why_not": why_not(texts.tongue, each.why_not, record),
                    }
                    for each in places
                ],
            }
            for scale, places in placed.items()
        ],
    }


def _placed(found: Current, links: tuple[LinkedInterview, ...]) -> Placed:
    by = _by_change if found.material.has_pairs else _by_score
    return {asked.name: tuple(by(found, asked.name, links)) for asked in found.material.scales}


def _by_score(found: Current, scale: str, links: tuple[LinkedInterview, ...]) -> list[Place]:
    material, protection = found.material, found.protection
    quantity = score_of(material, protection, EVERYONE, scale, material.last_wave.name)
    everybody = {link.participant: link.participant for link in links}
    marks = {each.interview: each for each in marks_of(material, protection, EVERYONE, quantity, everybody)}
    nothing = mark(protection, quantity, math.nan, 0).why_not
    absent = NO_ANSWERS if nothing == NO_SCORE else nothing
    placed = [(link.number, marks.get(link.participant)) for link in links]
    return [Place(number, at.band, at.why_not) if at else Place(number, "", absent) for number, at in placed]


def _by_change(found: Current, scale: str, links: tuple[LinkedInterview, ...]) -> list[Place]:
    material, protection = found.material, found.protection
    quantity = change_of(material, protection, EVERYONE, scale)
    ways = ways_of(before_and_after(material, scale))
    counts = np.bincount(ways[ways >= 0], minlength=len(WAYS))
    is_told = (counts > 0).sum() > 1 and not ((counts > 0) & (counts < protection.minimum_cell)).any()
    closed = quantity.closed or ("" if is_told else FEW_WAYS)
    people = participants_of(material, quantity.population)
    way_of = dict(zip(people.tolist(), ways.tolist(), strict=True))
    return [_place(link, way_of.get(link.participant), closed) for link in links]


def _place(link: LinkedInterview, way: int | None, closed: str) -> Place:
    """That somebody gave no answer is told only where those who did are told apart."""
    if closed:
        return Place(link.number, "", closed)
    if way is None or way < 0:
        return Place(link.number, "", NOT_BOTH if way is None else NO_SCORE)
    return Place(link.number, BAND_OF[WAYS[way]])
