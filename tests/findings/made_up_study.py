"""Studies made up by chance, as the columns that figures are computed from: nothing is stored, nobody is asked."""

from __future__ import annotations

import dataclasses
import datetime
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from staff_study import CALM, questionnaire, study

from survey.dataset.cache import RegisterFrame, StudyColumns
from survey.dataset.coded import NOT_ANSWERED_CODE, REFUSED_CODE, Coded
from survey.dataset.columns import Version, question_columns
from survey.findings.material import Material, material
from survey.instrument.definition import Choice, Questionnaire
from survey.instrument.plan import Contrast, Plan, Weights
from survey.instrument.study import Arm, ProfileVariable
from survey.store.data_versions import DataVersion
from survey.store.studies import StudyRecord, WaveRecord

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
ARM, THIRD = "arm", "talk"
AGE, AGE_NAME = "register.age", "age"
ABSENT = -9
"""Somebody of the register who sent nothing at a wave."""
BLANK, REFUSED = NOT_ANSWERED_CODE, REFUSED_CODE


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A study with everything that is hidden behind its figures.

    places: one row per person of the register, a column per filter, then the age. said: by wave one row per person and
    one column per item, the number of the option, ``BLANK``, ``REFUSED`` or ``ABSENT``.
    """

    filters: tuple[str, ...]
    minimum_cell: int
    options: int
    places: tuple[tuple[str, ...], ...]
    said: Mapping[str, np.ndarray]
    plan: Plan = Plan(primary=("wellbeing",))

    @property
    def items(self) -> tuple[str, ...]:
        """The names of the items."""
        return tuple(f"item_{number}" for number in range(next(iter(self.said.values())).shape[1]))

    @property
    def arms(self) -> tuple[str, ...]:
        """The arms that somebody is in, where there are any."""
        return (
            tuple(sorted({place[self.filters.index("arm")] for place in self.places})) if "arm" in self.filters else ()
        )

    @property
    def has_blanks(self) -> bool:
        """Whether somebody left an item blank."""
        return any(np.isin(said, (BLANK, REFUSED)).any() for said in self.said.values())

    def variables(self) -> tuple[str, ...]:
        """The columns of ``places``."""
        return (*self.filters, AGE)


def made_up(seed: int, minimum_cell: int | None = None) -> MadeUp:
    """Sites within regions, arms beside them; answers that crowd at one end.

    Odd seeds have two waves. In every third study some leave items blank, two of three have arms.
    """
    luck = np.random.default_rng([2026, seed])
    several = seed % 2 == 1
    drawn = int(luck.choice([5, 10]))
    places = _places(luck, arms=seed % 3 > 0, most=40 if drawn == 10 else 22)
    if seed % 6 in (1, 4):
        places += _third_arm(seed, places)
    items, options = (1, 3) if several else ((3, 3), (1, 4), (2, 3))[seed % 3]
    stays = luck.uniform(0.6, 0.95)
    blank = 0.04 if seed % 3 == 2 else 0.0
    waves = {
        wave: _answers(luck, (len(places), items), options, stays=stays, blank=blank)
        for wave in ("entry", "exit")[1 - several :]
    }
    if several:
        waves["exit"][(waves["entry"] == ABSENT).all(axis=1) & (luck.random(len(places)) < 0.7)] = ABSENT
    filters = ("region", "site", "arm") if len(places[0]) == 4 else ("region", "site")
    return MadeUp(filters, minimum_cell or drawn, options, places, waves, _plan(seed, filters, tuple(waves)))


MARGINS = ((), (AGE_NAME,), ("region",), ("region", AGE_NAME), ("site",))


def _plan(seed: int, filters: tuple[str, ...], waves: tuple[str, ...]) -> Plan:
    """Figures within regions and sites; change, level and arms compared; weights and shifts of the lost in some."""
    change = (waves[-1], waves[0] if len(waves) > 1 else None)
    arms = [Contrast(*change, "support", "advice"), Contrast(waves[-1], None, "support", "advice")]
    margins = MARGINS[seed // 2 % len(MARGINS)]
    method = "none" if not margins else ("raking", "post_stratification")[seed // 3 % 2]
    return Plan(
        primary=("wellbeing",),
        contrasts=tuple(dict.fromkeys((Contrast(*change), Contrast(waves[-1]), *(arms if ARM in filters else ())))),
        subgroups=(*filters, AGE_NAME),
        weights=Weights(method, margins),
        deltas=(0.0, -5.0) if seed % 4 < 2 else (),
    )


def _places(luck: np.random.Generator, *, arms: bool, most: int) -> tuple[tuple[str, ...], ...]:
    """Regions of two or three sites each, of very different sizes."""
    rows: list[tuple[str, ...]] = []
    for region in ("north", "south", "west")[: int(luck.integers(2, 4))]:
        for number in range(int(luck.integers(1, 4))):
            for arm in ("advice", "support") if arms else ("",):
                for age in ("young", "old"):
                    size = int(luck.choice([0, luck.integers(1, 6), luck.integers(6, 14), luck.integers(8, most)]))
                    rows += [(region, f"{region}_{number}", *([arm] if arms else []), age)] * size
    return tuple(rows) or ((("north", "north_0", "young")),)


def _third_arm(seed: int, places: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """People of an arm that few are in, or none: ``talk``, at the sites of the others."""
    luck = np.random.default_rng([2027, seed])
    sites = sorted({place[:2] for place in places})
    sizes = luck.choice([0, 0, 2, 4, 9], size=len(sites))
    return tuple((*site, THIRD, "young") for site, size in zip(sites, sizes, strict=True) for _ in range(size))


def _answers(
    luck: np.random.Generator, shape: tuple[int, int], options: int, *, stays: float, blank: float
) -> np.ndarray:
    said = luck.choice(options, size=shape, p=luck.dirichlet(np.full(options, 0.7)))
    said = np.where(luck.random(shape) < blank, luck.choice([BLANK, REFUSED], size=shape), said)
    said[luck.random(shape[0]) > stays] = ABSENT
    return said


def material_of(found: MadeUp) -> Material:
    """The study as figures take it: columns, register, populations."""
    record, asked = _record(found), _asked(found)
    number = {name: at for at, name in enumerate(found.variables())}
    rows = [
        (wave, person)
        for wave, said in found.said.items()
        for person in np.flatnonzero((said != ABSENT).any(axis=1)).tolist()
    ]
    attributes = {name: _coded([found.places[person][at] for _, person in rows]) for name, at in number.items()}
    attributes |= {"origin": Coded(array("h", [0] * len(rows)), ("register",))}
    attributes.setdefault("arm", Coded(array("h", [-1] * len(rows)), ()))
    answers = {
        item: Coded(
            array("h", [int(found.said[wave][person, at]) for wave, person in rows]),
            tuple(str(place) for place in range(found.options)),
        )
        for at, item in enumerate(found.items)
    }
    version, waves = DataVersion("token", NOON, len(rows), "foundation"), list(found.said)
    columns = StudyColumns(
        record=record,
        version=version,
        participants=array("q", [person for _, person in rows]),
        sent=array("d", [NOON.timestamp()] * len(rows)),
        first_sent=array("d", [NOON.timestamp()] * len(rows)),
        waves=Coded(array("h", [waves.index(wave) for wave, _ in rows]), tuple(waves)),
        attributes=attributes,
        answers=answers,
        questions={column.name: column for column in question_columns((asked,)) if column.name in answers},
        questionnaire=Coded(array("h", [0] * len(rows)), (asked.digest,)),
        questionnaires=(asked,),
        submissions=array("q", range(len(rows))),
    )
    everyone = {name: _coded([place[at] for place in found.places]) for name, at in number.items()}
    return material(columns, RegisterFrame(record, version, array("q", range(len(found.places))), everyone))


def _coded(values: Sequence[str]) -> Coded:
    names = tuple(sorted(set(values)))
    return Coded(array("h", [names.index(value) for value in values]), names)


def _asked(found: MadeUp) -> Version:
    tiny: Questionnaire = questionnaire(*(dataclasses.replace(CALM, name=name) for name in found.items))
    scale = dataclasses.replace(
        tiny.scales[0], items=found.items, reverse=(), minimum_answered=len(found.items), score_range=(0, 100)
    )
    often = tuple(Choice(str(place), {"en": f"Option {place}"}) for place in range(found.options))
    return Version("digest", dataclasses.replace(tiny, choices={"often": often}, scales=(scale,)))


def _record(found: MadeUp) -> StudyRecord:
    waves = tuple(found.said)
    told = study("made_up", found.minimum_cell, waves)
    groups = {name: tuple(dict.fromkeys(place[at] for place in found.places)) for at, name in enumerate(found.filters)}
    told = dataclasses.replace(
        told,
        design="before_after" if len(waves) > 1 else "post_only",
        filters=found.filters,
        plan=found.plan,
        sites=tuple(Arm(name, {"en": name}) for name in groups["site"]),
        arms=tuple(Arm(name, {"en": name}) for name in groups.get("arm", ("all",))),
        register=dataclasses.replace(told.register, profile=(ProfileVariable("age", "age", {"en": "Age"}),)),
    )
    records = tuple(WaveRecord(at, 1, name, at, "digest", NOON, None) for at, name in enumerate(waves))
    return StudyRecord(1, told.name, told, False, 1, records)
