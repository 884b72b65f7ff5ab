"""Makes the tree of an instrument out of cells: each text keeps the place of its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from survey.instrument.report import Place
from survey.instrument.yaml_tree import Items, Map, Scalar, Tree

_NEVER = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def scalar(text: str, place: Place) -> Scalar:
    """A text, without the characters that no file may hold."""
    return Scalar(place.line, place.column, without_controls(text), False, sheet=place.sheet)


def items(found: Iterable[Tree], place: Place) -> Items:
    """A list."""
    return Items(place.line, place.column, tuple(found), sheet=place.sheet)


def tree_map(entries: Mapping[str, Tree], place: Place) -> Map:
    """A map; each key stands where its value does."""
    keyed = {key: (scalar(key, value), value) for key, value in entries.items()}
    return Map(place.line, place.column, keyed, sheet=place.sheet)


def texts(found: Mapping[str, str], place: Place) -> Map:
    """A map of texts at one place."""
    return tree_map({key: scalar(text, place) for key, text in found.items()}, place)


def forbidden(text: str) -> list[str]:
    """The characters of a text that no file may hold."""
    return _NEVER.findall(_as_lines(text))


def without_controls(text: str) -> str:
    """A text without control characters, and without those that turn the direction of what follows."""
    return _NEVER.sub("", _as_lines(text))


def _as_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("_x000D_", "")


def entry(tree: Map, key: str) -> Tree | None:
    """The value under a key."""
    found = tree.entries.get(key)
    return found[1] if found else None


def text_at(tree: Map, key: str) -> str:
    """The text under a key, '' when there is none."""
    found = entry(tree, key)
    return found.text if isinstance(found, Scalar) else ""


def map_at(tree: Map, key: str) -> Map:
    """The map under a key, an empty one when there is none."""
    found = entry(tree, key)
    return found if isinstance(found, Map) else Map(tree.line, tree.column, {}, sheet=tree.sheet)


def maps_at(tree: Map, key: str) -> list[Map]:
    """The maps of the list under a key."""
    found = entry(tree, key)
    return [each for each in found.items if isinstance(each, Map)] if isinstance(found, Items) else []
