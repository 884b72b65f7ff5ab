"""Every number of a report under a key that can be read, so that it can be computed again and compared."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from analysis.charts.chart import Chart, Table
from analysis.results import Cell, Finding
from survey.findings.planned.results import Caution, Results
from survey.findings.results_page.sections import ResultsPage, TablePart

OF_RESULTS = "plan/"
"""Before the keys of what the plan gives beyond what is shown: researchers alone have them."""
NO_PART_OF_A_KEY = ("unit", "level", "part", "planned")
"""Columns that tell no row from another."""
NAMING_NUMBERS = ("delta", "from_score", "to_score")
"""Columns of numbers that tell one row from another."""
SAID_OTHERWISE: Mapping[str, str] = {"design_effect": "loss_of_precision", "effective_n": "worth_n"}
"""Names of the library that would claim more than they mean to whoever reads the appendix."""
Numbers = Mapping[str, Cell]


def numbers_of(page: ResultsPage, flow: Chart | None, results: Results | None = None) -> Numbers:
    """Every number of a page and of the flow beside it; with ``results`` everything that the plan gives, too."""
    found: dict[str, Cell] = {}
    for key, value in _numbers(page, flow, results):
        found[_free(_said(key), found)] = None if isinstance(value, float) and not math.isfinite(value) else value
    return found


def _numbers(page: ResultsPage, flow: Chart | None, results: Results | None) -> Iterator[tuple[str, Cell]]:
    if page.people is not None:
        yield "people#n", page.people
    parts = [*(part for outcome in page.outcomes for part in outcome.parts), *page.who]
    for part in [*parts, *([flow] if flow is not None else [])]:
        if isinstance(part, Chart):
            yield from _of_chart(part)
        elif isinstance(part, TablePart):
            yield from _of_table(part.name, part.table)
            yield from _of_finding(part.name, part.finding)
    cautions = [*page.cautions, *(each for outcome in page.outcomes for each in outcome.cautions)]
    for caution in cautions:
        yield from _of_caution(caution)
    if results is not None:
        yield from ((f"{OF_RESULTS}{key}", value) for key, value in results.numbers().items())


def _of_chart(chart: Chart) -> Iterator[tuple[str, Cell]]:
    yield f"{chart.name}#n", chart.n
    yield f"{chart.name}#missing", chart.missing
    yield from _of_table(chart.name, chart.table)
    yield from _of_finding(chart.name, chart.finding)


def _of_table(name: str, table: Table) -> Iterator[tuple[str, Cell]]:
    """``lost.wellbeing/contrast:exit@entry/delta=-5#value``: the texts of a row, then the column."""
    counted = [column for place, column in enumerate(table.columns) if _has_numbers(table, place)]
    taken: dict[str, Cell] = {}
    for row in table.rows:
        told = dict(zip(table.columns, row, strict=True))
        key = _free("/".join([name, *_naming(told, counted)]), taken)
        taken[key] = None
        for column in counted:
            if column not in (*NAMING_NUMBERS, *NO_PART_OF_A_KEY):
                yield f"{key}#{column}", told[column]


def _naming(row: Mapping[str, Cell], counted: Sequence[str]) -> Iterator[str]:
    for column, cell in row.items():
        if column in NAMING_NUMBERS and cell is not None:
            yield f"{column}={cell:g}" if isinstance(cell, int | float) else f"{column}={cell}"
        elif column not in counted and column not in NO_PART_OF_A_KEY and cell:
            yield str(cell)


def _of_finding(name: str, finding: Finding | None) -> Iterator[tuple[str, Cell]]:
    for value_name, value in finding.values.items() if finding else ():
        if is_number(value):
            yield f"{name}/sentence#{value_name}", value


def _of_caution(caution: Caution) -> Iterator[tuple[str, Cell]]:
    about = "/".join(filter(None, ("caution", caution.key, caution.outcome)))
    for name, value in caution.values.items():
        if is_number(value):
            yield f"{about}#{name}", value


def _has_numbers(table: Table, place: int) -> bool:
    return any(is_number(row[place]) for row in table.rows)


def _said(key: str) -> str:
    for name, other in SAID_OTHERWISE.items():
        key = key.replace(name, other)
    return key


def _free(key: str, taken: Mapping[str, Cell]) -> str:
    """A key that is not taken yet: the second of one name says so."""
    start, mark, column = key.partition("#")
    place, found = 1, key
    while found in taken:
        place += 1
        found = f"{start} ({place}){mark}{column}"
    return found


def is_number(value: object) -> bool:
    """Whether a cell is a number; a truth is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)
