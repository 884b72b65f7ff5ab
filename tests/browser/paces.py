"""How fast a telephone is: as this machine, or six times slower."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page

FAST, SLOW, TIMES_SLOWER = "fast", "slow", 6
AT_BOTH_PACES = pytest.mark.parametrize("device", [FAST, pytest.param(SLOW, marks=pytest.mark.long)], indirect=True)
"""What a person does: always as fast as here, in the long form six times slower, too."""


_SLOWED: list[BrowserContext] = []


def close_slowed() -> None:
    """Close whatever is slowed: such a page goes on computing, also where nothing happens on it."""
    while _SLOWED:
        _SLOWED.pop().close()


def slowed(context: BrowserContext) -> BrowserContext:
    """The same, its processor six times slower on every page that is opened, until the context is closed."""
    opened, closed, slow = context.new_page, context.close, list[tuple[Page, CDPSession]]()

    def new_page() -> Page:
        page = opened()
        slow.append((page, context.new_cdp_session(page)))
        slow[-1][1].send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})
        return page

    def close() -> None:
        for page, session in slow:
            if not page.is_closed():  # a page that is slowed would go on computing when it is gone
                session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        closed()

    context.new_page = new_page  # type: ignore[method-assign]  # a browser has no setting for all pages of a context
    context.close = close  # type: ignore[method-assign, assignment]  # the same
    _SLOWED.append(context)
    return context
