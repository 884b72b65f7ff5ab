"""What is known of a questionnaire before anyone answers: where each node stands, what it reads, its lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from survey.instrument.definition import Choice, Group, Node, Question, Questionnaire, Repeat, text_in
from survey.instrument.expressions.items import ItemList
from survey.instrument.places import Place
from survey.instrument.standing import Standing

Rows = Callable[[str], Sequence[Mapping[str, str]]]
"""The rows of a CSV file by its name; raises LookupError when there is none."""

_STEP = re.compile(r"(?P<name>[^\[\]/]+)(?:\[(?P<number>[1-9][0-9]{0,5})\])?")


def _no_rows(name: str) -> Sequence[Mapping[str, str]]:
    raise LookupError(name)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A questionnaire with its nodes by name, in the order of the file; compared by identity, so as to be a key."""

    questionnaire: Questionnaire
    standings: Mapping[str, Standing]
    children: Mapping[str, tuple[str, ...]]
    root: Standing
    lasting: tuple[Standing, ...]
    ruled: tuple[Standing, ...]
    rows: Rows = _no_rows
    _made: dict[Any, Any] = field(default_factory=dict)  # lists, made when first asked for

    @classmethod
    def of(cls, questionnaire: Questionnaire, rows: Rows = _no_rows) -> Model:
        """The model of a questionnaire; make it once for each digest. ``rows`` gives the rows of its CSV files."""
        standings: dict[str, Standing] = {}
        for node, above, repeats in _walked(questionnaire.survey, (), ()):
            always = not node.relevant and (not above or standings[above[-1]].is_always_relevant)
            standings.setdefault(node.name, Standing(node, above, repeats, len(standings) + 1, always))
        children: dict[str, list[str]] = {"": []}
        for name, standing in standings.items():
            children.setdefault(standing.parent, []).append(name)
        root = Standing(Group("", {}, questionnaire.survey), (), (), 0, True)
        lasting = tuple(standing for standing in standings.values() if standing.lasts)
        ruled = tuple(standing for standing in standings.values() if standing.has_rules)
        own = {name: tuple(names) for name, names in children.items()}
        return cls(questionnaire, standings, own, root, lasting, ruled, rows)

    def questions(self) -> Iterator[Standing]:
        """Every question and note with where it stands, in the order of the file."""
        return (standing for standing in self.standings.values() if isinstance(standing.node, Question))

    def path(self, place: Place) -> str:
        """ODK's path of a place without the form's name: ``/household/member[2]/age``."""
        standing = self.standings[place.name]
        numbers = dict(zip(standing.instance_repeats, place.indices, strict=False))
        steps = ((name, numbers.get(name)) for name in (*standing.above, place.name))
        return "".join(f"/{name}" if number is None else f"/{name}[{number}]" for name, number in steps)

    def place(self, path: str) -> Place | None:
        """The place a path names, its first instance where no number is given; None when there is no such node."""
        steps = [_STEP.fullmatch(step) for step in path.removeprefix("/").split("/")]
        named = [(step["name"], step["number"]) for step in steps if step is not None]
        if len(named) < len(steps) or named[-1][0] not in self.standings:
            return None
        standing = self.standings[named[-1][0]]
        if (*standing.above, standing.name) != tuple(name for name, _ in named):
            return None
        numbers = dict(named)
        if any(number is not None and name not in standing.instance_repeats for name, number in named):
            return None
        own = standing.instance_repeats if numbers[standing.name] is not None else standing.repeats
        return Place(standing.name, tuple(int(numbers[name] or 1) for name in own))

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """All choices of a question: of its list, or of the rows of its file; () when the file is lacking."""
        if not question.file:
            return self.questionnaire.choices.get(question.list_name, ())
        columns = question.parameters.get("value", "name"), question.parameters.get("label", "label")
        made = self._made.get((question.file, *columns))
        if made is None:
            made = tuple(
                _choice(row, *columns, self.questionnaire.default_language) for row in self._rows(question.file)
            )
            self._made[(question.file, *columns)] = made
        return cast(tuple[Choice, ...], made)

    def items(self, question: Question, language: str) -> ItemList:
        """The choices of a question as a filter sees them, in the order of ``choices``."""
        found = self.instance(file_stem(question.file) or question.list_name, language)
        return found if found is not None else ItemList(())

    def instance(self, name: str, language: str) -> ItemList | None:
        """``instance('name')``: a list of choices, or the rows of the file of that name; None when there is neither."""
        if (name, language) not in self._made:
            choices = self.questionnaire.choices.get(name)
            fallback = self.questionnaire.default_language
            if choices is not None:
                rows = [_row(choice, language, fallback) for choice in choices]
                made: ItemList | None = ItemList({**row, "itextId": f"{name}-{at}"} for at, row in enumerate(rows))
            else:
                found = self._rows(f"{name}.csv")
                made = ItemList(found) if found else None
            self._made[(name, language)] = made
        return cast(ItemList | None, self._made[(name, language)])

    def _rows(self, file: str) -> Sequence[Mapping[str, str]]:
        try:
            return self.rows(file)
        except LookupError:
            return ()


def file_stem(name: str) -> str:
    """``villages`` for ``villages.csv``."""
    return name.rpartition(".")[0] or name


def _choice(row: Mapping[str, str], value: str, label: str, language: str) -> Choice:
    return Choice(row.get(value, ""), {language: row.get(label, "")}, row)


def _row(choice: Choice, language: str, fallback: str) -> Mapping[str, str]:
    """A choice as expressions see it; one of a file has columns of its own, which may be called so."""
    return {"name": choice.name, "label": text_in(choice.label, language, fallback), **choice.columns}


def _walked(
    nodes: Sequence[Node], above: tuple[str, ...], repeats: tuple[str, ...]
) -> Iterator[tuple[Node, tuple[str, ...], tuple[str, ...]]]:
    for node in nodes:
        yield node, above, repeats
        if isinstance(node, Group):
            inside = (*repeats, node.name) if isinstance(node, Repeat) else repeats
            yield from _walked(node.children, (*above, node.name), inside)
