"""Reads the flat list of survey rows into questions and groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.instrument import columns
from survey.instrument.definition import Group, Node, Question, Text
from survey.instrument.reader import Reader, place_of, value_of
from survey.instrument.report import Place, TooManyProblemsError, meant
from survey.instrument.source import Where
from survey.instrument.types import question_type, type_names
from survey.instrument.yaml_tree import Map, Scalar, Tree

MOST_ROWS = 3000
MOST_NESTED = 10
MOST_EXPRESSION_LETTERS = 100_000

_YES = ("yes", "true", "true()")
_NO = ("no", "false", "false()")


@dataclass(slots=True)
class _Open:
    """A group whose end has not been read yet."""

    row: Map
    name: str
    children: list[Node] = field(default_factory=list)


class Rows:
    """The rows of one instrument, read from top to bottom."""

    def __init__(self, reader: Reader, instrument: str) -> None:
        """Begin without a row."""
        self.reader = reader
        self.instrument = instrument
        self.places: dict[Where, Place] = {}
        self._nodes: list[Node] = []
        self._open: list[_Open] = []
        self._expression_letters = 0

    def read(self, tree: Tree | None) -> tuple[Node, ...]:
        """The questions and groups of ``survey``."""
        for number, row in enumerate(self.reader.maps(tree, "`survey`"), start=1):
            if number > MOST_ROWS:
                told = f"The survey has more than {MOST_ROWS} rows."
                self.reader.report.add(row, "file-too-large", told, "Split it into several instruments.")
                break
            self._row(row)
        for group in reversed(self._open):
            told = f"The group `{group.name}` is never closed."
            self.reader.report.add(group.row, "unbalanced-group", told, "Add a row `- type: end_group`.")
            self._nodes.extend(group.children)
        return tuple(self._nodes)

    def _row(self, row: Map) -> None:
        self.reader.required(row, ("type",), "The row")
        kind, _, list_name = self.reader.text(value_of(row, "type"), "`type`").partition(" ")
        list_name = list_name.strip()
        if kind == columns.BEGIN_GROUP and not list_name:
            self._keys(row, columns.GROUP, "a group")
            self._check_depth(row)
            self._open.append(_Open(row, self._name(row)))
        elif kind == columns.END_GROUP and not list_name:
            self._keys(row, columns.END, "the end of a group")
            self._end(row)
        elif kind:
            self._question(row, self._kind(row, kind, list_name), list_name)

    def _check_depth(self, row: Map) -> None:
        if len(self._open) >= MOST_NESTED:
            told = f"Groups are nested deeper than {MOST_NESTED} levels."
            self.reader.report.add(row, "too-deep", told, "Close a group before beginning the next.")
            raise TooManyProblemsError

    def _end(self, row: Map) -> None:
        if not self._open:
            told = "This end_group closes nothing."
            self.reader.report.add(row, "unbalanced-group", told, "Remove it, or add its begin_group row above.")
            return
        group = self._open.pop()
        name = self.reader.text(value_of(row, "name"), "`name`")
        if name and name != group.name:
            told = f"This row closes `{group.name}`, not `{name}`."
            self.reader.report.add(place_of(row, "name"), "unbalanced-group", told, f"Write `name: {group.name}`.")
        if group.name:
            self._siblings().append(self._group(group))
        else:
            self._siblings().extend(group.children)

    def _siblings(self) -> list[Node]:
        return self._open[-1].children if self._open else self._nodes

    def _group(self, group: _Open) -> Group:
        row, read = group.row, self.reader
        return Group(
            name=group.name,
            label=read.language_text(value_of(row, "label"), f"The label of `{group.name}`"),
            children=tuple(group.children),
            hint=read.language_text(value_of(row, "hint"), f"The hint of `{group.name}`"),
            relevant=self._expression(value_of(row, "relevant"), "`relevant`"),
            appearance=self._appearance(row, ("field-list",), "a group"),
            then_test=read.truth(value_of(row, "then_test"), "`then_test` of a group"),
            instrument=self.instrument,
            columns=read.texts(value_of(row, "columns"), "`columns`"),
        )

    def _question(self, row: Map, kind: str, list_name: str) -> None:
        known = question_type(kind)
        self._keys(row, columns.QUESTION if known.is_question else columns.NOTE, f"a row of type {kind}")
        name = self._name(row)
        if not name:
            return
        label = self._text(row, "label", name)
        if "label" not in row.entries:
            told = f"`{name}` has no label."
            self.reader.report.add(row, "missing-label", told, "Add `label:`, the words people read.")
        read = self.reader
        self._siblings().append(
            Question(
                type=kind,
                name=name,
                label=label,
                list_name=list_name if known.has_choices else "",
                hint=self._text(row, "hint", name),
                guidance_hint=self._text(row, "guidance_hint", name),
                required=self._required(value_of(row, "required")),
                required_message=self._text(row, "required_message", name),
                relevant=self._expression(value_of(row, "relevant"), "`relevant`"),
                constraint=self._expression(value_of(row, "constraint"), "`constraint`"),
                constraint_message=self._text(row, "constraint_message", name),
                appearance=self._appearance(row, known.appearances, f"the type {kind}"),
                parameters=self._parameters(row, known.parameters, kind),
                sensitive=read.truth(value_of(row, "sensitive"), "`sensitive`"),
                then_test=read.name(value_of(row, "then_test"), "`then_test`"),
                instrument=self.instrument,
                columns=read.texts(value_of(row, "columns"), "`columns`"),
            )
        )

    def _text(self, row: Map, column: str, name: str) -> Text:
        return self.reader.language_text(value_of(row, column), f"The {column} of `{name}`")

    def _keys(self, row: Map, allowed: tuple[str, ...], what: str) -> None:
        for key in sorted(set(columns.QUESTION).difference(allowed).intersection(row.entries)):
            told = f"`{key}` has no meaning on {what}."
            self.reader.report.add(row.entries[key][0], "column-not-here", told, f"Remove `{key}`.")
        self.reader.keys(row, columns.QUESTION, "a survey row", columns.ROW_LATER)

    def _kind(self, row: Map, kind: str, list_name: str) -> str:
        """The type of a row; a wrong one is told and read as a text, so that the rest can be checked."""
        place = place_of(row, "type")
        report = self.reader.report
        if kind in columns.TYPES_LATER:
            told = f"The type `{kind}` is not supported yet."
            report.add(place, "not-supported-yet", told, columns.TYPES_LATER[kind])
            return "text"
        if kind not in type_names():
            known = (*type_names(), columns.BEGIN_GROUP, columns.END_GROUP)
            whole = f"{kind} {list_name}".strip()
            report.add(place, "unknown-type", f"`{whole}` is not a type.", meant(whole.replace(" ", "_"), known))
            return "text"
        if not question_type(kind).has_choices:
            if list_name:
                remedy = f"Write `type: {kind}` alone."
                report.add(place, "unknown-type", f"`{kind}` takes no list, but `{list_name}` follows.", remedy)
        elif not list_name:
            report.add(place, "missing-list", f"`{kind}` names no list.", f"Write `type: {kind} LIST`.")
        elif " " in list_name:
            rule = "not-supported-yet" if list_name.endswith(" or_other") else "unknown-list"
            remedy = "Name one list; where needed, add a choice `other` to it and a text question."
            report.add(place, rule, f"`{list_name}` is not the name of one list.", remedy)
        return kind

    def _name(self, row: Map) -> str:
        self.reader.required(row, ("name",), "The row")
        name = self.reader.name(value_of(row, "name"), "The name")
        place = place_of(row, "name")
        if not name:
            return ""
        if columns.reserved(name):
            told = f"`{name}` is kept for the columns of an export."
            self.reader.report.add(place, "reserved-name", told, "Choose another name, for instance with a prefix.")
        first = self.places.get(("row", name, ""))
        if first:
            told = f"`{name}` already names the row at line {first.line}."
            self.reader.report.add(place, "duplicate-name", told, "Give each question and group a name of its own.")
        else:
            self.places["row", name, ""] = place
            for column, (_, value) in row.entries.items():
                self.places["row", name, column] = value
        return name

    def _required(self, tree: Tree | None) -> str:
        if isinstance(tree, Scalar) and tree.text.strip().lower() in (*_YES, *_NO):
            return "true()" if tree.text.strip().lower() in _YES else ""
        return self._expression(tree, "`required`")

    def _expression(self, tree: Tree | None, what: str) -> str:
        text = self.reader.text(tree, what)
        before = self._expression_letters
        self._expression_letters += len(text)
        if tree is None or self._expression_letters <= MOST_EXPRESSION_LETTERS:
            return text
        if before <= MOST_EXPRESSION_LETTERS:
            told = f"The expressions of the file have more than {MOST_EXPRESSION_LETTERS} characters together."
            self.reader.report.add(tree, "file-too-large", told, "Split it into several instruments.")
        return ""

    def _appearance(self, row: Map, allowed: tuple[str, ...], what: str) -> tuple[str, ...]:
        words = tuple(self.reader.text(value_of(row, "appearance"), "`appearance`").split())
        for word in words:
            if word not in allowed:
                told = f"`{word}` is not an appearance of {what}."
                self.reader.report.add(place_of(row, "appearance"), "unknown-appearance", told, meant(word, allowed))
        return words

    def _parameters(self, row: Map, allowed: tuple[str, ...], kind: str) -> Mapping[str, str]:
        found: dict[str, str] = {}
        place = place_of(row, "parameters")
        for part in self.reader.text(value_of(row, "parameters"), "`parameters`").split():
            name, equals, text = part.partition("=")
            if not (name and equals and text) or name in found:
                told = f"`{part}` is not one `name=value`."
                self.reader.report.add(place, "wrong-parameter", told, 'Write for instance "start=0 end=10 step=1".')
                break
            if name not in allowed:
                told = f"`{name}` is not a parameter of the type {kind}."
                self.reader.report.add(place, "unknown-parameter", told, meant(name, allowed))
            else:
                found[name] = text
        return found
