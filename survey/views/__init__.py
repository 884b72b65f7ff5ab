"""The pages: one blueprint per file, found by listing this folder."""

from __future__ import annotations

import importlib
import pkgutil

from flask import Flask


def init_app(app: Flask) -> None:
    """Register every blueprint, then the error pages."""
    for module in pkgutil.iter_modules(__path__):
        room = importlib.import_module(f"{__name__}.{module.name}")
        if hasattr(room, "blueprint"):
            app.register_blueprint(room.blueprint)
        if hasattr(room, "init_app"):
            room.init_app(app)
