"""The table of one chart as CSV: exact numbers, texts that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from survey.exchange.spreadsheet import neutral

Cell = str | int | float | None


def chart_table(columns: Sequence[str], rows: Sequence[Sequence[Cell]], same: Mapping[str, Cell]) -> str:
    """One line per row of the table; ``same`` are columns at its end that hold the same in every line."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([neutral(heading) for heading in (*columns, *same)])
    for row in rows:
        writer.writerow([_cell(cell) for cell in (*row, *same.values())])
    return written.getvalue()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return neutral(cell) if isinstance(cell, str) else repr(cell)
