"""Releases figures to staff: everything sent before today, as far as it differs enough from what they saw before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.disclosure.changes import EarlierRelease
from analysis.disclosure.closing import CHANGE
from survey.findings import kept
from survey.findings.drawing_up import charts_of, counts_of, is_open
from survey.findings.frozen import to_text
from survey.findings.material import Material, material
from survey.findings.populations import EVERYONE, Base, Population
from survey.findings.protection import Protection, protection
from survey.findings.results_page.released import RESULTS, released_page
from survey.store import clock, figure_releases, studies
from survey.store.figure_releases import Counted, FigureRelease

PEOPLE, WHEN, PERSON = "people", "when", "person"
NOW, THEN = "now", "then"


def release(study: str, actor: str) -> Mapping[str, Any]:
    """Release what may be released of a study; tells how many bases are open now, and whether anything was kept."""
    record = studies.study_named(study)
    zone = ZoneInfo(record.study.time_zone)
    before = studies.start_of(clock.now().astimezone(zone).date(), zone)
    made = material(kept.columns(record), kept.register(record), before)
    seen = figure_releases.releases(record.id)
    if seen and not _has_changed(made, seen[-1]):
        return {"released": False, "bases": len(figure_releases.bases(seen[-1].id))}
    allowed = protection(made, {name: earlier_releases(made, name, seen) for name in made.populations})
    charts = {written(base): _told(made, allowed, base) for base in _bases(made, allowed)}
    if not charts or _too_soon(allowed):
        return {"released": False, "bases": len(figure_releases.bases(seen[-1].id)) if seen else 0}
    standing = {name: _standing(made, allowed, name) for name in made.populations}
    counted = Counted(before, record.study.minimum_cell, standing, charts)
    figure_releases.keep(record, counted, seen, actor)
    return {"released": True, "bases": len(charts)}


def _too_soon(allowed: Protection) -> bool:
    """Whether so few people came or went that even everyone together could not be shown: what is shown stays."""
    return any(allowed.closed(name, EVERYONE) == CHANGE for name in allowed.openings)


def _told(made: Material, allowed: Protection, base: Base) -> str:
    """What staff will see of a base."""
    people, register = counts_of(made, allowed, base)
    told = {"people": people, "register": register, "charts": to_text(charts_of(made, allowed, base))}
    if base == EVERYONE:
        told[RESULTS] = released_page(made, allowed)
    return json.dumps(told, ensure_ascii=False, allow_nan=False)


def written(base: Base) -> str:
    """A base as the text it is kept under."""
    return json.dumps([list(pair) for pair in base], ensure_ascii=False)


def _bases(made: Material, allowed: Protection) -> list[Base]:
    """Every base in which something may be shown."""
    every = {base for opening in allowed.openings.values() for base in opening.open}
    return sorted(base for base in every if is_open(made, allowed, base))


def _standing(made: Material, allowed: Protection, name: str) -> Mapping[str, Any]:
    """What later releases are held against: how many people stand at each place, and which bases were open."""
    population = made.populations[name]
    places = _places(population, made.dimensions)
    open_now = sorted(base for base in allowed.openings[name].open if not allowed.closed(name, base))
    return {
        "places": [[list(place), people] for place, people in places.items()],
        "open": [[list(pair) for pair in base] for base in open_now],
    }


def _places(population: Population, dimensions: Sequence[str]) -> dict[tuple[str | None, ...], int]:
    found: dict[tuple[str | None, ...], int] = {}
    for place in population.people[list(dimensions)].itertuples(index=False, name=None):
        told = tuple(None if pd.isna(value) else str(value) for value in place)
        found[told] = found.get(told, 0) + 1
    return found


def _has_changed(made: Material, last: FigureRelease) -> bool:
    """Whether anybody came, went or moved since the last release, or its rule was another."""
    if last.minimum_cell != made.record.study.minimum_cell or set(last.standing) != set(made.populations):
        return True
    return any(not changed.empty for _, changed in _changes(made, (last,)))


def _changes(made: Material, seen: Sequence[FigureRelease]) -> Iterator[tuple[str, pd.DataFrame]]:
    for name, population in made.populations.items():
        for release_before in seen:
            if name in release_before.standing:
                yield name, _changed(made, population, release_before, release_before.standing[name])


def earlier_releases(made: Material, name: str, seen: Sequence[FigureRelease]) -> tuple[EarlierRelease, ...]:
    """Every earlier release with what changed since, for one population."""
    return tuple(
        EarlierRelease(
            frozenset(tuple((pair[0], pair[1]) for pair in base) for base in before.standing[name]["open"]),
            _changed(made, made.populations[name], before, before.standing[name]),
        )
        for before in seen
        if name in before.standing
    )


def _changed(
    made: Material, population: Population, before: FigureRelease, standing: Mapping[str, Any]
) -> pd.DataFrame:
    """Who came (rows «now») and who went (rows «then») since a release, counted by place.

    A person who is at another place now went from one and came to the other. Whoever corrected an answer at the same
    place counts once: as many people have changed as there are.
    """
    dimensions = made.dimensions
    then = {tuple(place): int(people) for place, people in standing["places"]}
    came, corrected = _came(made, population, before), _corrected(made, population, before)
    here = _places(population, dimensions)
    rows: list[dict[str, Any]] = []
    for place in sorted(then.keys() | here.keys(), key=str):
        gone = then.get(place, 0) + came.get(place, 0) - here.get(place, 0)
        arrived = came.get(place, 0) + max(0, -gone)
        gone -= min(max(0, gone), corrected.get(place, 0))
        for when, people in ((NOW, arrived), (THEN, max(0, gone))):
            if people:
                at = dict(zip(dimensions, place, strict=True))
                rows.append({**at, PERSON: f"{when} {place}", WHEN: when, PEOPLE: people})
    return pd.DataFrame(rows, columns=[*dimensions, PERSON, WHEN, PEOPLE]).astype({PEOPLE: "int64"})


def _corrected(made: Material, population: Population, before: FigureRelease) -> dict[tuple[str | None, ...], int]:
    """How many of those were sent before the release, too, by place: they were counted then as they were."""
    first = np.frombuffer(made.columns.first_sent, dtype=np.float64)
    first_time = first[population.rows]
    if population.earlier.size:
        first_time = np.maximum(first_time, first[population.earlier])
    there = _latest(made, population) >= before.counted_before.timestamp()
    there &= first_time < before.counted_before.timestamp()
    return _places(_chosen(population, there), made.dimensions)


def _latest(made: Material, population: Population) -> NDArray[np.float64]:
    """When each person last sent something; for those who answered twice, the later of the two."""
    sent = np.frombuffer(made.columns.sent, dtype=np.float64)
    latest = sent[population.rows]
    return np.maximum(latest, sent[population.earlier]) if population.earlier.size else latest


def _chosen(population: Population, which: NDArray[np.bool_]) -> Population:
    return Population(population.name, population.rows[which], population.earlier, population.people[which])


def _came(made: Material, population: Population, before: FigureRelease) -> dict[tuple[str | None, ...], int]:
    """How many were sent since the release by place; for those who answered twice, by the later of the two."""
    new = _latest(made, population) >= before.counted_before.timestamp()
    return _places(_chosen(population, new), made.dimensions)
