"""What the tests look at on every page, and where that leaves us: the statement tells it, the tests read it here."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The rules of axe-core by its tags, none of them switched off."""
WIDTHS = (320, 360, 1280)
ZOOMS: Mapping[int, int] = {200: 640, 400: 320}
"""A computer's window of 1280 pixels at a zoom, in percent, is as wide as this."""
TARGET = 44
"""The least side, in pixels, of whatever a respondent presses."""
STAFF_TARGET = 24
"""Of what staff press, who sit at a desk: level AA."""
OLDEST: Mapping[str, float] = {"chrome": 87, "firefox": 78, "safari": 14.1}
"""The oldest browsers that are served in full; older ones get the page without script."""
APPEAL = ("Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07", "09 69 39 00 00")
"""Who hears complaints in France, by letter without a stamp and by telephone."""
AUDITED_ON: datetime.date | None = None
"""The day of an audit by people, from which a rate of compliance comes. There was none: no page claims one."""
STATED_ON = datetime.date(2026, 11, 26)
"""The day of the statement; that of the release, once the version is released."""
