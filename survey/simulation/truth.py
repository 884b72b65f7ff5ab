"""The true value of every estimand in the plan of a study, kept apart from everything that estimates."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from statistics import fmean

from survey.private_files import new_file
from survey.simulation.items import Item, expected_share
from survey.simulation.population import Population, items_both_ways, items_now, score, score_range
from survey.simulation.replies import AskedWave
from survey.simulation.traits import mean, spread

FOLDER_OF_ITS_OWNER = 0o700
POINTS, WIDEST = 41, 5.0
"""Expectations are sums over so many points within so many standard deviations; more change no tenth digit."""


@dataclass(frozen=True, slots=True)
class TrueValue:
    """One estimand: what it is, of whom, its value among these people, and what the model expects on average."""

    scale: str
    role: str
    estimand: str
    wave: str
    people: int
    value: float
    expected: float
    sentence: str
    arm: str | None = None
    unit: str = "points"


@dataclass(frozen=True, slots=True)
class _Part:
    """A scale at one wave, or the items of it that are asked both ways: ``items`` are scored together."""

    wave: AskedWave
    scale: str
    items: tuple[Item, ...]

    def scores(self, found: Population) -> list[float]:
        return [score(self.wave, self.scale, places, items=self.items) for places in found.places[self.wave.name]]

    def expectations(self, found: Population) -> list[float]:
        lowest, highest = score_range(self.wave, self.scale)
        time, study = self.wave.time_of(self.items[0]), found.record.study
        middles = (mean(study, person, self.scale, time) for person in found.people)
        return [lowest + _expected(self.items, middle, spread(time)) * (highest - lowest) for middle in middles]


@lru_cache(maxsize=65536)
def _expected(items: tuple[Item, ...], middle: float, width: float) -> float:
    """The expected share on these items of people whose trait is normal."""
    places = [WIDEST * (2 * point / (POINTS - 1) - 1) for point in range(POINTS)]
    weights = [math.exp(-place * place / 2) for place in places]
    shares = (fmean(expected_share(item, middle + width * place) for item in items) for place in places)
    return math.fsum(weight * share for weight, share in zip(weights, shares, strict=True)) / math.fsum(weights)


def true_values(found: Population) -> tuple[TrueValue, ...]:
    """Every estimand of the plan, in the whole register and in each arm."""
    plan = found.record.study.plan
    waves = found.waves
    values: list[TrueValue] = []
    for role, scale in plan.outcomes():
        asked = [wave for wave in waves if items_now(wave, scale)]
        for wave in asked:
            values += _means(found, role, _Part(wave, scale, items_now(wave, scale)))
            values += _perceived(found, role, wave, scale)
        if len(asked) > 1:
            values += _changes(found, role, scale, asked)
    return tuple(values)


def _means(found: Population, role: str, part: _Part) -> Iterator[TrueValue]:
    sentence = "the mean score had everybody of the register answered every item at this wave"
    yield from _by_arm(found, (part, None), role, "mean", sentence)


def _perceived(found: Population, role: str, wave: AskedWave, scale: str) -> Iterator[TrueValue]:
    now, then = items_both_ways(wave, scale)
    if now:
        sentence = (
            "the mean of now minus then, on the items that are asked both ways, had everybody answered them all; "
            "it holds the change and the shift of memory"
        )
        parts = (_Part(wave, scale, now), _Part(wave, scale, then))
        yield from _by_arm(found, parts, role, "perceived_change", sentence)


def _changes(found: Population, role: str, scale: str, asked: Sequence[AskedWave]) -> Iterator[TrueValue]:
    first = asked[0]
    for later in asked[1:]:
        sentence = f"the mean of {later.name} minus {first.name} had everybody answered every item at both waves"
        parts = (_Part(later, scale, items_now(later, scale)), _Part(first, scale, items_now(first, scale)))
        yield from _by_arm(found, parts, role, "mean_change", sentence)


def _by_arm(
    found: Population, parts: tuple[_Part, _Part | None], role: str, estimand: str, sentence: str
) -> Iterator[TrueValue]:
    """The value of one part, or of one minus another, among everybody and in each arm that has people."""
    part, minus = parts
    values, expected = part.scores(found), part.expectations(found)
    if minus is not None:
        values = [one - other for one, other in zip(values, minus.scores(found), strict=True)]
        expected = [one - other for one, other in zip(expected, minus.expectations(found), strict=True)]
    for arm in (None, *(each.name for each in found.record.study.arms)):
        places = [place for place, person in enumerate(found.people) if arm in (None, person.arm)]
        if places:
            yield TrueValue(
                scale=part.scale,
                role=role,
                estimand=estimand,
                wave=part.wave.name,
                people=len(places),
                value=fmean(values[place] for place in places),
                expected=fmean(expected[place] for place in places),
                sentence=sentence,
                arm=arm,
            )


def truth_path(instance: Path, study: str) -> Path:
    """Where the true values of a study stand, unless another place is asked for."""
    return instance / "simulated" / study / "truth.json"


def write_truth(path: Path, found: Population, choices: dict[str, str | int]) -> None:
    """Write the true values to a file that its owner alone can read."""
    path.parent.mkdir(mode=FOLDER_OF_ITS_OWNER, parents=True, exist_ok=True)
    told = {
        "study": found.record.name,
        "what": "True values behind simulated answers. No page, figure or export reads them.",
        "value": "among the people of this register, from the whole answers of all of them",
        "expected": "on average over all registers whose people are described as these are",
        "register": len(found.people),
        **choices,
        "values": [asdict(value) for value in true_values(found)],
    }
    path.unlink(missing_ok=True)  # that of an earlier run
    with new_file(path) as file:
        file.write(json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n")
