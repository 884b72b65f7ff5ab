"""Addresses of static files that change with their content, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask

STATIC = Path(__file__).with_name("static")


def init_app(app: Flask) -> None:
    """Give templates ``asset``: the address of a static file."""

    @lru_cache(maxsize=64)
    def asset(name: str) -> str:
        digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()
        return f"{app.static_url_path}/{name}?v={digest[:10]}"

    app.jinja_env.globals["asset"] = asset
