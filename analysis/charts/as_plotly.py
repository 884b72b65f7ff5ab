"""A specification as a figure that Plotly draws in the browser."""

from __future__ import annotations

from typing import Any

from analysis.charts.rendering import Rendering
from analysis.charts.specification import Specification


def plotly_figure(specification: Specification, rendering: Rendering) -> dict[str, Any]:
    """Plain JSON: ``data`` and ``layout`` for a wide card, ``narrow`` with both for one under 560 pixels,
    ``colours``: each colour of the figure and the one to put in its place on dark paper.
    """
    raise NotImplementedError
