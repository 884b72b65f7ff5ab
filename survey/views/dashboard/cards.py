"""A chart as its card shows it: numbers written in the language of the page, marks by their third."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from babel.numbers import format_decimal

from survey.views.dashboard import measured

Raw = str | int | float | None
NOTHING: Mapping[str, str] = {}
FINE = 3
"""Below this, numbers of a column need a second decimal: 0.43 standard deviations, not 0.4."""
PROBABILITY, OF_PROBABILITY, LEAST = "p_value", 3, 0.001
"""How columns of p-values end, their decimals, and below what one is not told exactly."""
LEFT_TO_RIGHT, END = "\u2066", "\u2069"
"""Around a text that runs so in every language."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    label: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a chart, written out; a cell is None where there is nothing to show.

    ``same``: headings of folded columns with what all rows share.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str | None, ...], ...]
    same: tuple[tuple[str, str], ...] = ()

    @property
    def has_gaps(self) -> bool:
        """Whether some cell shows nothing."""
        return any(cell is None for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Third:
    """The interviewed people of one third by the numbers of their interviews; label: '' where no third is told.

    ``band`` and ``key`` lead to its voices and say nothing more of it; '' where there are none.
    """

    label: str
    interviews: tuple[int, ...]
    why_not: str = ""
    band: str = field(default="", compare=False)
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Marked:
    """The thirds of one thing that a chart shows; label: '' where it shows one thing only.

    ``place``, by which an address names these marks, and ``measure``, the scale or question, lead to voices and back;
    ``measure`` is '' where it is none or several.
    """

    label: str
    thirds: tuple[Third, ...]
    place: str = field(default="", compare=False)
    measure: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Card:
    """One chart. ``why_not`` is the sentence in place of a picture; n and missing are None where they are not told.

    ``shows``: the scales and questions of which it shows something.
    """

    name: str
    kind: str
    title: str
    sentence: str
    why_not: str
    n: int | None
    missing: int | None
    unit: str
    method: str
    source: str
    as_of: datetime.date | None
    table: Table
    marked: tuple[Marked, ...]
    drawn: bool
    shows: tuple[str, ...] = ()

    @property
    def has_thirds(self) -> bool:
        """Whether some interviewed person stands at a third."""
        return any(third.label for each in self.marked for third in each.thirds)


def cards(
    figures: Mapping[str, Any], locale: str, *, last_wave: str = "", labels: Mapping[str, str] = NOTHING
) -> tuple[Card, ...]:
    """The cards of a dashboard, in its order. ``labels``: of the questions outside scales, by their names."""
    return tuple(_card(chart, locale, last_wave, labels) for chart in figures["charts"])


def _card(chart: Mapping[str, Any], locale: str, last_wave: str, labels: Mapping[str, str]) -> Card:
    return Card(
        name=chart["name"],
        kind=chart["kind"],
        title=chart["title"],
        sentence=chart["sentence"],
        why_not=chart["why_not"],
        n=chart["n"],
        missing=chart["missing"],
        unit=chart["unit"],
        method=chart["method"],
        source=chart["source"],
        as_of=day(chart["as_of"]),
        table=table(chart["table"], locale),
        marked=_placed(chart, last_wave),
        drawn=chart["plotly"] is not None and not chart["why_not"],
        shows=measured.shown_in(chart, labels),
    )


def day(written: str | None) -> datetime.date | None:
    """The day of an ISO text; None of none."""
    return datetime.date.fromisoformat(written) if written else None


def table(told: Mapping[str, Any], locale: str) -> Table:
    """The table of a chart in the digits and marks of a language."""
    columns, rows = told["columns"], told["rows"]
    decimals = [_decimals(column["name"], [row[place] for row in rows]) for place, column in enumerate(columns)]
    return Table(
        tuple(Column(column["label"], column["numeric"]) for column in columns),
        tuple(tuple(written(cell, places, locale) for cell, places in zip(row, decimals, strict=True)) for row in rows),
    )


def folded(told: Table) -> Table:
    """The table without the columns of words that are the same in every row; every row keeps a name."""
    words = [place for place, column in enumerate(told.columns) if not column.numeric]
    shared = {place: {row[place] for row in told.rows} for place in words if len(told.rows) > 1}
    alike = {place: cell for place, cells in shared.items() if len(cells) == 1 and (cell := next(iter(cells)))}
    if words and len(alike) == len(words):
        alike.pop(words[0], None)
    kept = [place for place in range(len(told.columns)) if place not in alike]
    return Table(
        tuple(told.columns[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in told.rows),
        tuple((told.columns[place].label, cell) for place, cell in alike.items()),
    )


def written(cell: Raw, decimals: int, locale: str) -> str | None:
    """One cell as people of this language write it; a minus is a minus, and minus nothing is nothing."""
    if cell is None or isinstance(cell, str):
        return cell or None
    if decimals == OF_PROBABILITY and 0 <= cell < LEAST:
        return f"{LEFT_TO_RIGHT}< {written(LEAST, decimals, locale)}{END}"
    rounded = round(cell, decimals) + 0.0
    places = "." + "0" * decimals if decimals else ""
    return format_decimal(rounded, f"#,##0{places}", locale=locale).replace("-", "\u2212")


def _decimals(name: str, cells: Sequence[Raw]) -> int:
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    if name.endswith(PROBABILITY):
        return OF_PROBABILITY
    if all(number == int(number) for number in numbers):
        return 0
    return 2 if max(abs(number) for number in numbers) < FINE else 1


def marked(marks: Sequence[Mapping[str, Any]]) -> tuple[Marked, ...]:
    """The marks of a chart by what they are of; what has the same people without thirds is told together."""
    groups = _groups(marks)
    told = (" · ".join(of.values()) if len(groups) > 1 else "" for of, _thirds in groups)
    return tuple(Marked(label, thirds) for label, (_of, thirds) in zip(told, groups, strict=True))


def _groups(marks: Sequence[Mapping[str, Any]]) -> list[tuple[dict[str, str], tuple[Third, ...]]]:
    """What marks are of, each with its label, and the thirds: together where the same people have none of each."""
    groups: list[tuple[dict[str, str], tuple[Third, ...]]] = []
    for of, label in {str(mark["of"]): str(mark["of_label"]) for mark in marks}.items():
        thirds = _thirds([mark for mark in marks if mark["of"] == of])
        told = all(third.why_not for third in thirds) and next((each for each in groups if each[1] == thirds), None)
        if told:
            told[0][of] = label
        else:
            groups.append(({of: label}, thirds))
    return groups


def _placed(chart: Mapping[str, Any], last_wave: str) -> tuple[Marked, ...]:
    """The marks of a chart with what leads from them to voices and back."""
    found = []
    groups = _groups(chart["marks"])
    for number, (each, (of, thirds)) in enumerate(zip(marked(chart["marks"]), groups, strict=True), 1):
        about = {measured.measure_of(chart, key) for key in of}
        quantity = measured.quantity_of(chart, next(iter(of)), last_wave)
        leading = (
            replace(third, key=f"{quantity}.{third.band}" if quantity and third.band else "") for third in thirds
        )
        measure = about.pop() if len(about) == 1 else ""
        found.append(replace(each, thirds=tuple(leading), place=f"{chart['name']}-{number}", measure=measure))
    return tuple(found)


def in_one_line(marks: Sequence[Mapping[str, Any]]) -> str:
    """The marks of a chart as one cell: ``Wellbeing: low third 4, 7; high third 2``."""
    return " | ".join(
        f"{each.label}: {told}" if each.label else told
        for each in marked(marks)
        for told in ["; ".join(f"{third.label or third.why_not} {_listed(third)}" for third in each.thirds)]
    )


def _listed(third: Third) -> str:
    return ", ".join(str(number) for number in third.interviews)


def _thirds(marks: Sequence[Mapping[str, Any]]) -> tuple[Third, ...]:
    order = {"low": 0, "middle": 1, "high": 2}
    placed = sorted(marks, key=lambda mark: (order.get(mark["band"], len(order)), mark["why_not"], mark["interview"]))
    return tuple(
        Third(label, tuple(mark["interview"] for mark in group), why_not, band)
        for (band, label, why_not), group in groupby(
            placed, key=lambda mark: (str(mark["band"]), str(mark["band_label"]), str(mark["why_not"]))
        )
    )
