"""The dashboard in the two shapes that a worker passes on, so small that serving figures takes it little memory."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping
from typing import Any

from survey.findings import dashboard

QUICKLY = 5
"""How hard figures are compressed: to a tenth, in a few milliseconds."""


def page(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a page is written from: everything but the pictures, of which it only says whether there is one."""
    found = dashboard.answer(words)
    drawn = [{**chart, "plotly": None if chart["plotly"] is None else {}} for chart in found["charts"]]
    return {**found, "charts": drawn}


def figures(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The whole dashboard as JSON, compressed, as text: what the page's script fetches."""
    text = json.dumps(dashboard.answer(words), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return {"gzip": base64.b64encode(gzip.compress(text.encode(), QUICKLY, mtime=0)).decode()}
