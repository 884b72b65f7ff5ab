"""Reads the flat list of survey rows into questions, groups and repeats."""

from __future__ import annotations

from dataclasses import dataclass, field

from survey.instrument import columns
from survey.instrument.cells import NO, Cells
from survey.instrument.definition import Group, Node, Question, Repeat
from survey.instrument.kinds import Kind, read_kind
from survey.instrument.reader import ROW_NAME, Reader, place_of, value_of
from survey.instrument.report import Place, TooManyProblemsError
from survey.instrument.source import Where
from survey.instrument.types import question_type
from survey.instrument.yaml_tree import Map, Scalar, Tree

MOST_ROWS = 3000
MOST_NESTED = 10


@dataclass(slots=True)
class _Open:
    """A group or repeat whose end has not been read yet."""

    row: Map
    name: str
    kind: str
    children: list[Node] = field(default_factory=list)


class Rows:
    """The rows of one instrument, read from top to bottom."""

    def __init__(self, reader: Reader, instrument: str) -> None:
        """Begin without a row."""
        self.reader = reader
        self.cells = Cells(reader)
        self.instrument = instrument
        self.places: dict[Where, Place] = {}
        self._nodes: list[Node] = []
        self._open: list[_Open] = []

    def read(self, tree: Tree | None) -> tuple[Node, ...]:
        """The questions and groups of ``survey``."""
        for number, row in enumerate(self.reader.maps(tree, "`survey`"), start=1):
            if number > MOST_ROWS:
                told = f"The survey has more than {MOST_ROWS} rows."
                self.reader.report.add(row, "file-too-large", told, "Split it into several instruments.")
                break
            if not is_remark(row):
                self._row(row)
        for group in reversed(self._open):
            told = f"The {group.kind} `{group.name}` is never closed."
            remedy = f"Add a row `- type: end_{group.kind}`."
            self.reader.report.add(group.row, "unbalanced-group", told, remedy)
            self._nodes.extend(group.children)
        return tuple(self._nodes)

    def _row(self, row: Map) -> None:
        self.reader.required(row, ("type",), "The row")
        kind = read_kind(row, self.reader)
        if kind.name in columns.BEGINNINGS:
            self._begin(row, columns.BEGINNINGS[kind.name])
        elif kind.name in columns.ENDINGS:
            self._end(row, columns.ENDINGS[kind.name])
        elif kind.name:
            self._question(row, kind)

    def _begin(self, row: Map, kind: str) -> None:
        self._keys(row, columns.REPEAT if kind == "repeat" else columns.GROUP, f"a {kind}")
        if len(self._open) >= MOST_NESTED:
            told = f"Groups are nested deeper than {MOST_NESTED} levels."
            self.reader.report.add(row, "too-deep", told, "Close a group before beginning the next.")
            raise TooManyProblemsError
        self._open.append(_Open(row, self._name(row), kind))

    def _end(self, row: Map, kind: str) -> None:
        self._keys(row, columns.END, f"the end of a {kind}")
        if not self._open:
            told = f"This end_{kind} closes nothing."
            self.reader.report.add(row, "unbalanced-group", told, f"Remove it, or add its begin_{kind} row above.")
            return
        group = self._open.pop()
        name = self.reader.text(value_of(row, "name"), "`name`")
        if group.kind != kind:
            told = f"This end_{kind} closes the {group.kind} `{group.name}`."
            remedy = f"Write `type: end_{group.kind}`, or close the {group.kind} before."
            self.reader.report.add(place_of(row, "type"), "unbalanced-group", told, remedy)
        elif name and name != group.name:
            told = f"This row closes `{group.name}`, not `{name}`."
            self.reader.report.add(place_of(row, "name"), "unbalanced-group", told, f"Write `name: {group.name}`.")
        if group.name:
            self._siblings().append(self._group(group))
        else:
            self._siblings().extend(group.children)

    def _siblings(self) -> list[Node]:
        return self._open[-1].children if self._open else self._nodes

    def _group(self, group: _Open) -> Group:
        row, read, cells = group.row, self.reader, self.cells
        common = Group(
            name=group.name,
            label=cells.text(row, "label", group.name),
            children=tuple(group.children),
            hint=cells.text(row, "hint", group.name),
            relevant=cells.expression(row, "relevant"),
            appearance=cells.appearance(row, columns.GROUP_APPEARANCES, f"a {group.kind}"),
            then_test=read.truth(value_of(row, "then_test"), "`then_test` of a group"),
            instrument=self.instrument,
            columns=read.texts(value_of(row, "columns"), "`columns`"),
            media=cells.media(row, group.name),
        )
        if group.kind == "group":
            return common
        return Repeat(**cells.fields_of(common), repeat_count=cells.expression(row, "repeat_count"))

    def _question(self, row: Map, kind: Kind) -> None:
        known = question_type(kind.name)
        self._keys(row, columns.QUESTION, f"a row of type {kind.name}")
        if not known.is_question:
            self._tell_unanswered(row, kind.name)
        name = self._name(row)
        if not name:
            return
        read, cells = self.reader, self.cells
        question = Question(
            type=kind.name,
            name=name,
            label=cells.text(row, "label", name),
            list_name=kind.list_name,
            hint=cells.text(row, "hint", name),
            guidance_hint=cells.text(row, "guidance_hint", name),
            required=cells.truth_or_expression(row, "required"),
            required_message=cells.text(row, "required_message", name),
            relevant=cells.expression(row, "relevant"),
            constraint=cells.expression(row, "constraint"),
            constraint_message=cells.text(row, "constraint_message", name),
            appearance=cells.appearance(row, known.appearances if kind.is_known else None, f"the type {kind.name}"),
            parameters=cells.parameters(row, known.parameters if kind.is_known else None, kind.name),
            sensitive=read.truth(value_of(row, "sensitive"), "`sensitive`"),
            then_test=read.name(value_of(row, "then_test"), "`then_test`"),
            instrument=self.instrument,
            columns=read.texts(value_of(row, "columns"), "`columns`"),
            calculation=cells.expression(row, "calculation"),
            trigger=cells.trigger(row),
            default=cells.expression(row, "default"),
            read_only=cells.truth_or_expression(row, "read_only"),
            choice_filter=cells.expression(row, "choice_filter"),
            file=kind.file,
            or_other=kind.or_other,
            media=cells.media(row, name),
        )
        self._siblings().append(question)
        if kind.is_known:
            self._tell_missing_label(row, question)

    def _tell_missing_label(self, row: Map, question: Question) -> None:
        """A row that people see has words or a picture; one with the appearance ``label`` shows its choices alone."""
        seen = "label" in row.entries or question.hint or question.media or "label" in question.appearance
        if not seen and question.type not in columns.NOT_SHOWN:
            told = f"`{question.name}` has no label."
            self.reader.report.add(row, "missing-label", told, "Add `label:`, the words people read.")

    def _tell_unanswered(self, row: Map, kind: str) -> None:
        """XLSForm lets a note be required; it is read, but nobody can answer it."""
        for key in sorted(set(columns.QUESTION).difference(columns.NOTE).intersection(row.entries)):
            place, value = row.entries[key]
            if isinstance(value, Scalar) and value.text.lower() not in NO:
                told = f"`{key}` has no effect on a row of type {kind}: nobody answers it."
                self.reader.report.add(place, "column-not-answered", told, f"Remove `{key}`.", warning=True)

    def _keys(self, row: Map, allowed: tuple[str, ...], what: str) -> None:
        for key in sorted(set(columns.ROW).difference(allowed).intersection(row.entries)):
            told = f"`{key}` has no meaning on {what}."
            self.reader.report.add(row.entries[key][0], "column-not-here", told, f"Remove `{key}`.")
        self.reader.keys(row, columns.ROW, "a survey row", columns.ROW_LATER)

    def _name(self, row: Map) -> str:
        self.reader.required(row, ("name",), "The row")
        name = self.reader.name(value_of(row, "name"), "The name", ROW_NAME)
        place = place_of(row, "name")
        if not name:
            return ""
        self._tell_reserved(name, place)
        first = self.places.get(("row", name, ""))
        if first:
            told = f"`{name}` already names the row at line {first.line}."
            self.reader.report.add(place, "duplicate-name", told, "Give each question and group a name of its own.")
        else:
            self.places["row", name, ""] = place
            for column, (_, value) in row.entries.items():
                self.places["row", name, column] = value
        return name

    def _tell_reserved(self, name: str, place: Place) -> None:
        if name in columns.PAGE_FIELDS:
            told = f"`{name}` is kept for the fields of a page."
            self.reader.report.add(place, "reserved-by-page", told, "Choose another name, for instance with a prefix.")
        elif columns.reserved(name):
            told = f"`{name}` is kept for the columns of an export."
            remedy = f"An export calls the answer `{columns.exported_name(name)}`; a name of your own reads better."
            self.reader.report.add(place, "reserved-name", told, remedy, warning=True)


def is_remark(row: Tree) -> bool:
    """Whether a row holds nothing but ``columns``: a remark of the author's, which nobody is asked."""
    return isinstance(row, Map) and set(row.entries) == {"columns"}
