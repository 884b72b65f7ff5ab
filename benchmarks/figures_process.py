"""The figure process: its start, its memory, and dashboards of 349 and of 100,000 responses to 60 questions."""

from __future__ import annotations

import json
import random
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks import sixty_questions
from benchmarks.browser import UnexpectedPageError
from benchmarks.exports import create_researcher, signed_in
from benchmarks.figures import Figure
from benchmarks.installation import ROOT, Installation, installation
from benchmarks.responses import fill
from benchmarks.speed import running
from survey.config import read_settings
from survey.findings import client
from survey.findings.client import FiguresStarting
from survey.instrument.loader import read_instrument

FEW, MANY = 349, 100_000
STUDY = sixty_questions.NAME
WORDS: dict[str, Any] = {"study": STUDY, "audience": "researcher", "language": "fr", "filters": {}}
PATIENCE = 60.0
PAGES = 10
KIBIBYTE, MEBIBYTE = 1024, 1024 * 1024


def measure(folder: Path) -> Iterator[Figure]:
    """Start the process cold, then ask it for dashboards of few and of many responses."""
    with installation(folder) as made:
        study = sixty_questions.written(folder)
        questionnaire = read_instrument(study / f"{STUDY}.yaml")
        made.publish(study, (sixty_questions.WAVE,))
        chance = random.Random(1)
        fill(made, questionnaire, range(FEW), chance)
        client.bind(read_settings(made.folder))
        client.PATIENCE = PATIENCE
        try:
            yield from _started()
            yield from _dashboards(f"dashboard of {FEW} responses x {sixty_questions.QUESTIONS} questions", 1.5)
            yield Figure(f"dashboard of {FEW} responses: its slowest picture (SVG)", "s", _slowest_picture())
            fill(made, questionnaire, range(FEW, MANY), chance)
            yield from _columns(made)
            _dashboard()  # the columns are there from now on
            fill(made, questionnaire, range(MANY, MANY + 1), chance)
            yield from _dashboards(f"dashboard of {MANY:,} responses, after one more", 2.0)
            yield Figure("figure process: peak memory after all this", "MiB", _memory("VmHWM"), limit=500)
            yield Figure("page of that dashboard: CPU of a worker", "s", _worker(made), limit=0.2)
        finally:
            client.end()


def _started() -> Iterator[Figure]:
    began = time.perf_counter()
    with suppress(FiguresStarting):
        client.ask("ping")
    said = time.perf_counter() - began
    client.ask("ping", wait=PATIENCE)
    yield Figure("figure process: cold, a page says so after", "s", said, limit=0.5)
    yield Figure("figure process: cold, until it answers", "s", time.perf_counter() - began, limit=4)
    yield Figure("figure process: memory before any figure", "MiB", _memory("VmRSS"), limit=500)


def _dashboards(what: str, limit: float) -> Iterator[Figure]:
    yield Figure(f"{what}: computed, process warm", "s", _dashboard(), limit=limit)
    yield Figure(f"{what}: from the cache", "s", min(_dashboard() for _ in range(3)), limit=0.2)


def _dashboard() -> float:
    began = time.perf_counter()
    client.ask("dashboard", **WORDS)
    return time.perf_counter() - began


def _slowest_picture() -> float:
    """The longest that one picture takes, each drawn for the first time, all but the first one of the process."""
    slowest = 0.0
    for form in ("svg", "narrow svg"):
        for chart in client.ask("dashboard", **WORDS)["charts"]:
            began = time.perf_counter()
            client.ask("chart", chart=chart["name"], form=form, **WORDS)
            slowest = max(slowest, time.perf_counter() - began) if form == "narrow svg" else slowest
    return slowest


def _worker(made: Installation) -> float:
    """Processor time of the server for one page, once everything is warm."""
    password = secrets.token_urlsafe(18)
    create_researcher(made, password)
    with running(made.server()) as server:
        browser = signed_in(server, password)
        page, until = f"/staff/{STUDY}/dashboard", time.monotonic() + PATIENCE
        while "<figure" not in browser.get(page).text and time.monotonic() < until:
            time.sleep(1)
        before = server.cpu_seconds()
        for _ in range(PAGES):
            if "<figure" not in browser.get(page).text:
                raise UnexpectedPageError("The dashboard shows no figure.")
        browser.close()
        return (server.cpu_seconds() - before) / PAGES


def _columns(made: Installation) -> Iterator[Figure]:
    command = [sys.executable, "-m", "benchmarks.columns_run", "--study", STUDY]
    done = subprocess.run(
        command, env=made.environment(), cwd=ROOT, capture_output=True, text=True, timeout=300, check=True
    )
    found = json.loads(done.stdout)
    what = f"columns of {MANY:,} responses x {sixty_questions.QUESTIONS} questions"
    yield Figure(f"{what}: made", "s", found["whole"], limit=10)
    yield Figure(f"{what}: memory", "MiB", found["grown"] / MEBIBYTE, limit=100)
    yield Figure(f"{what}: found unchanged", "ms", found["again"] * 1000, limit=100)


def _memory(entry: str) -> float:
    """What the kernel says of the process, in MiB."""
    process = client.ask("ping")["process"]
    for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{entry}:"):
            return int(line.split()[1]) * KIBIBYTE / MEBIBYTE
    raise LookupError(f"The kernel says no {entry} of the process {process}.")
