"""Tests of staff pages begin with nobody throttled."""

from __future__ import annotations

import pytest
from flask import Flask

from survey.extensions import limiter


@pytest.fixture(autouse=True)
def no_throttle(app: Flask) -> None:
    limiter.reset()
