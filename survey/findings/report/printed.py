"""Tables as a sheet of paper holds them: numbers in words' place, intervals in one cell, nothing said twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.results import Cell
from survey.findings.telling.tongue import END, N_, Tongue

LOW, HIGH = "interval_low", "interval_high"
WITH_INTERVAL = ("value", "mean", "change", "percent")
"""The columns that an interval may belong to; the first there is has it."""
UNIT, NAMED_WITH_UNIT = "unit", "estimand"
P_VALUES = ("p_value", "figure_p_value", "adjusted_p_value")
SMALLEST_P = 0.001
PERCENT = ("percent", "respondents_percent", "register_percent", "difference")
NOTHING, LEFT_TO_RIGHT = "–", "\u2066"
POINT, FROM_TO = N_("%(label)s [interval]"), N_("%(value)s [%(low)s; %(high)s]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and whether it holds numbers."""

    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A table in one language. ``same``: what all rows share, told once beneath the caption."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    same: Sequence[str] = ()


def printed(caption: str, table: Mapping[str, Any], tongue: Tongue) -> Printed:
    """A table of a page, as ``table_in`` tells it, for paper."""
    columns = table["columns"]
    cells = {each["name"]: [row[place] for row in table["rows"]] for place, each in enumerate(columns)}
    has_intervals = any(value is not None for value in cells.get(LOW, ()))
    owner = next((name for name in WITH_INTERVAL if name in cells), "") if has_intervals else ""
    found: list[tuple[Column, list[str]]] = []
    for each in columns:
        name, label, values = each["name"], each["label"], cells[each["name"]]
        if name in (LOW, HIGH, UNIT) or all(value is None for value in values):
            continue
        if name == owner:
            label = tongue.gettext(POINT, label=label)
            shown = [_with_interval(name, row, tongue) for row in zip(values, cells[LOW], cells[HIGH], strict=True)]
        elif name == NAMED_WITH_UNIT and UNIT in cells:
            shown = [_with_unit(*row) for row in zip(values, cells[UNIT], strict=True)]
        else:
            shown = [cell_told(name, value, tongue) for value in values]
        is_numeric = each["numeric"] and name != "level"
        found.append((Column(label, is_numeric), shown))
    alike = [column for column, shown in found if not column.numeric and len(shown) > 1 and len(set(shown)) == 1]
    if len(alike) == sum(not column.numeric for column, _shown in found):
        alike = alike[1:]  # every row keeps a name
    same = [
        tongue.gettext("%(label)s: %(value)s", label=column.label, value=shown[0])
        for column, shown in found
        if column in alike
    ]
    kept = [(column, shown) for column, shown in found if column not in alike]
    rows = tuple(zip(*(shown for _column, shown in kept), strict=True))
    return Printed(caption, tuple(column for column, _shown in kept), rows, tuple(same))


def _with_unit(name: Cell, unit: Cell) -> str:
    return f"{name} ({unit})" if name and unit else str(name or NOTHING)


def _with_interval(column: str, cells: tuple[Cell, Cell, Cell], tongue: Tongue) -> str:
    """``11.0 [7.0; 14.9]``, each number apart where the text runs from right to left."""
    value, low, high = (cell_told(column, each, tongue) for each in cells)
    if cells[1] is None or cells[2] is None:
        return value
    if tongue.direction == "rtl":
        value, low, high = (f"{LEFT_TO_RIGHT}{each}{END}" for each in (value, low, high))
    return tongue.gettext(FROM_TO, value=value, low=low, high=high)


def cell_told(column: str, value: Cell, tongue: Tongue) -> str:
    """A cell as it is printed."""
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return value
    if column in P_VALUES and value < SMALLEST_P:
        return tongue.gettext("under %(value)s", value=tongue.number(SMALLEST_P, 3))
    if column == "level":
        return tongue.percent(value)
    decimals = 0 if isinstance(value, int) else 3 if column in P_VALUES else 1 if column in PERCENT else 2
    return signed(value, decimals, tongue)


def signed(value: float, decimals: int, tongue: Tongue) -> str:
    """A number whose minus stays before it in every direction."""
    if round(float(value), decimals) >= 0:
        return tongue.number(value, decimals)
    return tongue.signed(value, decimals)
