"""Scale scores by wave and arm: means with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.charts.chart import Chart
from analysis.scales.describe import Description


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The scores of one scale in one wave; arm: '' for everyone together. hidden: the key that says why not shown."""

    scale: str
    wave: str
    arm: str
    description: Description | None
    hidden: str = ""


def scores_chart(
    rows: Sequence[ScoreRow], *, score_range: tuple[float, float] = (0.0, 100.0), name: str = "scores"
) -> Chart:
    """A point with its interval per row, arms told apart by shape and fill; the finding names the ends."""
    raise NotImplementedError
