"""What R found, by area, sample and figure; and R itself, run again.

A script ``AREA.R`` is called with the folder of the samples, the file to write, and the folder of real input. It writes
``# R and package versions``, then CSV rows ``sample,figure,value``; NA where R finds nothing. The R call of a figure
stands in the script, beside the name of the figure.
"""

from __future__ import annotations

import csv
import math
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CLOSED_FORM = 1e-6
"""Relative difference that a closed form may have from R."""
ITERATIVE = 1e-4
"""Relative difference that an iterative fit may have from R."""


def areas() -> list[str]:
    """The areas that have a script."""
    return sorted(path.stem for path in HERE.glob("*.R"))


def expected(area: str, sample: str) -> dict[str, float]:
    """What R found about a sample, by figure."""
    return {
        figure: value for (name, figure), value in found_in(HERE / "expected" / f"{area}.csv").items() if name == sample
    }


def found_in(path: Path) -> dict[tuple[str, str], float]:
    """The figures of a table that a script wrote."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines)
    return {(row["sample"], row["figure"]): _number(row["value"]) for row in rows}


def run_again(area: str, real_data: Path, folder: Path) -> dict[tuple[str, str], float]:
    """Let R write the table of an area anew, and read it."""
    written = folder / f"{area}.csv"
    called = ["Rscript", "--vanilla", HERE / f"{area}.R", HERE / "samples", written, real_data]
    subprocess.run(called, check=True, capture_output=True, timeout=900)
    return found_in(written)


def hold_equal(found: Mapping[str, float | None], told: Mapping[str, float], *, within: float = CLOSED_FORM) -> None:
    """Compare every figure that was found with what R told; one that R has not, or None for a number, is a failure."""
    lacking = sorted(set(found) - set(told))
    assert not lacking, f"R's table does not hold {lacking}"
    apart = {
        name: (value, told[name])
        for name, value in found.items()
        if value != pytest.approx(told[name], rel=within, abs=within * 1e-3, nan_ok=False)
        and not (value is None and math.isnan(told[name]))
    }
    assert apart == {}


def _number(text: str) -> float:
    return math.nan if text == "NA" else float(text)
