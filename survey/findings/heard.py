"""Among whom interviews were held: thirds of everyone, what the register says, waves; and where nobody was heard."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.charts.marks import BANDS
from analysis.disclosure.options import merged_options
from survey.findings.current import Current
from survey.findings.figures.change import NAME as CHANGE
from survey.findings.figures.register import ATTRIBUTES, LANGUAGE, PROFILE
from survey.findings.interviewed import quantities
from survey.findings.material import Material
from survey.findings.populations import EVERYONE, REGISTER
from survey.findings.thirds import NO_THIRDS, Quantity, participants_of, thirds_of

OF_SCALE, OF_REGISTER, OF_WAVES = "scale", "register", "wave"
NOBODY, FEW = "nobody", "few"
HALF = 0.5
"""Fewer than this share of the people there would be if the interviewed were spread as everyone is: far too few."""
NOWHERE = -1
TOO_FEW = "too_few"
Held = Sequence[tuple[int, str | None]]
"""Whose each interview is, and the wave it belongs to."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of everyone: how many answered and how many of them were interviewed; ``keys`` tell what it is called."""

    keys: tuple[str, ...]
    answered: int
    interviewed: int
    expected: float

    @property
    def gap(self) -> str:
        """``nobody``, ``few`` or ''; where nobody can be placed at all, nothing is a gap."""
        if not self.expected or self.interviewed >= HALF * self.expected:
            return ""
        return FEW if self.interviewed else NOBODY

    @property
    def lacking(self) -> float:
        """How many people more there would be if the interviewed were spread as everyone is."""
        return self.expected - self.interviewed


def _nobody() -> NDArray[np.int64]:
    return np.array([], dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """The parts of everyone by one thing; ``why_not`` where they may not be told.

    ``at``: the part in which each of ``participants`` stands, -1 for none. ``of``: what of a scale, and at which wave.
    """

    kind: str
    name: str
    of: tuple[str, str] = ("", "")
    parts: tuple[Part, ...] = ()
    why_not: str = ""
    participants: NDArray[np.int64] = field(default_factory=_nobody)
    at: NDArray[np.int64] = field(default_factory=_nobody)

    @property
    def placed(self) -> int:
        """How many interviewed people stand in one of the parts."""
        return sum(part.interviewed for part in self.parts)


def strips(found: Current, linked: Collection[int], held: Held) -> tuple[Strip, ...]:
    """Every strip of a study. ``linked``: the people whose interview may stand beside their answers."""
    return (*_of_scales(found, linked), *_of_register(found, linked), *_of_waves(found, held))


def _of_scales(found: Current, linked: Collection[int]) -> Iterator[Strip]:
    """The scores of the last wave, and the change."""
    last = found.material.last_wave.name
    for (scale, of, wave, _chart), quantity in quantities(found.material, found.protection):
        if of == CHANGE or wave == last:
            yield _thirds(found, quantity, (scale, of, wave), linked)


def _thirds(found: Current, quantity: Quantity, place: tuple[str, str, str], linked: Collection[int]) -> Strip:
    scale, *of = place
    thirds = None if quantity.closed else thirds_of(found.protection, quantity)
    if thirds is None:
        return Strip(OF_SCALE, scale, (of[0], of[1]), why_not=quantity.closed or NO_THIRDS)
    values = quantity.values
    ordered = np.select([np.isnan(values), values <= thirds.lower, values >= thirds.upper], [NOWHERE, 0, 2], 1)
    people = participants_of(found.material, quantity.population)
    keys = [(f"band:{band}",) for band in BANDS]
    parts = _parts(keys, ordered, np.ones(len(people), dtype=bool), np.isin(people, list(linked)))
    return Strip(OF_SCALE, scale, (of[0], of[1]), parts, "", people, ordered)


def _of_register(found: Current, linked: Collection[int]) -> Iterator[Strip]:
    """Filters and whatever else is known of everyone, as far as those who answered at the last wave differ in it."""
    material = found.material
    if material.origin == REGISTER:
        people, table, answered = material.register_people, material.register, material.answered
    else:
        people = participants_of(material, material.last_wave.name)
        table = material.populations[material.last_wave.name].people
        answered = np.ones(len(people), dtype=bool)
    for name in _variables(material, table):
        values = table[name]
        order = list(values.dropna().unique())
        if len(order) < 2:
            continue
        groups = _groups(found, name, order, values[answered])
        if groups is None:
            yield Strip(OF_REGISTER, name, why_not=TOO_FEW)
            continue
        place = {value: at for at, group in enumerate(groups) for value in group}
        at = np.asarray(values.map(place).fillna(NOWHERE), dtype=np.int64)
        keys = [tuple(f"category:{name}:{value}" for value in group) for group in groups]
        yield Strip(
            OF_REGISTER,
            name,
            parts=_parts(keys, at, answered, np.isin(people, list(linked))),
            participants=people,
            at=at,
        )


def _variables(material: Material, table: pd.DataFrame) -> Iterator[str]:
    profile = (PROFILE + variable.name for variable in material.record.study.register.profile)
    return (name for name in (*ATTRIBUTES, LANGUAGE, *profile) if name in table.columns)


def _groups(found: Current, name: str, order: list[str], answered: pd.Series) -> tuple[tuple[str, ...], ...] | None:
    """The categories, those of too few people told together, and those that may not be chosen as a filter."""
    known = found.material.columns.attributes[name].names
    order.sort(key=lambda value: known.index(value) if value in known else len(known))
    counts = answered.value_counts()
    is_filter = name in found.material.dimensions and name != LANGUAGE
    wave, protection = found.material.last_wave.name, found.protection
    if protection.closed(wave, EVERYONE):
        return None
    closed = {value for value in order if is_filter and protection.closed(wave, ((name, value),))}
    sizes = [0 if value in closed else int(counts.get(value, 0)) for value in order]
    groups = merged_options(sizes, minimum_cell=protection.minimum_cell, ordered=False)
    return None if groups is None else tuple(tuple(order[at] for at in group) for group in groups)


def _of_waves(found: Current, held: Held) -> Iterator[Strip]:
    """When people answered and when they were interviewed: it is said of the interview, and nothing of the person."""
    material = found.material
    waves = [wave.name for wave in material.record.waves if not found.protection.closed(wave.name, EVERYONE)]
    if len(waves) > 1:
        answered = [len(material.populations[wave].rows) for wave in waves]
        heard = [len({person for person, at in held if at == wave}) for wave in waves]
        yield Strip(OF_WAVES, OF_WAVES, parts=_shared([(f"wave:{wave}",) for wave in waves], answered, heard))


def _parts(
    keys: Sequence[tuple[str, ...]], at: NDArray[np.int64], answered: NDArray[np.bool_], heard: NDArray[np.bool_]
) -> tuple[Part, ...]:
    known = at >= 0
    of_each = [np.bincount(at[known & mask], minlength=len(keys)).tolist() for mask in (answered, heard)]
    return _shared(keys, *of_each)


def _shared(keys: Sequence[tuple[str, ...]], answered: Sequence[int], heard: Sequence[int]) -> tuple[Part, ...]:
    """The parts; expected are the interviewed, spread as those who answered are."""
    everyone, placed = sum(answered), sum(heard)
    return tuple(
        Part(key, people, interviewed, placed * people / everyone if everyone else 0.0)
        for key, people, interviewed in zip(keys, answered, heard, strict=True)
    )
