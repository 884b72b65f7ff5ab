"""What may be shown of a study's material: bases, means and tables, protected together for each population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.disclosure.alike import alike_bases, telling_bases
from analysis.disclosure.bases import Opening, open_bases
from analysis.disclosure.bins import Thirds
from analysis.disclosure.changes import EarlierRelease
from analysis.disclosure.closing import EVERYONE
from analysis.disclosure.dominance import dominated
from analysis.disclosure.tables import Tables, open_parts, open_tables
from survey.findings.material import Material
from survey.findings.populations import BOTH, Base, Population
from survey.findings.scales import Numbers

MOST_FILTERS = 2
ANSWERED = "answered"
TWO_FILTERS = "two_filters"
"""Why a figure of one wave is closed where two filters are chosen: the wave counts as a filter too."""
WAVES = "waves"
"""Why: only a few people answered at this wave and not at the others."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the people of a population stand: a row of ``table`` per place, and the place of each person."""

    table: pd.DataFrame
    of_person: NDArray[np.int64]

    def counts(self, codes: NDArray[np.int64], names: Sequence[str]) -> pd.DataFrame:
        """How many people of each place have each code from 0 on; codes below 0 are not counted."""
        known = codes >= 0
        cells = self.of_person[known] * len(names) + codes[known]
        shape = (len(self.table), len(names))
        counted = np.bincount(cells, minlength=shape[0] * shape[1]).reshape(shape)
        return pd.concat([self.table, pd.DataFrame(counted, columns=list(names))], axis=1)

    def ends(self, values: Numbers) -> tuple[Numbers, Numbers]:
        """The lowest and the highest value known at each place, NaN where there is none."""
        grouped = pd.Series(values).groupby(self.of_person)
        ends = grouped.agg(["min", "max"]).reindex(range(len(self.table))).to_numpy(dtype=np.float64)
        return ends[:, 0], ends[:, 1]


@dataclass(frozen=True, slots=True)
class Protection:
    """The openings of each population, and the tables and thirds asked for so far (made once, then remembered)."""

    minimum_cell: int
    openings: Mapping[str, Opening]
    reasons: Mapping[str, Mapping[Base, str]]
    places: Mapping[str, Places]
    remembered: dict[tuple[str, ...], Tables] = field(default_factory=dict)
    thirds: dict[tuple[str, str, str], Thirds | None] = field(default_factory=dict)
    alike: dict[tuple[str, ...], frozenset[Base]] = field(default_factory=dict)
    released: bool = False
    """Whether the figures are for people who may not read answers, as a researcher may."""

    def closed(self, population: str, base: Base) -> str:
        """Why a base is closed in a population; '' when it is open."""
        if base in self.openings[population].open and base not in self.reasons[population]:
            return ""
        own = self.reasons[population].get(base) or self.openings[population].reasons.get(base)
        return own or (TWO_FILTERS if len(base) >= most_filters(self, population) else "too_few")

    def means(
        self,
        key: tuple[str, ...],
        population: str,
        base: Base,
        values: Numbers,
        ends: tuple[float, float] | None = None,
    ) -> str:
        """Why a mean of the values that are known (not NaN) is closed; '' when it is open.

        ``ends``: the lowest and the highest score there could be; None for changes.
        """
        full = ("mean", population, *key)
        known = np.where(np.isnan(values), -1, 0)
        closed = self.closed(population, base) or self._closed_table(full, population, base, known, (ANSWERED,))
        if closed:
            return closed
        if full not in self.alike:
            lowest, highest = self.places[population].ends(values)
            self.alike[full] = alike_bases(self.places[population].table, lowest, highest, self.openings[population])
            if self.released:
                self.alike[full] |= self._dominated(population, values, ends)
        return EVERYONE if base in self.alike[full] else ""

    def _dominated(self, population: str, values: Numbers, ends: tuple[float, float] | None) -> frozenset[Base]:
        """The bases whose mean would be made by two people, or leave such a one."""
        places = self.places[population]
        amounts = [np.abs(values)] if ends is None else [values - ends[0], ends[1] - values]

        def tells(_base: Base, _parts: Sequence[Base], members: NDArray[np.bool_]) -> bool:
            return any(dominated(each[members[places.of_person]]) for each in amounts)

        return telling_bases(places.table, self.openings[population], tells)

    def _closed_table(
        self,
        key: tuple[str, ...],
        population: str,
        base: Base,
        codes: NDArray[np.int64],
        names: Sequence[str],
    ) -> str:
        if key not in self.remembered:
            counts = self.places[population].counts(codes, names)
            self.remembered[key] = open_parts(
                counts, self.openings[population], minimum_cell=self.minimum_cell, bounded=self.released
            )
        tables = self.remembered[key]
        return "" if base in tables.cells else tables.reasons.get(base, "too_few")

    def parts(
        self, key: tuple[str, ...], population: str, base: Base, codes: NDArray[np.int64], *, names: Sequence[str]
    ) -> tuple[int, ...] | None:
        """The exact count of each part where all may be told; None where they may not."""
        if self.closed(population, base):
            return None
        full = ("parts", population, *key)
        return None if self._closed_table(full, population, base, codes, names) else self.remembered[full].cells[base]

    def table(
        self,
        key: tuple[str, ...],
        population: str,
        codes: NDArray[np.int64],
        *,
        names: Sequence[str],
        ordered: bool = True,
        neutral: int | None = None,
        suited: Sequence[str] = (),
    ) -> Tables:
        """The tables of one item: codes from 0 on are its options in order; ``suited``: filters they should stand."""
        full = ("table", population, *key)
        if full not in self.remembered:
            self.remembered[full] = open_tables(
                self.places[population].counts(codes, names),
                self.openings[population],
                minimum_cell=self.minimum_cell,
                ordered=ordered,
                neutral=neutral,
                suited=suited,
                bounded=self.released,
            )
        return self.remembered[full]


def most_filters(protection: Protection, population: str) -> int:
    """How many filters can be chosen at once: one fewer where a wave is chosen too."""
    return MOST_FILTERS - (BOTH in protection.openings and population != BOTH)


def protection(material: Material, earlier: Mapping[str, Sequence[EarlierRelease]] | None = None) -> Protection:
    """What may be shown of ``material``; what may be released of it, beside the ``earlier`` releases by population."""
    minimum = material.record.study.minimum_cell
    openings = {
        name: open_bases(
            population.people,
            material.dimensions,
            minimum_cell=minimum,
            most=MOST_FILTERS - (material.has_pairs and name != BOTH),
            earlier=(earlier or {}).get(name, ()),
        )
        for name, population in material.populations.items()
    }
    return Protection(
        minimum_cell=minimum,
        openings=openings,
        reasons={name: _between_waves(material, name, openings[name]) for name in material.populations},
        places={name: _places(population, material.dimensions) for name, population in material.populations.items()},
        released=earlier is not None,
    )


def _places(population: Population, dimensions: Sequence[str]) -> Places:
    if not dimensions:
        return Places(pd.DataFrame(index=range(1)), np.zeros(len(population.rows), dtype=np.int64))
    coded = population.people[list(dimensions)]
    grouped = coded.groupby(list(dimensions), dropna=False, sort=True)
    table = grouped.size().reset_index()[list(dimensions)].astype(object)
    return Places(table.where(table.notna(), None), np.asarray(grouped.ngroup(), dtype=np.int64))


def _between_waves(material: Material, name: str, opening: Opening) -> Mapping[Base, str]:
    """Bases of one wave closed because a few of their people alone are missing at the other waves.

    Figures of those who answered both times stand on the same page: the difference would tell of these few. A wave's
    parts by one filter are closed all together, since one of them is what the others leave.
    """
    if not material.has_pairs or name == BOTH:
        return {}
    population, both = material.populations[name], material.populations[BOTH]
    alone = ~np.isin(population.rows, np.concatenate([both.rows, both.earlier]))
    minimum = material.record.study.minimum_cell
    if 0 < alone.sum() < minimum:
        return dict.fromkeys(opening.open, WAVES)
    closed: dict[Base, str] = {}
    for dimension in material.dimensions:
        left = population.people.loc[alone, dimension].value_counts(dropna=False)
        if ((left > 0) & (left < minimum)).any():
            closed |= {base: WAVES for base in opening.open if any(pair[0] == dimension for pair in base)}
    return closed
