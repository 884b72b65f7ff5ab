"""Lint, format and strict types, so that one command tells all."""

from __future__ import annotations

import subprocess
import sys

import pytest
from house.source_tree import ROOT


@pytest.mark.parametrize(
    "words",
    [
        ("ruff", "check", "survey", "analysis", "tests", "benchmarks", "hatch_build.py"),
        ("ruff", "format", "--check", "survey", "analysis", "tests", "benchmarks", "hatch_build.py"),
        ("mypy",),
    ],
    ids=["lint", "format", "types"],
)
def test_the_source_passes(words: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
