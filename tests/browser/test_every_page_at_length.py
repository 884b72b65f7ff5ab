"""Every page in every language and way of looking at it: the long form of test_every_page."""

from __future__ import annotations

from typing import Any

import pytest
from browser.across import Across
from browser.walks import WALKS

WAYS = 4 * 5
"""Three widths and a zoom that is none of them, in each: three colour schemes, less movement and more space."""


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "language"),
    [
        (name, language)
        for name in WALKS
        for language in ("fr", "ar", "es", "en")
        if (name, language[0]) != ("small", "e")
    ],
)
def test_nothing_is_wrong_cut_or_lost_in_any_way(device: Any, site: Any, name: str, language: str) -> None:
    surveyor = Across(device(locale=language).new_page(), site.base)
    WALKS[name](surveyor, site, language)
    assert {way: found for way, found in surveyor.ways.items() if found} == {}
    assert len(surveyor.ways) >= len(surveyor.facts) * WAYS
