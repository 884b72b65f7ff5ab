"""Plotly's script as its Python package carries it: found without importing the package, compressed once."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

STYLED = re.compile(rb'if\(!document\.getElementById\("([0-9a-f]{64})"\)\)\{var \w+=document\.createElement\("style"\)')
"""Where the script would add a style for maps, unless the page has an element with this id."""


@dataclass(frozen=True, slots=True)
class PlotlyScript:
    """What a page must know of the script: its digest, and the ids that keep it from adding styles by itself."""

    digest: str
    styles: tuple[str, ...]


def script_file() -> Path:
    """The file in the installed package."""
    found = importlib.util.find_spec("plotly")  # looks for the package and does not run it
    if found is None or found.origin is None:
        raise FileNotFoundError("The package plotly is not installed: install the pinned requirements again.")
    return Path(found.origin).parent / "package_data" / "plotly.min.js"


@lru_cache(maxsize=1)
def plotly_script() -> PlotlyScript:
    """Read once per process."""
    script = script_file().read_bytes()
    styles = tuple(name.decode() for name in STYLED.findall(script))
    return PlotlyScript(hashlib.sha256(script).hexdigest()[:10], styles)


@lru_cache(maxsize=1)
def compressed_script() -> bytes:
    """The script compressed: a third of its size, the only form in which it is kept in memory."""
    return gzip.compress(script_file().read_bytes(), 9, mtime=0)
