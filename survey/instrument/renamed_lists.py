"""Expressions that read a list by its name still find it where the list got another name."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from survey.instrument.definition import Node, Question

_Row = TypeVar("_Row", bound=Node)

_NAMED = re.compile(r"\b(instance|pulldata)(\s*\(\s*)(?:'([^']*)'|\"([^\"]*)\")")
_OF_QUESTIONS = ("relevant", "required", "constraint", "calculation", "default", "read_only", "choice_filter")


def reading_renamed(node: _Row, names: Mapping[str, str]) -> _Row:
    """A row whose ``instance('…')`` and ``pulldata('…', …)`` name the lists as ``names`` does."""
    columns = _OF_QUESTIONS if isinstance(node, Question) else ("relevant", "repeat_count")
    texts = {column: getattr(node, column) for column in columns if hasattr(node, column)}
    changed: dict[str, Any] = {
        column: renamed for column, text in texts.items() if (renamed := _renamed(text, names)) != text
    }
    return dataclasses.replace(node, **changed) if changed else node


def _renamed(text: str, names: Mapping[str, str]) -> str:
    def named(found: re.Match[str]) -> str:
        name = (found[3] or found[4] or "").removesuffix(".csv")
        return f"{found[1]}{found[2]}'{names[name]}'" if names.get(name, name) != name else found[0]

    return _NAMED.sub(named, text)
