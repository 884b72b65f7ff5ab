"""The rules that look at PLAN.yaml as a whole: its columns, its scales, its waves, and the plan over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from survey.instrument.placed import Placed
from survey.instrument.plan import BEFORE_AFTER, CLUSTERS, DESIGNS, POST_ONLY, PlanFile, PlannedScale
from survey.instrument.plan_ground import Ground
from survey.instrument.plan_rules import plan_problems
from survey.instrument.problems import Problem
from survey.instrument.report import meant

SHARED = ("strata",)
"""Columns that may be another one too: strata are often the arms or the sites."""


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A plan as read, and where each of its keys stands."""

    placed: Placed
    found: PlanFile


def plan_file_problems(source: PlanSource) -> Iterator[Problem]:
    """Every problem and warning of a plan as a whole."""
    for rule in (_texts, _design, _columns, _scales):
        yield from rule(source)
    yield from plan_problems(_ground(source))


def _texts(source: PlanSource) -> Iterator[Problem]:
    for key, problem in source.placed.blank():
        if key.partition(".")[0] not in ("plan", "assigned"):
            yield problem


def _design(source: PlanSource) -> Iterator[Problem]:
    design, waves = source.found.design, source.found.waves
    if design and design not in DESIGNS:
        yield source.placed.problem("design", "unknown-design", f"`{design}` is not a design.", meant(design, DESIGNS))
    if design == POST_ONLY and len(waves) > 1:
        told = "The design post_only has exactly one wave."
        yield source.placed.problem("waves", "wrong-design", told, "Keep one wave, or write design: before_after.")
    if design == BEFORE_AFTER and len(waves) == 1:
        told = "The design before_after has at least two waves."
        yield source.placed.problem("waves", "wrong-design", told, "Add a wave, or write design: post_only.")
    for key in ("waves", "scales"):
        if key in source.placed.places and not getattr(source.found, key):
            yield source.placed.problem(key, "empty-list", f"`{key}` is empty.", "List at least one.")


def _columns(source: PlanSource) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name, column in asdict(source.found.columns).items():
        if column and column in seen and name not in SHARED:
            told = f"The column `{column}` is {seen[column]} and {name} at once."
            yield source.placed.problem(f"columns.{name}", "duplicate-column", told, "Name another column.")
        seen.setdefault(column, name)


def _scales(source: PlanSource) -> Iterator[Problem]:
    columns = {column: name for name, column in asdict(source.found.columns).items() if column}
    names: set[str] = set()
    for number, scale in enumerate(source.found.scales):
        where = f"scales.{number}"
        if scale.name and scale.name in names:
            told = f"The scale `{scale.name}` is there twice."
            yield source.placed.problem(f"{where}.name", "duplicate-name", told, "Give each scale a name of its own.")
        names.add(scale.name)
        for place, item in enumerate(scale.items):
            if item in columns:
                told = f"`{item}` is the column of {columns[item]}; it cannot count in a scale."
                yield source.placed.problem(f"{where}.items.{place}", "wrong-scale", told, "Remove it.")
        yield from _scale(source.placed, scale, where)


def _scale(placed: Placed, scale: PlannedScale, where: str) -> Iterator[Problem]:
    if not scale.items and f"{where}.items" in placed.places:
        told = "The scale has no item."
        yield placed.problem(f"{where}.items", "wrong-scale", told, "List the names of its columns.")
    if scale.items and scale.minimum_answered > len(scale.items):
        told = f"`minimum_answered` must be from 1 to {len(scale.items)}, the number of items."
        remedy = f"Write {max(1, round(len(scale.items) * 0.75))}."
        yield placed.problem(f"{where}.minimum_answered", "wrong-scale", told, remedy)
    for number, item in enumerate(scale.reverse):
        if item not in scale.items:
            told = f"`{item}` is reversed but is not an item of the scale."
            yield placed.problem(f"{where}.reverse.{number}", "unknown-item", told, meant(item, scale.items))
    if scale.range is None and f"{where}.range" not in placed.places and (scale.score_range or scale.reverse):
        told = f"`{scale.name}` does not say how far its items go: the answers that happen to come will."
        yield placed.problem(where, "untold-range", told, "Add `range: [1, 5]`, say.", warning=True)


def _ground(source: PlanSource) -> Ground:
    found, columns = source.found, source.found.columns
    elsewhere = {item: f"It is an item of `{scale.name}`." for scale in found.scales for item in scale.items}
    for name in ("participant_id", "wave", "weight", *CLUSTERS):
        column = getattr(columns, name)
        if column:
            elsewhere[column] = f"It is the column of {name}."
    return Ground(
        placed=source.placed,
        design=found.design,
        assigned=found.assigned,
        plan=found.plan,
        scales={scale.name: scale.score_range or scale.range for scale in found.scales},
        of_scales="this file",
        waves=found.waves or None,
        arms=None if columns.arm else (),
        variables=None,
        elsewhere=elsewhere,
        arm=columns.arm,
        clusters=tuple(name for name in CLUSTERS if getattr(columns, name)),
        columns="columns",
        has_weight=columns.weight is not None,
        arms_remedy="Name their column, `arm`, under `columns`, or write design: before_after.",
        weight_remedy="Name it under `columns`: `weight: …`.",
    )
