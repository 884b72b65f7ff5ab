"""Addresses of static files that change with their content, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, url_for

STATIC = Path(__file__).with_name("static")


@lru_cache(maxsize=64)
def fingerprint(name: str) -> str:
    """The first letters of the digest of a static file."""
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def asset(name: str) -> str:
    """The address of a static file."""
    return url_for("static", filename=name, v=fingerprint(name))


def init_app(app: Flask) -> None:
    """Give templates ``asset`` and the macros of the fields."""
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["field_markup"] = lambda name, *values: _macro(app, name)(*values)


@lru_cache(maxsize=64)
def _macro(app: Flask, name: str):  # type: ignore[no-untyped-def]  # a Jinja macro has no type of its own
    return app.jinja_env.get_template(f"fields/{name}.html").module.render  # type: ignore[attr-defined]  # made by Jinja
