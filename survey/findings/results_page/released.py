"""The results page as a release keeps it: of answers sent before the day, as far as open bases allow."""

from __future__ import annotations

from typing import Any

from survey.findings.figures.change import change
from survey.findings.material import Material
from survey.findings.planned.current import results_from
from survey.findings.planned.locked import lock_now
from survey.findings.populations import EVERYONE
from survey.findings.protection import Protection
from survey.findings.results_page.building import page_of_results
from survey.findings.results_page.keeping import plain_page
from survey.findings.results_page.sieve import Sieve
from survey.findings.results_page.who import variables_of, who_answered
from survey.findings.thirds import NOBODY

RESULTS = "results"
"""The entry of a release's text, for everyone together, that holds the page."""


def released_page(made: Material, allowed: Protection) -> Any:
    """The page as plain JSON; None for a study without scales."""
    if not made.scales:
        return None
    who = who_answered(made, allowed)
    results = results_from(made, lock=lock_now(made.record))
    sieve = Sieve(made, allowed, change(made, allowed, EVERYONE, NOBODY))
    return plain_page(page_of_results(results, who, variables_of(made.record), sieve))
