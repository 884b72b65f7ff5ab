"""The pages of a questionnaire as they lie in its file: which questions stand together, and in which repeats."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from survey.instrument.definition import Group, Node, Question, Repeat
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.types import question_type

_SEPARATOR = "~"
"""Between a page's name and its numbers in an address: it stands in no name and needs no escape."""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """What is asked at once: a ``field-list`` group, or one question outside any; ``number`` counts from 0.

    ``repeats`` are those it is asked in, the outer one first. ``another`` is the repeat of which the page asks whether
    there is one more; such a page has no questions. ``rows`` are the questions in their order, and the repeats that
    are asked on the page itself, of which ``repeats_on`` are the names.
    """

    name: str
    questions: tuple[Question, ...]
    group: Group | None
    number: int
    repeats: tuple[str, ...] = ()
    another: Repeat | None = None
    rows: tuple[Question | Repeated, ...] = ()
    repeats_on: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Repeated:
    """A repeat whose instances are asked one below the other on one page."""

    repeat: Repeat
    rows: tuple[Question | Repeated, ...]


class Stop(NamedTuple):
    """A page where somebody stands: in one instance of each repeat it is asked in."""

    page: Page
    indices: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What the document calls it: the key of its place."""
        return Place(self.page.name, self.indices).key

    @property
    def address(self) -> str:
        """What stands for it in an address: ``age``, ``age~2``."""
        return _SEPARATOR.join([self.page.name, *map(str, self.indices)])

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.page.name, self.indices)


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance of a repeat that is asked on a page, and what is shown of it; ``place`` is its own node."""

    place: Place
    rows: tuple[Place | Instances, ...]


@dataclass(frozen=True, slots=True)
class Instances:
    """All instances of a repeat on a page; ``place`` is the key of their number."""

    repeated: Repeated
    place: Place
    instances: tuple[Instance, ...]

    @property
    def is_open(self) -> bool:
        """Whether people say themselves how many there are."""
        return not self.repeated.repeat.repeat_count


class Block(NamedTuple):
    """The numbers of the pages of a repeat: from ``start`` up to ``end``, which is not one of them."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages in their order, and which of them belong to each repeat."""

    pages: tuple[Page, ...]
    blocks: Mapping[str, Block]


@dataclass(slots=True)
class _Laying:
    pages: list[Page] = field(default_factory=list)
    blocks: dict[str, Block] = field(default_factory=dict)


def is_seen(question: Question) -> bool:
    """Whether a row is shown to people; what is worked out without a label is not."""
    worked_out_alone = bool(question.calculation) and not question.label and not question.hint
    return question_type(question.type).is_shown and not worked_out_alone


def asks(question: Question) -> bool:
    """Whether a row is a question, and no note."""
    return question_type(question.type).is_question


def laid_out(survey: tuple[Node, ...]) -> Layout:
    """The pages of a survey."""
    laying = _Laying()
    _lay(survey, laying, ())
    return Layout(tuple(laying.pages), laying.blocks)


def _lay(nodes: tuple[Node, ...], laying: _Laying, repeats: tuple[str, ...]) -> None:
    for node in nodes:
        if isinstance(node, Question):
            if is_seen(node):
                _add(laying, node.name, (node,), None, repeats)
        elif isinstance(node, Repeat):
            _lay_repeat(node, laying, repeats)
        elif _is_page(node):
            _add(laying, node.name, _rows(node.children), node, repeats)
        else:
            _lay(node.children, laying, repeats)


def _lay_repeat(repeat: Repeat, laying: _Laying, repeats: tuple[str, ...]) -> None:
    start, inside = len(laying.pages), (*repeats, repeat.name)
    if _is_page(repeat):
        _add(laying, repeat.name, _rows(repeat.children), repeat, inside)
    else:
        _lay(repeat.children, laying, inside)
    laying.blocks[repeat.name] = Block(start, len(laying.pages))
    if len(laying.pages) > start and not repeat.repeat_count:
        laying.pages.append(Page(repeat.name, (), None, len(laying.pages), repeats, repeat))


def _add(
    laying: _Laying,
    name: str,
    rows: tuple[Question | Repeated, ...],
    group: Group | None,
    repeats: tuple[str, ...],
) -> None:
    questions = tuple(questions_in(rows))
    if questions:
        on = frozenset(_repeats_in(rows))
        laying.pages.append(Page(name, questions, group, len(laying.pages), repeats, rows=rows, repeats_on=on))


def _is_page(group: Group) -> bool:
    return "field-list" in group.appearance or "table-list" in group.appearance


def _rows(nodes: tuple[Node, ...]) -> tuple[Question | Repeated, ...]:
    return tuple(_rows_of(nodes))


def _rows_of(nodes: tuple[Node, ...]) -> Iterator[Question | Repeated]:
    for node in nodes:
        if isinstance(node, Question):
            if is_seen(node):
                yield node
        elif isinstance(node, Repeat):
            inside = _rows(node.children)
            if inside:
                yield Repeated(node, inside)
        else:
            yield from _rows_of(node.children)


def questions_in(rows: tuple[Question | Repeated, ...]) -> Iterator[Question]:
    """The questions and notes of rows, those of repeats included."""
    for row in rows:
        if isinstance(row, Question):
            yield row
        else:
            yield from questions_in(row.rows)


def _repeats_in(rows: tuple[Question | Repeated, ...]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, Repeated):
            yield row.repeat.name
            yield from _repeats_in(row.rows)


def stop_parts(address: str) -> tuple[str, tuple[int, ...]] | None:
    """The name and the numbers of an address, None when it cannot be one."""
    name, *numbers = address.split(_SEPARATOR)
    if not all(text.isascii() and text.isdecimal() and len(text) < 5 and not text.startswith("0") for text in numbers):
        return None
    return name, tuple(map(int, numbers))


def uncertain_alone(pages: Sequence[Page], conditional: Collection[str]) -> Mapping[int, tuple[Place, ...]]:
    """By the numbers of the pages without repeats: their questions that may be hidden, which can be counted alone."""
    return {
        page.number: tuple(Place(each.name) for each in page.questions if each.name in conditional and asks(each))
        for page in pages
        if not page.repeats and all(isinstance(row, Question) for row in page.rows)
    }


def titles(model: Model) -> Mapping[str, tuple[Question, ...]]:
    """The texts asked in each repeat, by which people tell its instances apart."""
    found: dict[str, tuple[Question, ...]] = {}
    for standing in model.questions():
        node = standing.node
        if standing.repeats and isinstance(node, Question) and node.type == "text":
            found[standing.repeats[-1]] = (*found.get(standing.repeats[-1], ()), node)
    return found
