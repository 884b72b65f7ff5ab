"""What changed per scale, with its interval: a forest plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.change.wilcoxon import SignedRank
from analysis.charts.chart import Chart
from analysis.results import Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One scale: its mean change, the same in standard deviations (d_z, Hedges g), the signed-rank test or None."""

    scale: str
    change: Estimate
    d_z: Estimate
    hedges_g: Estimate
    test: SignedRank | None = None


def change_chart(rows: Sequence[ChangeRow], *, looking_back: bool, design: str, name: str = "change") -> Chart:
    """A square per scale, filled when its interval excludes 0; the finding lists what rose, fell, is unclear.

    looking_back: the change is one that people perceive (then-test items of one wave), not one between two waves.
    design: the study's; the finding's ``comparison`` is 0 where it has no comparison group, so that nothing may be
    called an effect.
    """
    raise NotImplementedError
