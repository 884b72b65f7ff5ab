"""Static files: scripts without their comments, texts compressed once, at addresses that change with their content."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import rjsmin
from flask import Flask

STATIC = Path(__file__).with_name("static")
SCRIPT = ".mjs"
TEXTS = {SCRIPT: "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
"""What becomes smaller by compressing, and what it is called."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file as it is sent, plain and compressed."""

    content: bytes
    packed: bytes
    digest: str


@lru_cache(maxsize=128)
def prepared(name: str) -> Asset:
    """A static file made small, once per process."""
    content = (STATIC / name).read_bytes()
    if name.endswith(SCRIPT):
        content = rjsmin.jsmin(content.decode()).encode()
    return Asset(content, gzip.compress(content, 9, mtime=0), hashlib.sha256(content).hexdigest())


def init_app(app: Flask) -> None:
    """Give templates ``asset``: the address of a static file."""

    folder = app.static_url_path

    @lru_cache(maxsize=128)
    def asset(name: str) -> str:
        return f"{folder}/{name}?v={prepared(name).digest[:10]}"

    app.jinja_env.globals["asset"] = asset
