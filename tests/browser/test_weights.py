"""What a phone has to load, with every script, and for how long at most: the first page, and the pages after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser.person import answer, go_on, press, skip_practice
from flask import Flask
from small_study import link_to

from benchmarks.chromium import NetworkLog
from benchmarks.wire import Weight
from survey.instrument.frozen_media import with_media
from survey.instrument.study_file import read_study
from survey.store import studies
from survey.store.clock import now

QUESTIONNAIRES = Path(__file__).parent.parent.parent / "survey" / "questionnaires"
FIRST, REQUESTS, NEXT = 60_000, 8, 25_000
"""Bytes on the wire and requests: the limits of the design."""
PAGES = 6
BYTES_A_SECOND, DELAY, SECONDS = 50_000, 0.4, 3
"""400 kbit/s, what each answer waits for, and until when a page can be used: counted, as no clock is asked here."""


def is_light(weight: Weight, most: int) -> bool:
    """Whether a page is small, and usable in time: what was waited for one after the other, and every byte."""
    assert weight.trips > 0
    return weight.size <= most and weight.trips * DELAY + weight.size / BYTES_A_SECOND < SECONDS


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_pages_of_the_four_instruments_are_light_with_their_scripts(app: Flask, base: str, device: Any) -> None:
    folder = QUESTIONNAIRES / "post_only"
    whole = with_media(*read_study(folder / "study.yaml", QUESTIONNAIRES), (folder, QUESTIONNAIRES))
    study = studies.publish(whole.study, whole.questionnaires, files=whole.files)  # with its recordings
    studies.set_wave_times(study.waves[0], now(), None, study=study.name, actor="test")
    page, log = device().new_page(), NetworkLog()
    log.watch(page.context.new_cdp_session(page))
    page.goto(base + link_to(study), wait_until="networkidle")
    first = log.take("first")
    assert is_light(first, FIRST) and first.requests <= REQUESTS, first
    press(page, '.card-button[lang="fr"]')
    for step in (lambda each: press(each, '[value="accept"]'), skip_practice):
        page.wait_for_load_state("networkidle")
        weight = log.take(page.url.rpartition("/")[2])
        assert is_light(weight, NEXT), weight
        step(page)
    for _page in range(PAGES):
        page.wait_for_load_state("networkidle")
        weight = log.take(page.url.rpartition("/")[2])
        assert is_light(weight, NEXT), weight
        answer(page)
        go_on(page)
