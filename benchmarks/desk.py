"""A browser within this process, signed in as one of the staff, and what each of its pages costs."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.browser import UnexpectedPageError
from survey.findings import client
from survey.store import accounts

PASSWORD = "quatre mots bien choisis"
PATIENCE = 60.0
TICKS = os.sysconf("SC_CLK_TCK")
PAUSE = 0.2
"""Seconds after which a page is asked for again that says its figures are being made."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of one answer: of the processor, in the process of pages and that of figures; and on the clock."""

    processor: float
    clock: float


@dataclass(frozen=True, slots=True)
class Desk:
    """A browser, the address its pages begin with, and the process of figures that works for it."""

    browser: FlaskClient
    root: str
    figures: int

    def asked(self, address: str, sent: Mapping[str, str] | None = None) -> Spent:
        """What a page costs, or the file that a form asks for; raises ``UnexpectedPageError`` where figures lack."""
        spent, is_whole = self._asked(address, sent)
        if not is_whole:
            raise UnexpectedPageError(f"{address} waits for its figures.")
        return spent

    def first(self, address: str) -> None:
        """Ask for a page until its figures are made."""
        while not self._asked(address, None)[1]:
            time.sleep(PAUSE)

    def least(self, address: str, times: int) -> Spent:
        """The least that a page costs, asked for again and again."""
        found = [self.asked(address) for _ in range(times)]
        return Spent(min(each.processor for each in found), min(each.clock for each in found))

    def _asked(self, address: str, sent: Mapping[str, str] | None) -> tuple[Spent, bool]:
        began, spent, beside = time.perf_counter(), time.process_time(), ticks(self.figures)
        url = f"{self.root}{address}"
        answer = self.browser.get(url) if sent is None else self.browser.post(url, data=sent)
        clock = time.perf_counter() - began
        processor = time.process_time() - spent + (ticks(self.figures) - beside) / TICKS
        if answer.status_code != 200:
            raise UnexpectedPageError(f"{address} answered {answer.status_code}.")
        return Spent(processor, clock), "Refresh" not in answer.headers


def ticks(process: int) -> int:
    """The processor time of all threads of a process."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def signed_in(app: Flask, name: str, role: str, root: str) -> Desk:
    """The desk of a new account; the process of figures is started."""
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        accounts.create_account(name, role, PASSWORD, "benchmark")
    browser = app.test_client()
    browser.post("/staff/sign-in", data={"name": name, "password": PASSWORD})
    gc.collect()
    gc.freeze()  # as the server does with what it has before it forks its workers
    return Desk(browser, root, int(client.ask("ping", wait=PATIENCE)["process"]))
