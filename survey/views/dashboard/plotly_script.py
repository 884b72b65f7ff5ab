"""Plotly's script as its Python package carries it: found without importing the package, compressed once."""

from __future__ import annotations

import hashlib
import importlib.util
import mmap
import re
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

STYLED = re.compile(rb'if\(!document\.getElementById\("([0-9a-f]{64})"\)\)\{var \w+=document\.createElement\("style"\)')
"""Where the script would add a style for maps, unless the page has an element with this id."""
GZIP = 31
"""What zlib is told so that it writes the format of gzip."""
PIECE = 256 * 1024


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
    with script_file().open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as script:
        styles = tuple(name.decode() for name in STYLED.findall(script))
        return PlotlyScript(hashlib.sha256(script).hexdigest()[:10], styles)


def compressed_script(folder: Path) -> Path:
    """The script compressed, a third of its size, in a file of ``folder``: made once, so that no process keeps it."""
    file = folder / f"plotly-{plotly_script().digest}.js.gz"
    if not file.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
            part.writelines(_compressed(script_file()))
        Path(part.name).replace(file)  # whole or not there, whoever else makes it at the same time
    return file


def _compressed(script: Path) -> Iterator[bytes]:
    compressor = zlib.compressobj(9, wbits=GZIP)
    with script.open("rb") as file:
        for piece in iter(lambda: file.read(PIECE), b""):
            yield compressor.compress(piece)
    yield compressor.flush()
