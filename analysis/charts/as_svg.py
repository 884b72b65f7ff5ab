"""A specification as a picture that stands alone: print, download, pages without JavaScript."""

from __future__ import annotations

from analysis.charts.rendering import Rendering
from analysis.charts.specification import Specification


def svg(specification: Specification, rendering: Rendering, *, title: str, description: str, width: int = 640) -> str:
    """The picture as SVG text; width: in pixels, 640 for a page, 340 for a telephone."""
    raise NotImplementedError
