"""Reads YAML strictly, from the parser's events to a tree with places: nothing is ever constructed or expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from survey.instrument.report import START, Place, Report

MAXIMUM_BYTES = 1_000_000
MAXIMUM_DEPTH = 16
MAXIMUM_VALUES = 100_000

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Scalar(Place):
    """A text of the file; ``plain`` when it stands without quotes."""

    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Items(Place):
    """A list of the file."""

    items: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Map(Place):
    """A map of the file: each key with its place and its value."""

    entries: Mapping[str, tuple[Scalar, Tree]]


Tree = Scalar | Items | Map


class _StopReadingError(Exception):
    """Nothing after this place can be read."""


def read_tree(path: Path, report: Report) -> Tree | None:
    """The tree of a file; None when it cannot be read at all. Every problem goes to the report."""
    text = _decoded(path, report)
    if text is None:
        return None
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    try:
        return _Composer(events, report).document()
    except _StopReadingError:
        return None
    except yaml.MarkedYAMLError as error:
        _add_syntax(error, text, report)
        return None
    except yaml.YAMLError:
        report.add(START, "yaml-syntax", "The file is not YAML.", "Write the file as UTF-8 text.")
        return None


def _decoded(path: Path, report: Report) -> str | None:
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            told = f"The file is larger than {MAXIMUM_BYTES} bytes."
            report.add(START, "file-too-large", told, "Split it into several instruments.")
            return None
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        report.add(START, "file-not-found", f"The file cannot be read: {reason}.", "Check the path.")
        return None
    if content.startswith(b"\xef\xbb\xbf"):
        report.add(START, "byte-order-mark", "The file begins with a byte order mark.", "Save it as UTF-8 without BOM.")
        content = content[3:]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place_at(content[: error.start].decode("utf-8", "replace"))
        report.add(place, "not-utf8", f"Byte {content[error.start]:#04x} is not UTF-8.", "Save the file as UTF-8.")
        return None
    return text if _clean(text, report) else None


def _clean(text: str, report: Report) -> bool:
    for found in _DIRECTION.finditer(text):
        _add_character(_place_at(text[: found.start()]), found.group(), report)
    control = _CONTROL.search(text)
    if control:
        _add_character(_place_at(text[: control.start()]), control.group(), report)
    return control is None


def _add_character(place: Place, character: str, report: Report) -> None:
    what = f"The character U+{ord(character):04X} is invisible and changes how a text is stored or read."
    remedy = (
        "Remove it; the direction of a language is set by the page." if _DIRECTION.match(character) else "Remove it."
    )
    report.add(place, "control-character", what, remedy)


def _place_at(before: str) -> Place:
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _add_syntax(error: yaml.MarkedYAMLError, text: str, report: Report) -> None:
    mark = error.problem_mark or error.context_mark
    place = Place(mark.line + 1, mark.column + 1) if mark else START
    lines = text.split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    remedy = "Check the indentation, and put a text that holds `: `, `#` or a quote into quotes."
    if line[place.column - 1 : place.column] == "\t" or line.lstrip(" ").startswith("\t"):
        remedy = "Replace the tab by spaces."
    what = ": ".join(part for part in (error.context, error.problem) if part)
    if error.context_mark and error.context_mark.line + 1 < place.line:
        what += f"; it began at line {error.context_mark.line + 1}"
    report.add(place, "yaml-syntax", f"This is not YAML: {what}.", remedy)


class _Composer:
    """Builds the tree from events, with a limit on depth and none of YAML's shortcuts."""

    def __init__(self, events: Iterator[Any], report: Report) -> None:
        self.events = events
        self.report = report
        self.values = 0

    def document(self) -> Tree | None:
        """The one document of the file."""
        tree = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    told = "The file holds several documents (`---`)."
                    self.report.add(_place(event), "several-documents", told, "Keep one per file.")
                    break
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                tree = self.node(event, 1)
        if tree is None:
            self.report.add(START, "empty-file", "The file is empty.", "Write `settings:`, `survey:` and `choices:`.")
        return tree

    def node(self, event: Any, depth: int) -> Tree:
        """The tree that begins with an event."""
        place = _place(event)
        if depth > MAXIMUM_DEPTH:
            told = f"The file is nested deeper than {MAXIMUM_DEPTH} levels."
            self.report.add(place, "too-deep", told, "Write the rows as one flat list.")
            raise _StopReadingError
        self.values += 1
        if self.values > MAXIMUM_VALUES:
            told = f"The file holds more than {MAXIMUM_VALUES} values."
            self.report.add(place, "file-too-large", told, "Split it into several instruments.")
            raise _StopReadingError
        self._refuse_shortcuts(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(place.line, place.column, tuple(self._items(depth)))
        if isinstance(event, yaml.MappingStartEvent):
            return Map(place.line, place.column, self._entries(depth))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        return Scalar(place.line, place.column, "", False)

    def _refuse_shortcuts(self, event: Any, place: Place) -> None:
        remedy = "Write the text out at each place."
        if isinstance(event, yaml.AliasEvent):
            self.report.add(place, "yaml-alias", f"`*{event.anchor}` is a YAML alias.", remedy)
        elif event.anchor is not None:
            self.report.add(place, "yaml-anchor", f"`&{event.anchor}` is a YAML anchor.", remedy)
        if getattr(event, "tag", None) is not None:
            told = f"`{event.tag}` is a YAML tag."
            self.report.add(place, "yaml-tag", told, "Remove it; a text that begins with `!` goes into quotes.")

    def _scalar(self, event: Any, place: Place) -> Scalar:
        if event.style == '"':
            for character in _ESCAPED.findall(event.value)[:1]:
                if not _DIRECTION.match(character) or not self._told(place.line, event.end_mark.line + 1):
                    _add_character(place, character, self.report)
        return Scalar(place.line, place.column, event.value, event.style is None or event.style == "")

    def _told(self, first: int, last: int) -> bool:
        return any(each.rule == "control-character" and first <= each.line <= last for each in self.report.problems)

    def _items(self, depth: int) -> Iterator[Tree]:
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.node(event, depth + 1)

    def _entries(self, depth: int) -> dict[str, tuple[Scalar, Tree]]:
        entries: dict[str, tuple[Scalar, Tree]] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self.report.add(key, "wrong-key", "A key must be a word.", "Write `name: value`.")
            elif key.text in entries:
                first = entries[key.text][0]
                told = f"`{key.text}` stands twice; first at line {first.line}."
                self.report.add(key, "duplicate-key", told, "Keep one of the two.")
            else:
                entries[key.text] = (key, value)
        return entries


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def turned_into(scalar: Scalar) -> str:
    """What YAML would make of an unquoted text instead of a text: ``true or false``, ``a number`` …; '' for none."""
    if not scalar.plain:
        return ""
    if scalar.text == "":
        return "nothing"
    for tag, pattern in yaml.SafeLoader.yaml_implicit_resolvers.get(scalar.text[0], []):
        if pattern.match(scalar.text):
            return _KINDS.get(tag.rpartition(":")[2], "something else")
    return ""


_KINDS = {
    "bool": "true or false",
    "int": "a number",
    "float": "a number",
    "null": "nothing",
    "timestamp": "a date",
    "merge": "a merge",
    "value": "a default value",
}
