"""The flow of participants: at which step the people of each wave stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.charts.chart import Chart


@dataclass(frozen=True, slots=True)
class FlowGroup:
    """Neighbouring steps that are told by one figure, in the order people go through them."""

    steps: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveFlow:
    """The people of one wave and origin (register, open link) by step. base: everyone; groups: () where none is told.

    hidden: the key that says why no groups are told, '' otherwise.
    """

    wave: str
    origin: str
    groups: tuple[FlowGroup, ...]
    base: int
    hidden: str = ""


def flow_chart(waves: Sequence[WaveFlow], *, name: str = "flow", submitted: str = "submitted") -> Chart:
    """One stacked bar per wave; the finding is the share of the invited who submitted (the step ``submitted``)."""
    raise NotImplementedError
