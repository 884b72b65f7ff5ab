"""ODK's own engine as a command: forms made by pyxform, fillings in, what the engine made of every node out."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from odk.filler import Filling

HERE = Path(__file__).parent
MOMENT = "2026-01-15T10:00:00Z"
"""The one clock of the engine and of ours: that of the examples in ``expressions.json``."""
AT_ONCE = 10
"""Fillings per process: the engine keeps every instance it has made."""


def xform(workbook: Path, folder: Path) -> Path:
    """The XForm that pyxform makes of a workbook, in a process of its own with its limits."""
    made = folder / f"{workbook.stem}.xml"
    words = [sys.executable, "-W", "ignore", "-m", "pyxform.xls2xform", "--skip_validate", str(workbook), str(made)]
    subprocess.run(words, check=True, capture_output=True, timeout=60, preexec_fn=_limited)
    return made


def made_of(form: Path, fillings: Iterable[Filling]) -> list[dict[str, Any]]:
    """What the engine makes of each filling: its nodes, the answers it refused, or the error that stopped it."""
    waiting = [{"answers": filling} for filling in fillings]
    parts = [waiting[start : start + AT_ONCE] for start in range(0, len(waiting), AT_ONCE)]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as workers:
        return [one for part in workers.map(lambda part: _run(form, part), parts) for one in part]


def values_of(form: Path, answers: Filling, expressions: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """The ``value`` of each expression as a text, evaluated at the node of its path, or its ``error``."""
    [made] = _run(form, [{"answers": answers, "expressions": list(expressions)}])
    values: list[dict[str, str]] = made["values"]
    return values


def _run(form: Path, lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    done = subprocess.run(
        ["node", str(HERE / "engine.mjs"), str(form), MOMENT],
        input="".join(f"{json.dumps(line)}\n" for line in lines),
        capture_output=True,
        text=True,
        timeout=600,
        env={"PATH": os.environ["PATH"], "TZ": "UTC", "LANG": "C.UTF-8"},
    )
    if done.returncode:
        raise RuntimeError(f"the engine stopped on {form.name}: {done.stderr[-500:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
