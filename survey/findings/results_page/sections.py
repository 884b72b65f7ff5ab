"""The shape of a results page: without a language, so that a release keeps it as it was."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.charts.chart import Table
from analysis.results import Finding
from survey.findings.frozen import Shown
from survey.findings.planned.results import Caution, Lock


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePart:
    """A table without a picture: its name, such as ``lost.wellbeing``, and what stands out in it, if anything."""

    name: str
    table: Table
    finding: Finding | None = None


Part = Shown | TablePart


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeSection:
    """One outcome: its part in the plan, its charts and tables, how its leading figure was made, its cautions.

    ``estimands``: what its contrasts estimate. ``assumptions``: fixed names of what must hold.
    """

    outcome: str
    part: str
    planned: bool
    parts: tuple[Part, ...]
    estimands: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage:
    """Everything on the page; ``who``: who answered, beside the outcomes; ``people``: how many sent answers at all."""

    design: str
    assigned: str
    outcomes: tuple[OutcomeSection, ...]
    who: tuple[Part, ...] = ()
    cautions: tuple[Caution, ...] = ()
    people: int | None = None
    has_arms: bool = False
    lock: Lock | None = None
