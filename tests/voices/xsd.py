"""What breaks the schemas of REFI-QDA in a file, as a library for XML Schema judges it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xmlschema import XMLSchema


@cache
def _schema(path: Path) -> XMLSchema:
    return XMLSchema(path, allow="local")  # nothing is fetched


def faults(schema: Path, content: bytes) -> list[str]:
    """Everything in a file that breaks the rules of a schema: where, and why."""
    return [f"{each.path}: {each.reason}" for each in _schema(schema).iter_errors(content)]
