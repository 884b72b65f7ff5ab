"""``python -m benchmarks``: one table of ratios, all of one run."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import (
    coded_files,
    coding_pane,
    codings,
    exports,
    expressions,
    figures_process,
    hostile,
    interview_names,
    joint_display,
    memory,
    open_answers,
    planned,
    results_page,
    search,
    speed,
    weak_connection,
    weight,
)
from benchmarks.figures import Figure, table

PARTS: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "speed": speed.measure,
    "weight": weight.measure,
    "weak_connection": weak_connection.measure,
    "exports": exports.measure,
    "figures": figures_process.measure,
    "planned": planned.measure,
    "results_page": results_page.measure,
    "search": search.measure,
    "coding": coding_pane.measure,
    "codings": codings.measure,
    "open_answers": open_answers.measure,
    "coded_files": coded_files.measure,
    "expressions": expressions.measure,
    "hostile": hostile.measure,
    "interview_names": interview_names.measure,
    "joint_display": joint_display.measure,
    "memory": memory.measure,
}


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print the table; 1 when a limit is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one or more of: {', '.join(PARTS)}; all by default")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(words)
    unknown = sorted(set(options.parts) - PARTS.keys())
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}")
    figures: list[Figure] = []
    for part in options.parts or PARTS:
        print(f"measuring: {part}", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="jalon-bench-") as folder:
            figures += PARTS[part](Path(folder))
    if options.json:
        entries = [figure.entry() for figure in figures]
        print(json.dumps({"machine": machine(), "figures": entries}, ensure_ascii=False, indent=2))
    else:
        print(machine(), table(figures), sep="\n\n")
    return 1 if any(figure.is_kept is False for figure in figures) else 0


def machine() -> str:
    """What it was measured on, and when."""
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    cores = len(os.sched_getaffinity(0))
    return f"{today}, Python {platform.python_version()}, {_processor()}, {cores} cores, Linux {platform.release()}"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


if __name__ == "__main__":
    sys.exit(main())
