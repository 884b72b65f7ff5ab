"""What a results page warns of, and that it names no table that its reader does not see."""

from __future__ import annotations

import pytest
from flask import Flask

from .test_results_page import PAIRS, page, parts, release, study
from .test_waves import at_both, once


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


@pytest.mark.parametrize(("lost", "is_shown"), [(3, False), (6, True)])
def test_staff_are_sent_to_the_table_of_the_lost_only_where_they_see_it(lost: int, is_shown: bool) -> None:
    record = study()  # 3 of 27 are more than one in twenty, and fewer than 5
    at_both(record, "a", PAIRS * 2)
    for number in range(lost):
        once(record, f"lost-{number}", "entry", "2")
    release(record)
    for audience, shown in (("researcher", True), ("staff", is_shown)):
        found = page(record, audience)
        cautions = found["outcomes"][0]["cautions"]
        assert ("lost.wellbeing" in parts(found)) is shown
        assert any("table of those who were lost" in caution for caution in cautions) is shown
