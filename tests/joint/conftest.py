"""Tests of the joint displays begin with nobody throttled, and with figures computed in the test's own process."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from survey.extensions import limiter
from survey.findings import client
from survey.findings.answering import QUESTIONS


@pytest.fixture(autouse=True)
def no_throttle(app: Flask) -> None:
    limiter.reset()


@pytest.fixture(autouse=True)
def figures_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The questions are answered as the figure process answers them, through the same JSON."""

    def ask(question: str, *, wait: float = 0, **words: Any) -> Any:
        return json.loads(json.dumps(QUESTIONS[question](json.loads(json.dumps(words))), allow_nan=False))

    monkeypatch.setattr(client, "ask", ask)
