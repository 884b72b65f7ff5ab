"""The square code of an address, as a drawing of its own."""

from __future__ import annotations

import segno
from markupsafe import Markup

from survey.fieldwork.paper.words import Words

QUIET_ZONE = 4
"""Modules left white around it, as ISO/IEC 18004 asks."""
LONGEST = 1000
"""Characters; beyond, its modules are too small for a telephone of today."""


def square_code(address: str, words: Words) -> Markup:
    """The QR code of an address as SVG, readable with 15 % of it damaged."""
    drawing = segno.make(address, micro=False, error="m", boost_error=False).svg_inline(
        border=QUIET_ZONE, omitsize=True, svgclass="code", lineclass=None, light="#fff"
    )
    label = words.gettext("A square code for the camera of a telephone")
    return Markup(drawing.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1))  # noqa: S704 - drawn by segno
