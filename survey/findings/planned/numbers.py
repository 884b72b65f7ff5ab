"""Every number of a record under a stable key, so that it can be computed again and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from analysis.results import Cell, Estimate
from analysis.tables import EstimateTable

OF_ESTIMATE = (
    *("value", "standard_error", "interval_low", "interval_high", "n", "missing"),
    *("standardiser", "degrees_of_freedom", "p_value"),
)
NAMES = ("variable", "category", "item", "covariate", "wave", "name", "term", "group", "delta")
"""Fields that tell one record of a list from another."""


def of_estimate(key: str, estimate: Estimate) -> Iterator[tuple[str, Cell]]:
    """The numbers of an Estimate: ``KEY#value``, ``KEY#interval_low`` and so on.

    >>> told = Estimate(estimand="mean", value=1.0, interval_low=0.0, interval_high=2.0, level=0.95, n=9, missing=1,
    ...                 missing_policy="available", method="t", unit="points")
    >>> dict(of_estimate("mood", told))["mood#value"]
    1.0
    """
    for name in OF_ESTIMATE:
        yield f"{key}#{name}", getattr(estimate, name)


def of_table(key: str, table: EstimateTable) -> Iterator[tuple[str, Cell]]:
    """The numbers of each row of a table of Estimates, each row named by its texts and its estimand."""
    for told, estimate in zip(table.keys, table.estimates, strict=True):
        named = [f"{name}={value}" for name, value in told.items() if isinstance(value, str) or name in NAMES]
        row = "/".join((key, *named, estimate.estimand, estimate.missing_policy))
        yield from of_estimate(row, estimate)
        yield from ((f"{row}#{name}", value) for name, value in told.items() if _is_number(value))
    for part in fields(table):
        if part.name not in ("keys", "estimates"):
            yield from numbers_of(f"{key}/{part.name}", getattr(table, part.name))


def numbers_of(key: str, told: Any) -> Iterator[tuple[str, Cell]]:
    """The numbers of any frozen record, of what it holds, and of lists and mappings; texts are no numbers.

    >>> dict(numbers_of("n", {"a": 1, "b": {"c": 2.5, "d": "text"}}))
    {'n/a': 1, 'n/b/c': 2.5}
    """
    if isinstance(told, Estimate):
        yield from of_estimate(key, told)
    elif isinstance(told, EstimateTable):
        yield from of_table(key, told)
    elif is_dataclass(told) and not isinstance(told, type):
        for part in fields(told):
            if part.compare:
                yield from numbers_of(f"{key}/{part.name}", getattr(told, part.name))
    elif isinstance(told, Mapping):
        for name, content in told.items():
            yield from numbers_of(f"{key}/{name}", content)
    elif isinstance(told, (tuple, list)):
        for place, content in enumerate(told):
            yield from numbers_of(f"{key}/{_name(content, place)}", content)
    elif _is_number(told) or told is None:
        yield key, told


def _name(content: Any, place: int) -> str:
    """What tells one of a list: its own names, else its place."""
    if isinstance(content, Estimate):
        return f"{content.estimand}.{place}"
    named = [str(getattr(content, name)) for name in NAMES if isinstance(getattr(content, name, None), str)]
    return "=".join(named) or str(place)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
