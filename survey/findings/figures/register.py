"""The chart of the people who answered beside the register they come from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.charts.chart import Chart
from analysis.charts.register import Category, Variable, register_chart
from analysis.disclosure.bases import open_bases
from analysis.disclosure.categories import merged_categories
from analysis.disclosure.tables import Tables, open_parts
from survey.findings.material import Material
from survey.findings.populations import EVERYONE, REGISTER, Base
from survey.findings.protection import Protection
from survey.findings.thirds import Interviewed, listed

NAME, LANGUAGE = "register", "language"
ATTRIBUTES = ("arm", "site", "event")
PROFILE = "register."


def register(material: Material, protection: Protection, base: Base, interviewed: Interviewed) -> Chart | None:
    """Shares of respondents and of the register for each variable; None without a register, or a filter it lacks.

    The language somebody answered in is not the one the register says: it is no variable here, and no filter.
    """
    unknown = any(name == LANGUAGE for name, _ in base)
    if material.origin != REGISTER or unknown or protection.closed(material.last_wave.name, base):
        return None
    chosen = {name for name, _ in base}
    names = [name for name in variables(material) if name not in chosen]
    if not names:
        return None
    chart = register_chart([_variable(material, protection, base, name) for name in names], name=NAME)
    if chart.specification is None:
        return chart
    here = material.register_people[_inside(material, base)]
    return dataclasses.replace(chart, marks=listed(here, interviewed.at(material.last_wave.id)))


def _inside(material: Material, base: Base) -> NDArray[np.bool_]:
    """Which people of the register belong to a base."""
    found = np.ones(len(material.register), dtype=bool)
    for name, value in base:
        found &= (material.register[name] == value).to_numpy()
    return found


def variables(material: Material) -> list[str]:
    """What the register says about everyone, in the order of the study."""
    study = material.record.study
    declared = {"arm": study.arms, "site": study.sites, "event": study.events}
    profile = [PROFILE + variable.name for variable in study.register.profile]
    return [*(name for name in ATTRIBUTES if len(declared[name]) > 1), *profile]


def _variable(material: Material, protection: Protection, base: Base, name: str) -> Variable:
    table = material.register
    inside = _inside(material, base)
    missing = table[name].isna().to_numpy() & inside
    counts = (int((missing & material.answered).sum()), int(missing.sum()))
    groups = _groups(material, protection, name)
    groups = groups if _may_be_told(material, protection, base, name, groups or ()) else None
    cells = _cells(material, protection, name, groups).get(base) if groups else None
    pairs = zip(cells[::2], cells[1::2], strict=True) if cells else ()
    told = zip(groups or (), pairs, strict=False)
    categories = tuple(Category(_key(name, group), answered, answered + others) for group, (answered, others) in told)
    return Variable(
        variable=f"variable:{name}",
        categories=categories,
        respondents_missing=counts[0],
        register_missing=counts[1],
        hidden="" if categories else "too_few",
    )


def _key(name: str, group: Sequence[str]) -> str:
    return "|".join(f"category:{name}:{value}" for value in group) if len(group) < 3 else "other"


def _may_be_told(
    material: Material, protection: Protection, base: Base, name: str, groups: Sequence[Sequence[str]]
) -> bool:
    """Whether the categories of a variable that is a filter too may be chosen: it would tell of those that may not."""
    alone = [group[0] for group in groups if len(group) == 1] if name in material.dimensions else []
    within = (tuple(sorted((*base, (name, value)))) for value in alone)
    return not any(protection.closed(material.last_wave.name, each) for each in within)


def _groups(material: Material, protection: Protection, name: str) -> tuple[tuple[str, ...], ...] | None:
    """The categories of a variable, merged once, on everyone."""
    column = material.register[name]
    everyone = column.value_counts()
    answered = column[material.answered].value_counts()
    order = list(_order(material, name, everyone.index))
    closed = [value for value in order if not _may_be_told(material, protection, EVERYONE, name, ((value,),))]
    return merged_categories(
        {value: int(answered.get(value, 0)) for value in order},
        {value: int(everyone[value]) for value in order},
        minimum_cell=protection.minimum_cell,
        together=closed,
    )


def _order(material: Material, name: str, present: pd.Index) -> Iterator[str]:
    """The categories there are, in the order the study declares them."""
    known = material.columns.attributes[name].names if name in material.columns.attributes else ()
    yield from (value for value in known if value in present)
    yield from (value for value in present if value not in known)


def _cells(
    material: Material, protection: Protection, name: str, groups: Sequence[Sequence[str]]
) -> Mapping[Base, tuple[int, ...]]:
    """For each base where all of them may be told: who answered and who did not, group by group."""
    key = (NAME, name)
    if key not in protection.remembered:
        protection.remembered[key] = _tables(material, protection, name, groups)
    return protection.remembered[key].cells


def _tables(material: Material, protection: Protection, name: str, groups: Sequence[Sequence[str]]) -> Tables:
    dimensions = [each for each in material.dimensions if each not in (LANGUAGE, name)]
    place = {value: at for at, group in enumerate(groups) for value in group}
    at = material.register[name].map(place)
    cell = at * 2 + np.where(material.answered, 0, 1)
    table = material.register[dimensions].assign(cell=cell).dropna(subset=["cell"])
    columns = list(range(2 * len(groups)))
    if dimensions:
        wide = table.groupby([*dimensions, "cell"], dropna=False).size().unstack("cell", fill_value=0)
        counts = wide.reindex(columns=columns, fill_value=0).reset_index()
        counts[dimensions] = counts[dimensions].astype(object).where(counts[dimensions].notna(), None)
    else:
        counts = table["cell"].value_counts().reindex(columns, fill_value=0).to_frame().T.reset_index(drop=True)
    counts.columns = [*dimensions, *map(str, columns)]
    most = 2 - material.has_pairs
    opening = open_bases(material.register, dimensions, minimum_cell=protection.minimum_cell, most=most)
    return open_parts(counts, opening, minimum_cell=protection.minimum_cell, bounded=protection.released)
