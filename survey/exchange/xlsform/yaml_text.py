"""Writes the tree of an instrument as YAML that people read: block style, texts of several lines as they are."""

from __future__ import annotations

import re
from typing import Any

import yaml

from survey.instrument.yaml_tree import Items, Map, Scalar, Tree, turned_into

_WIDTH = 1_000_000  # a text stays on its line: a folded one is harder to compare
_TAGS = {"true or false": "bool", "a date": "timestamp"}
_BREAK = re.compile(r"^(?=choices:|survey:|sheets:|scales:|- type: begin_)", re.MULTILINE)


class _Plain(str):
    """A text without quotes, read as something else than a text."""


class _Line(list[Any]):
    """A list on one line."""


class _Writer(yaml.CSafeDumper):
    """Writes texts of several lines as they are."""

    def ignore_aliases(self, _shown: Any, /) -> bool:
        """Nothing is written as a reference to something above: the reader refuses that."""
        return True


def _text(writer: _Writer, text: str) -> yaml.ScalarNode:
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _plain(writer: _Writer, text: _Plain) -> yaml.ScalarNode:
    kind = turned_into(Scalar(1, 1, text, True))
    return writer.represent_scalar(f"tag:yaml.org,2002:{_TAGS.get(kind, 'int')}", str(text))


def _line(writer: _Writer, found: _Line) -> yaml.SequenceNode:
    return writer.represent_sequence("tag:yaml.org,2002:seq", found, flow_style=True)


_Writer.add_representer(str, _text)
_Writer.add_representer(_Plain, _plain)
_Writer.add_representer(_Line, _line)


def yaml_text(top: Map) -> str:
    """The text of a file."""
    text = yaml.dump(_shown(top), Dumper=_Writer, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return _BREAK.sub("\n", str(text))


def _shown(tree: Tree) -> Any:
    if isinstance(tree, Map):
        return {key: _shown(value) for key, (_, value) in tree.entries.items()}
    if isinstance(tree, Items):
        shown = [_shown(each) for each in tree.items]
        return shown if any(isinstance(each, Map) for each in tree.items) else _rows(shown)
    return _Plain(tree.text) if _is_value(tree) else tree.text


def _rows(shown: list[Any]) -> list[Any]:
    """A list of lists has one line for each; any other list is one line."""
    return shown if any(isinstance(each, list) for each in shown) else _Line(shown)


def _is_value(tree: Scalar) -> bool:
    return tree.plain and turned_into(tree) not in ("", "nothing")
