"""What a phone has to load, with every script: the first page, and the pages after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser.person import answer, go_on, press, skip_practice
from flask import Flask
from small_study import link_to

from benchmarks.chromium import NetworkLog
from survey.instrument.study_file import read_study
from survey.store import studies
from survey.store.clock import now

QUESTIONNAIRES = Path(__file__).parent.parent.parent / "survey" / "questionnaires"
FIRST, REQUESTS, NEXT = 60_000, 8, 25_000
"""Bytes on the wire and requests: the limits of the design."""
PAGES = 6


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_pages_of_the_four_instruments_are_light_with_their_scripts(app: Flask, base: str, device: Any) -> None:
    study = studies.publish(*read_study(QUESTIONNAIRES / "post_only" / "study.yaml", QUESTIONNAIRES))
    studies.set_wave_times(study.waves[0], now(), None, study=study.name, actor="test")
    page, log = device().new_page(), NetworkLog()
    log.watch(page.context.new_cdp_session(page))
    page.goto(base + link_to(study), wait_until="networkidle")
    first = log.take("first")
    assert first.size <= FIRST and first.requests <= REQUESTS, first
    press(page, '.card-button[lang="fr"]')
    for step in (lambda each: press(each, '[value="accept"]'), skip_practice):
        page.wait_for_load_state("networkidle")
        weight = log.take(page.url.rpartition("/")[2])
        assert weight.size <= NEXT, weight
        step(page)
    for _page in range(PAGES):
        page.wait_for_load_state("networkidle")
        weight = log.take(page.url.rpartition("/")[2])
        assert weight.size <= NEXT, weight
        answer(page)
        go_on(page)
