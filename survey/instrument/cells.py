"""Reads the cells of a survey row: texts, media, expressions, appearance, parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from survey.instrument import appearances, columns
from survey.instrument.definition import Group, Text
from survey.instrument.reader import NAME_PATTERN, Reader, place_of, value_of
from survey.instrument.report import meant
from survey.instrument.yaml_tree import Map, Scalar

MOST_EXPRESSION_LETTERS = 100_000

YES = ("yes", "true", "true()")
NO = ("no", "false", "false()")
_REFERENCE = rf"\$\{{\s*({NAME_PATTERN})\s*\}}"
_REFERENCES = re.compile(rf"{_REFERENCE}(?:\s*,\s*{_REFERENCE})*")
_PARAMETER_ENDS = re.compile(r"[\s;,]+")


class Cells:
    """What the cells of the rows of one file say."""

    def __init__(self, reader: Reader) -> None:
        """Begin with no expression counted."""
        self.reader = reader
        self._expression_letters = 0

    def text(self, row: Map, column: str, name: str) -> Text:
        """A text that people read, in every language."""
        return self.reader.language_text(value_of(row, column), f"The {column} of `{name}`")

    def media(self, row: Map, name: str) -> Mapping[str, Text]:
        """The files shown or played with a row, by kind."""
        found = {kind: self.reader.media(value_of(row, kind), f"The {kind} of `{name}`") for kind in columns.MEDIA}
        return {kind: files for kind, files in found.items() if files}

    def truth_or_expression(self, row: Map, column: str) -> str:
        """``yes`` and ``no`` in XLSForm's spellings, or an expression."""
        tree = value_of(row, column)
        if isinstance(tree, Scalar) and tree.text.strip().lower() in (*YES, *NO):
            return "true()" if tree.text.strip().lower() in YES else ""
        return self.expression(row, column)

    def expression(self, row: Map, column: str) -> str:
        """The text of an expression; '' once the file holds too many."""
        tree = value_of(row, column)
        text = self.reader.text(tree, f"`{column}`")
        before = self._expression_letters
        self._expression_letters += len(text)
        if tree is None or self._expression_letters <= MOST_EXPRESSION_LETTERS:
            return text
        if before <= MOST_EXPRESSION_LETTERS:
            told = f"The expressions of the file have more than {MOST_EXPRESSION_LETTERS} characters together."
            self.reader.report.add(tree, "file-too-large", told, "Split it into several instruments.")
        return ""

    def trigger(self, row: Map) -> tuple[str, ...]:
        """The names of the questions whose change computes the value again."""
        text = self.reader.text(value_of(row, "trigger"), "`trigger`")
        if text and not _REFERENCES.fullmatch(text):
            told = f"`trigger` must name questions, but says `{text[:80]}`."
            self.reader.report.add(place_of(row, "trigger"), "wrong-trigger", told, "Write `${name}`.")
            return ()
        return tuple(dict.fromkeys(re.findall(_REFERENCE, text)))

    def appearance(self, row: Map, allowed: tuple[str, ...] | None, what: str) -> tuple[str, ...]:
        """The words of an appearance; one that changes nothing here is kept, and told.

        ``allowed`` is None where the type itself is not known.
        """
        words = tuple(self.reader.text(value_of(row, "appearance"), "`appearance`").split())
        place = place_of(row, "appearance")
        if allowed is None:
            return words
        for word in appearances.words_of(words):
            if appearances.changes(word, allowed):
                continue
            if appearances.is_known(word):
                told, remedy = f"`{word}` is for other programs; here {what} is shown plainly.", "Nothing need be done."
                self.reader.report.add(place, "shown-plainly", told, remedy, warning=True)
            else:
                told = f"`{word}` is not an appearance of {what}; it changes nothing."
                self.reader.report.add(place, "unknown-appearance", told, meant(word, allowed), warning=True)
        return words

    def parameters(self, row: Map, allowed: tuple[str, ...] | None, kind: str) -> Mapping[str, str]:
        """The ``name=value`` of a type, separated by a space, a comma or a semicolon."""
        found: dict[str, str] = {}
        place = place_of(row, "parameters")
        text = self.reader.text(value_of(row, "parameters"), "`parameters`")
        for part in filter(None, _PARAMETER_ENDS.split(text)):
            name, equals, value = part.partition("=")
            if not (name and equals and value) or name in found:
                told = f"`{part}` is not one `name=value`."
                self.reader.report.add(place, "wrong-parameter", told, 'Write for instance "start=0 end=10 step=1".')
                break
            if allowed is not None and name not in allowed:
                told = f"`{name}` is not a parameter of the type {kind}."
                remedy = meant(name, allowed) if allowed else "Remove it, unless other programs need it."
                self.reader.report.add(place, "unknown-parameter", told, remedy, warning=not allowed)
            else:
                found[name] = value
        return found

    @staticmethod
    def fields_of(group: Group) -> dict[str, Any]:
        """The fields of a group by name, to make a repeat of them."""
        return {each.name: getattr(group, each.name) for each in fields(group)}
