"""The results page as a release keeps it: of answers sent before the day, as far as open bases allow."""

from __future__ import annotations

from typing import Any

from survey.findings.figures.change import change
from survey.findings.material import Material
from survey.findings.planned.current import results_from
from survey.findings.planned.locked import lock_now
from survey.findings.planned.results import Lock
from survey.findings.populations import EVERYONE
from survey.findings.protection import Protection
from survey.findings.results_page.building import page_of_results
from survey.findings.results_page.keeping import plain_page
from survey.findings.results_page.sections import ResultsPage
from survey.findings.results_page.sieve import Sieve
from survey.findings.results_page.who import variables_of, who_answered
from survey.findings.thirds import NOBODY

RESULTS = "results"
"""The entry of a release's text, for everyone together, that holds the page."""


def released_page(made: Material, allowed: Protection) -> Any:
    """The page as plain JSON; None for a study without scales."""
    return plain_page(page_for_staff(made, allowed, lock_now(made.record))) if made.scales else None


def page_for_staff(made: Material, allowed: Protection, lock: Lock | None) -> ResultsPage:
    """The page of a material with everything that only researchers may see left out."""
    who = who_answered(made, allowed)
    results = results_from(made, lock=lock)
    sieve = Sieve(made, allowed, change(made, allowed, EVERYONE, NOBODY))
    return page_of_results(results, who, variables_of(made.record), sieve)
