"""A results page as text and back: what a release keeps, so that staff see it as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey.findings.frozen import CLASSES, plain, record_of
from survey.findings.planned.results import Caution, Lock
from survey.findings.results_page.sections import OutcomeSection, ResultsPage, TablePart

OURS: Mapping[str, type] = {
    **CLASSES,
    **{each.__name__: each for each in (ResultsPage, OutcomeSection, TablePart, Caution, Lock)},
}
"""Every record that a page is made of, by its name; nothing else is ever made from a text."""


def plain_page(page: ResultsPage) -> Any:
    """A page as plain JSON; raises ValueError when a person is drawn: a release tells of nobody."""
    if any(getattr(part, "kind", "") == "paired_change" and part.n for each in page.outcomes for part in _charts(each)):
        raise ValueError("This page draws the lines of people, which a release never does.")
    return plain(page)


def page_of(told: Any) -> ResultsPage:
    """The page that ``plain_page`` wrote down."""
    found: ResultsPage = record_of(told, OURS)
    return found


def _charts(section: OutcomeSection) -> list[Any]:
    return [part for part in section.parts if hasattr(part, "n")]
