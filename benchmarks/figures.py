"""One row of the table: what was measured, ours, the floor, their ratio, the limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEADERS = ("what", "ours", "floor", "ratio", "limit", "kept")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure. With a floor the limit is one of the ratio, else one of ours; a limit of None is no promise."""

    what: str
    unit: str
    ours: float
    floor: float | None = None
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return self.ours / self.floor if self.floor else None

    @property
    def is_kept(self) -> bool | None:
        """Whether the limit is kept; None without one."""
        if self.limit is None:
            return None
        return (self.ours if self.ratio is None else self.ratio) <= self.limit

    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        unit = f" {self.unit}" if self.unit else ""
        limit = "" if self.limit is None else f"{shown(self.limit)}{unit if self.ratio is None else ' times'}"
        kept = {None: "", True: "yes", False: "NO"}[self.is_kept]
        return (
            self.what,
            shown(self.ours) + unit,
            "" if self.floor is None else shown(self.floor) + unit,
            "" if self.ratio is None else f"{self.ratio:.2f}",
            limit,
            kept,
        )

    def entry(self) -> dict[str, object]:
        """The row for another program."""
        return {
            "what": self.what,
            "unit": self.unit,
            "ours": self.ours,
            "floor": self.floor,
            "ratio": self.ratio,
            "limit": self.limit,
            "kept": self.is_kept,
        }


def shown(number: float) -> str:
    """A figure with as many digits as it deserves."""
    if number == int(number):
        return str(int(number))
    return f"{number:.2f}" if abs(number) < 100 else f"{number:.0f}"


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table in Markdown."""
    rows = [HEADERS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADERS))]
    lines = [_line([cell.ljust(width) for cell, width in zip(row, widths, strict=True)]) for row in rows]
    lines.insert(1, _line(["-" * width for width in widths]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
