"""Exports of 100,000 responses beside decoding the same documents: first byte, time, memory; by command and by page."""

from __future__ import annotations

import json
import random
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from benchmarks.browser import Browser, UnexpectedPageError
from benchmarks.figures import Figure
from benchmarks.installation import ROOT, Installation, installation
from benchmarks.responses import fill
from benchmarks.server import HOST, Server
from benchmarks.speed import MEBIBYTE, ONE_PAGE, WAVE, running
from survey.instrument.loader import read_instrument

FEW, MANY = 10_000, 100_000
ROUNDS = 3
PIECE = 64 * 1024
RESEARCHER = "researcher"


@dataclass(frozen=True, slots=True)
class Download:
    """A file as it came: seconds to its first byte and to its last, and its size."""

    first_byte: float
    seconds: float
    size: int


def measure(folder: Path) -> Iterator[Figure]:
    """Fill an installation with 10,000, then 100,000 responses, and export each."""
    questionnaire = read_instrument(ONE_PAGE / f"{ONE_PAGE.name}.yaml")
    chance, password = random.Random(1), secrets.token_urlsafe(18)
    with installation(folder) as made:
        made.publish(ONE_PAGE, (WAVE,))
        create_researcher(made, password)
        fill(made, questionnaire, range(FEW), chance)
        small, small_page = _run(made, "values"), _page_peak(made, password)
        workbook = _workbook(made)
        fill(made, questionnaire, range(FEW, MANY), chance)
        yield from _by_command(made, small)
        yield from _by_page(made, password, small_page)
        begun = max(_run(made, "workbook", "--pieces", "1")["first_byte"] for _ in range(ROUNDS))
        yield Figure(f"XLSX of {MANY:,} responses x 31 questions: first byte", "s", begun)
        yield workbook


def _by_command(made: Installation, small: dict[str, float]) -> Iterator[Figure]:
    pairs = [(_run(made, "values"), _run(made, "decode")) for _ in range(ROUNDS)]
    told = _run(made, "labels and reasons")
    values, decoding = [pair[0] for pair in pairs], median(pair[1]["seconds"] for pair in pairs)
    what = f"CSV of {MANY:,} responses x 31 questions"
    yield Figure(f"{what}: values, beside decoding", "s", median(run["seconds"] for run in values), decoding, 5)
    yield Figure(f"{what}: first byte", "s", max(run["first_byte"] for run in values), limit=0.5)
    growth = (max(run["peak"] for run in values) - small["peak"]) / MEBIBYTE
    yield Figure(f"{what}: peak memory over that of {FEW:,}", "MiB", max(growth, 0.0), limit=20)
    yield Figure(f"{what}: with labels and reasons", "s", told["seconds"], decoding)


def _workbook(made: Installation) -> Figure:
    """A workbook beside the CSV of the same columns; few responses, because it takes some twenty times as long."""
    beside = median(_run(made, "labels and reasons")["seconds"] for _ in range(ROUNDS))
    what = f"XLSX of {FEW:,} responses x 31 questions: labels and reasons, beside CSV"
    return Figure(what, "s", _run(made, "workbook")["seconds"], beside)


def _by_page(made: Installation, password: str, small: int) -> Iterator[Figure]:
    with running(made.server()) as server:
        browser = signed_in(server, password)
        pairs = [(_download(browser), _run(made, "decode")) for _ in range(ROUNDS)]
        growth = (server.largest_peak() - small) / MEBIBYTE
        browser.close()
    downloads, decoding = [pair[0] for pair in pairs], median(pair[1]["seconds"] for pair in pairs)
    what = f"the same, downloaded from its page ({downloads[0].size / 1_000_000:.1f} MB)"
    yield Figure(f"{what}: values, beside decoding", "s", median(each.seconds for each in downloads), decoding, 5)
    yield Figure(f"{what}: first byte", "s", max(each.first_byte for each in downloads), limit=0.5)
    yield Figure(f"{what}: peak of a worker over {FEW:,}", "MiB", max(growth, 0.0), limit=20)


def _page_peak(made: Installation, password: str) -> int:
    """The peak memory of a worker after a download of few responses."""
    with running(made.server()) as server:
        browser = signed_in(server, password)
        _download(browser)
        browser.close()
        return server.largest_peak()


def create_researcher(made: Installation, password: str) -> None:
    """An account that may see everything."""
    made.jalon("accounts", "create", RESEARCHER, "--role", "researcher", "--password-stdin", typed=f"{password}\n")


def signed_in(server: Server, password: str) -> Browser:
    """The researcher's browser."""
    browser = Browser(HOST, server.port)
    page = browser.get("/staff/sign-in")
    after = browser.post(page.path, [*page.hidden(), ("name", RESEARCHER), ("password", password)])
    if after.status != 200 or "sign-in" in after.path:
        raise UnexpectedPageError(f"Signing in led to {after.path} with {after.status}.")
    return browser


def _download(browser: Browser) -> Download:
    page = browser.get(f"/staff/{ONE_PAGE.name}/downloads")
    chosen = [("wave", ""), ("file_format", "csv"), ("language", "fr"), page.button_named("rows")]
    fields = urlencode([*page.hidden(), *chosen]).encode()
    began = time.perf_counter()
    response = browser.opened("POST", page.path, fields)
    size = len(response.read(1))
    first_byte = time.perf_counter() - began
    while piece := response.read(PIECE):
        size += len(piece)
    seconds = time.perf_counter() - began
    browser.close()
    if response.status != 200 or "csv" not in response.headers.get("Content-Type", ""):
        raise UnexpectedPageError(f"The download was answered with {response.status}.")
    return Download(first_byte, seconds, size)


def _run(made: Installation, what: str, *words: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.export_run", what, "--study", ONE_PAGE.name, *words],
        env=made.environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures
