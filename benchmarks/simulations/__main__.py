"""``python -m benchmarks.simulations``: the tables of coverage, bias and false positives, all of one run."""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.simulations import asked, changes, comparisons, many, planned, repeated, scales
from benchmarks.simulations.cell import Cell, Outcome, run
from benchmarks.simulations.tables import as_entries, as_markdown, planned_as_entries

PARTS: dict[str, Callable[[], Iterator[Cell]]] = {
    "changes": changes.cells,
    "comparisons": comparisons.cells,
    "repeated": repeated.cells,
    "asked": asked.cells,
    "scales": scales.cells,
    "many": many.cells,
}
PLANNED = "planned"
PAGE = Path(__file__).parent.parent.parent / "docs" / "simulations.md"
BEGIN, END = "<!-- tables: make simulations -->", "<!-- end of tables -->"


def main(words: Sequence[str] | None = None) -> int:
    """Simulate, print the tables; 1 when a promise is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulations", description=__doc__)
    names = (*PARTS, PLANNED)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one or more of: {', '.join(names)}; all by default")
    parser.add_argument("--runs", type=int, help="studies per cell; by default 2,000, and 400 of mixed models and GEE")
    parser.add_argument("--seeds", type=int, default=planned.SEEDS, help="seeds of jalon simulate for the plan")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--write", action="store_true", help=f"put the tables into docs/{PAGE.name}")
    options = parser.parse_args(words)
    unknown = sorted(set(options.parts) - set(names))
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}")
    chosen = options.parts or names
    gc.freeze()  # statsmodels collects garbage at each adjustment of p-values: what was imported need not be looked at
    outcomes = [outcome for name in PARTS if name in chosen for outcome in _measured(name, options.runs)]
    of_plan = planned.measure(options.seeds) if PLANNED in chosen else ()
    tables = as_markdown(outcomes, of_plan)
    if options.json:
        told = {"cells": as_entries(outcomes), "plan": planned_as_entries(of_plan)}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(tables)
    if options.write:
        write(PAGE, tables)
    return 1 if any(each.is_kept is False for each in (*outcomes, *of_plan)) else 0


def _measured(part: str, runs: int | None) -> Iterator[Outcome]:
    for cell in PARTS[part]():
        begun = time.monotonic()
        outcome = run(cell, runs)
        print(f"{part}: {cell.name}: {outcome.share:.3f} ({time.monotonic() - begun:.0f} s)", file=sys.stderr)
        yield outcome


def write(page: Path, tables: str) -> None:
    """Put the tables between the two marks of a page."""
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    page.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
