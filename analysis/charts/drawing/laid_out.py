"""Lays out any specification."""

from __future__ import annotations

from analysis.charts.drawing.columns import columns_drawing
from analysis.charts.drawing.pairs import pairs_drawing
from analysis.charts.drawing.pieces import Drawing
from analysis.charts.drawing.rows import rows_drawing
from analysis.charts.rendering import Rendering
from analysis.charts.specification import Columns, Pairs, Specification


def laid_out(specification: Specification, rendering: Rendering, width: float) -> Drawing:
    """The picture at this width, in pixels."""
    if isinstance(specification, Columns):
        return columns_drawing(specification, rendering, width)
    if isinstance(specification, Pairs):
        return pairs_drawing(specification, rendering, width)
    return rows_drawing(specification, rendering, width)
