"""The two pictures of each planned change: every person's line, and how people's own changes are spread."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pandas as pd

from analysis.change.reliable_change import ReliableChange, reliable_categories
from analysis.change.sign import SignTest
from analysis.charts.chart import Chart
from analysis.charts.individual_change import Band, individual_change_chart
from analysis.charts.paired_change import End, paired_change_chart
from analysis.missing import Pairs
from analysis.results import Finding
from analysis.scales.describe import mean_with_interval
from survey.findings.frozen import Shown, Withheld
from survey.findings.planned.results import ChangeTold, OutcomeTold
from survey.findings.results_page.sieve import CLOSED, OF_PEOPLE_ALONE, Sieve
from survey.findings.telling.part_names import part_name

PAIRED, INDIVIDUAL, FELT = "paired_change", "individual_change", "felt_change"
OF_INDIVIDUALS = ("individual_ways", "individual_reliable")
"""The findings of a picture of people's own changes."""
OF_WAYS = {"improved": "rose", "unchanged": "unchanged", "deteriorated": "fell"}


def pictures_of_changes(outcome: OutcomeTold, sieve: Sieve | None) -> Iterator[Shown]:
    """Both pictures of each change; for everybody but researchers of the change that the dashboard tells alone."""
    if sieve is not None:
        yield from _as_released(outcome, sieve)
        return
    for change in outcome.changes:
        yield _named(PAIRED, outcome, change, _paired(outcome, change))
        drawn = _individual(outcome, change.pairs, change.signs, change.reliable_change)
        yield _named(INDIVIDUAL, outcome, change, drawn)
    for felt in outcome.felt:
        yield _felt(outcome, _individual(outcome, felt.pairs, felt.signs, felt.reliable_change))


def name_of(kind: str, outcome: OutcomeTold, change: ChangeTold) -> str:
    """The name of what is told of one change: its waves stand in it where several changes are planned."""
    waves = (change.from_wave, change.wave) if len(outcome.changes) > 1 else None
    return part_name(kind, outcome.name, waves)


def _named(kind: str, outcome: OutcomeTold, change: ChangeTold, chart: Chart) -> Chart:
    return dataclasses.replace(chart, name=name_of(kind, outcome, change))


def _as_released(outcome: OutcomeTold, sieve: Sieve) -> Iterator[Shown]:
    if outcome.felt:
        felt = sieve.ways(outcome.name)
        counts = {name: felt[way] for name, way in OF_WAYS.items()} if felt else {}
        drawn = individual_change_chart(f"scale:{outcome.name}", counts, shares={}) if felt else None
        yield Withheld(part_name(FELT, outcome.name), CLOSED) if drawn is None else _felt(outcome, drawn)
    if not outcome.changes:
        return
    yield Withheld(part_name(PAIRED, outcome.name), OF_PEOPLE_ALONE)
    waves = sieve.material.record.waves
    whole = [each for each in outcome.changes if (each.from_wave, each.wave) == (waves[0].name, waves[-1].name)]
    ways = sieve.ways(outcome.name) if whole else None
    if ways is None:
        yield Withheld(part_name(INDIVIDUAL, outcome.name), CLOSED)
        return
    counts = {name: ways[way] for name, way in OF_WAYS.items()}
    drawn = individual_change_chart(f"scale:{outcome.name}", counts, shares={})
    yield _named(INDIVIDUAL, outcome, whole[0], drawn)


def _paired(outcome: OutcomeTold, change: ChangeTold) -> Chart:
    before, after = change.pairs.before, change.pairs.after
    ends = tuple(
        End(wave=f"wave:{wave}", mean=mean_with_interval(pd.Series(scores, dtype="float64")))
        for wave, scores in ((change.from_wave, before), (change.wave, after))
    )
    return paired_change_chart(
        f"scale:{outcome.name}",
        list(zip(before.tolist(), after.tolist(), strict=True)),
        ends=(ends[0], ends[1]),
        score_range=outcome.score_range,
        missing=change.pairs.counts.lost,
    )


def _felt(outcome: OutcomeTold, chart: Chart) -> Chart:
    """The same of a change that is felt: its name and its sentence say so."""
    told = chart.finding
    finding = Finding(f"felt_{told.key}", told.values) if told.key in OF_INDIVIDUALS else told
    return dataclasses.replace(chart, name=part_name(FELT, outcome.name), finding=finding)


def _individual(outcome: OutcomeTold, pairs: Pairs, signs: SignTest, found: ReliableChange) -> Chart:
    scale, counts = f"scale:{outcome.name}", pairs.counts
    if found.threshold is None or found.reliability is None:
        ways = {"improved": signs.improved, "unchanged": signs.unchanged, "deteriorated": signs.deteriorated}
        return individual_change_chart(scale, ways, shares={}, missing=counts.lost)
    table = pd.DataFrame({"before": pairs.before, "after": pairs.after})
    categories = reliable_categories(table, "before", "after", found.threshold)
    shares = {str(key["category"]): each for key, each in zip(found.shares.keys, found.shares.estimates, strict=True)}
    return individual_change_chart(
        scale,
        found.counts,
        shares=shares,
        people=list(zip((table["after"] - table["before"]).tolist(), categories.tolist(), strict=True)),
        band=Band(
            threshold=found.threshold,
            reliability=found.reliability,
            reliability_name=found.reliability_name,
            by_error=found.expected_by_error,
        ),
        missing=counts.lost,
    )
