"""The figures of a dashboard beside the same figures computed from the file of answers, with pandas and scipy alone."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import yaml
from scipy import stats

from benchmarks.browser import Browser, UnexpectedPageError
from benchmarks.installation import ROOT, Installation
from benchmarks.real_answers import WAVES, Person
from benchmarks.server import HOST, Server

TOLERANCE = 1e-9
HIGHEST_ANSWER = 3
SECONDS_TO_WAIT = 60.0
EVERYONE: Mapping[str, str] = {}
Key = tuple[str, str, str, str]
"""Estimand, scale, wave ('' for a change), arm ('' for everyone of the base)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How many figures were compared, and which differ: what, expected, found."""

    compared: int
    different: tuple[tuple[str, float, float | None], ...]


def compare_figures(people: Sequence[Person], made: Installation, server: Server) -> Figures:
    """Every mean, paired change, d_z, interval and n of everyone and of each film, beside the recomputed ones."""
    browser = _signed_in(made, server)
    compared, different = 0, []
    films = [option["name"] for option in _dashboard(browser, EVERYONE)["choices"][0]["options"] if option["open"]]
    for base in (EVERYONE, *({"arm": film} for film in films)):
        found = dict(_told(_dashboard(browser, base)))
        for key, expected in _recomputed(people, base).items():
            for name, value in expected.items():
                told = found.get(key, {}).get(name)
                compared += 1
                if told is None or abs(told - value) > TOLERANCE:
                    different.append((f"{base} {key} {name}", value, told))
    browser.close()
    return Figures(compared, tuple(different))


def _signed_in(made: Installation, server: Server) -> Browser:
    password = secrets.token_urlsafe(16)
    made.jalon("accounts", "create", "replayer", "--role", "researcher", "--password-stdin", typed=f"{password}\n")
    browser = Browser(HOST, server.port)
    fields = [*browser.get("/staff/sign-in").hidden(), ("name", "replayer"), ("password", password)]
    page = browser.post("/staff/sign-in", fields)
    if page.status != 200:
        raise UnexpectedPageError(f"Signing in answered {page.status}.")
    return browser


def _dashboard(browser: Browser, base: Mapping[str, str]) -> Mapping[str, Any]:
    """The JSON that the page itself draws its figures from; while the process starts it is asked for again."""
    words = "&".join(f"{name}={value}" for name, value in base.items())
    until = time.monotonic() + SECONDS_TO_WAIT
    while True:
        status, _, body = browser.request("GET", f"/staff/mood/dashboard/figures.json?{words}", None)
        if status == 200:
            found: Mapping[str, Any] = json.loads(body)
            return found
        if status != 503 or time.monotonic() > until:
            raise UnexpectedPageError(f"The figures answered {status}.")
        time.sleep(1)


def _told(dashboard: Mapping[str, Any]) -> Iterator[tuple[Key, Mapping[str, Any]]]:
    for chart in dashboard["charts"]:
        if chart["name"] in ("scores", "change"):
            for row in chart["estimates"]:
                yield (row["estimand"], row["scale"], row.get("wave", ""), row.get("arm", "")), row


def _recomputed(people: Sequence[Person], base: Mapping[str, str]) -> dict[Key, dict[str, float]]:
    chosen = [person for person in people if base.get("arm", person.arm) == person.arm]
    scales = yaml.safe_load((ROOT / "benchmarks" / "mood" / "mood.yaml").read_text(encoding="utf-8"))["scales"]
    found: dict[Key, dict[str, float]] = {}
    for scale in scales:
        scores = {wave: _scores(chosen, wave, scale) for wave in WAVES}
        arms = pd.Series([person.arm for person in chosen])
        for wave, column in scores.items():
            found["mean", scale["name"], wave, ""] = _mean(column)
            if not base:
                parts = {arm: column[arms == arm] for arm in arms.unique()}
                found |= {("mean", scale["name"], wave, arm): _mean(part) for arm, part in parts.items()}
        change = scores[WAVES[1]] - scores[WAVES[0]]
        found["mean_change", scale["name"], "", ""] = _mean(change)
        found["cohen_d_z", scale["name"], "", ""] = {
            "value": float(change.mean() / change.std(ddof=1)),
            "n": float(change.count()),
        }
    return found


def _scores(people: Sequence[Person], wave: str, scale: Mapping[str, Any]) -> pd.Series:
    rows = [{item: person.waves[wave][item] for item in scale["items"]} for person in people]
    items = pd.DataFrame(rows).replace("", None).astype(float)
    enough = items.count(axis=1) >= scale["minimum_answered"]
    return (items.mean(axis=1) / HIGHEST_ANSWER * 100).where(enough)


def _mean(column: pd.Series) -> dict[str, float]:
    known = column.dropna()
    interval = stats.ttest_1samp(known, 0).confidence_interval(0.95)
    return {
        "value": float(known.mean()),
        "interval_low": float(interval.low),
        "interval_high": float(interval.high),
        "n": float(known.size),
        "missing": float(column.size - known.size),
    }
