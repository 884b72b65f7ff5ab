"""How fast a telephone is: as this machine, or six times slower."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page

FAST, SLOW, TIMES_SLOWER = "fast", "slow", 6
AT_BOTH_PACES = pytest.mark.parametrize("device", [FAST, pytest.param(SLOW, marks=pytest.mark.long)], indirect=True)
"""What a person does: always as fast as here, in the long form six times slower, too."""


def slowed(context: BrowserContext) -> BrowserContext:
    """The same, its processor six times slower on every page that is opened."""
    opened = context.new_page

    def new_page() -> Page:
        page = opened()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})
        return page

    context.new_page = new_page  # type: ignore[method-assign]  # a browser has no setting for all pages of a context
    return context
