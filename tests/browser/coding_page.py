"""The page of coding in a browser: a researcher signs in and opens it; what was marked there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from browser.person import press
from playwright.sync_api import Page
from signed_in import PASSWORD

from survey.extensions import limiter
from survey.store import accounts, codings, transcripts
from survey.store.codings import Coding
from survey.store.layers import Layer
from survey.store.passages import quote_of
from survey.store.studies import StudyRecord

CODER = "ana"
HOME = "/staff/tiny/interviews/1/coding"


def opening(base: str, device: Any) -> Callable[..., Page]:
    """Signs a researcher in, in a window of one's choice, and opens the page of coding."""
    limiter.reset()
    accounts.create_account(CODER, "researcher", PASSWORD, "test")

    def opened(**wished: Any) -> Page:
        page: Page = device(**({"viewport": {"width": 1280, "height": 900}} | wished)).new_page()
        page.goto(f"{base}/staff/sign-in")
        page.fill("[name=name]", CODER)
        page.fill("[name=password]", PASSWORD)
        press(page, "main .go")
        page.goto(f"{base}{HOME}")
        if wished.get("java_script_enabled", True):
            page.wait_for_selector("#coding[data-ready]")
        return page

    return opened


def made(record: StudyRecord) -> list[Coding]:
    """What was marked, by its place; each quote is the text there."""
    kept = transcripts.interview(record.id, 1)
    if kept is None:
        raise LookupError("no interview")
    texts = {turn.position: turn.text for turn in transcripts.turns(kept)}
    found = codings.of_interview(kept, Layer(CODER))
    assert [each.quote for each in found] == [quote_of(texts, each.passage) for each in found]
    return list(found)
