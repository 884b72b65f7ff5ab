"""How the scores of one scale are spread, and in which third the interviewed people stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.charts.chart import Chart
from analysis.scales.describe import Description

Band = Literal["low", "middle", "high"]
BANDS: tuple[Band, ...] = ("low", "middle", "high")


@dataclass(frozen=True, slots=True)
class Bin:
    """How many people score from ``low`` to below ``high`` (the last bin: up to and with ``high``)."""

    low: float
    high: float
    people: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One interviewed person, at their third only: the number of the interview, never the score."""

    interview: int
    band: Band


def distribution_chart(
    scale: str,
    bins: Sequence[Bin],
    *,
    description: Description,
    marks: Sequence[Mark] = (),
    terciles: tuple[float, float] | None = None,
    hidden: str = "",
    name: str = "",
) -> Chart:
    """Columns over the score range, the interviewed as numbered circles beneath their third when there are marks.

    terciles: the two scores that part the thirds; without them no mark is drawn. hidden: the key that says why there
    are no bins. name: ``distribution.SCALE`` when not given.
    """
    raise NotImplementedError
