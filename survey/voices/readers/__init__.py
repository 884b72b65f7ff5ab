"""The formats of transcripts, found by listing this folder: one file per format, each with its ``READER``."""

from __future__ import annotations

import importlib
import pkgutil

from survey.voices.transcript import Reader


def readers() -> dict[str, Reader]:
    """Every reader by its name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found: list[Reader] = [importlib.import_module(f"{__name__}.{name}").READER for name in names]
    return {reader.name: reader for reader in found}
