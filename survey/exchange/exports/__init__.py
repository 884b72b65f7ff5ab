"""The export formats, found by listing this folder: one file per format, each with its ``EXPORT``."""

from __future__ import annotations

import importlib
import pkgutil

from survey.exchange.export import Export


def formats() -> dict[str, Export]:
    """Every format by its identifier."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found: list[Export] = [importlib.import_module(f"{__name__}.{name}").EXPORT for name in names]
    return {export.identifier: export for export in found}
