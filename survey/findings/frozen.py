"""Charts as text and back: what a release keeps, so that staff see the figures as they were."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from analysis.charts import chart as chart_module
from analysis.charts import specification
from analysis.results import Estimate, Finding

KIND = "kind of record"
"""The entry that names the class of a record; no field is called so."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A chart that is not shown: its name, and the key of why."""

    name: str
    reason: str


Shown = chart_module.Chart | Withheld


def _classes() -> dict[str, type]:
    """Every record a chart is made of, by its name; nothing else is ever made from a text."""
    modules = (specification, chart_module)
    found = {name: each for module in modules for name, each in vars(module).items() if isinstance(each, type)}
    kept = {name: each for name, each in found.items() if is_dataclass(each)}
    return kept | {"Estimate": Estimate, "Finding": Finding, "Withheld": Withheld}


CLASSES = _classes()


def to_text(charts: Sequence[Shown]) -> str:
    """Charts as JSON; raises ValueError for a number that is not finite, and for marks: a release tells of nobody."""
    if any(chart.marks for chart in charts if isinstance(chart, chart_module.Chart)):
        raise ValueError("These charts mark interviewed people, which a release never does.")
    return json.dumps([plain(each) for each in charts], ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def from_text(text: str) -> tuple[Shown, ...]:
    """The charts of a JSON that ``to_text`` wrote."""
    return tuple(record_of(each) for each in json.loads(text))


def plain(value: Any) -> Any:
    """A record as plain JSON, its class named beside its fields."""
    if is_dataclass(value) and not isinstance(value, type):
        return {KIND: type(value).__name__} | {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(content) for key, content in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(content) for content in value]
    return value


def record_of(told: Any, classes: Mapping[str, type] = CLASSES) -> Any:
    """The record that ``plain`` wrote down; nothing but ``classes`` is ever made."""
    if isinstance(told, list):
        return tuple(record_of(each, classes) for each in told)
    if isinstance(told, dict):
        known = {name: record_of(content, classes) for name, content in told.items() if name != KIND}
        return classes[told[KIND]](**known) if KIND in told else known
    return told
