"""Lays a questionnaire out on paper, row by row, in one language."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from survey.fieldwork.paper.clauses import Clauses
from survey.fieldwork.paper.conditions import said
from survey.fieldwork.paper.gaps import paragraphs, with_gaps
from survey.fieldwork.paper.numbering import Numbering, is_never, numbered
from survey.fieldwork.paper.offers import offers
from survey.fieldwork.paper.sheet import Asked, Heading, Option, Options, Row, Sheet
from survey.fieldwork.paper.telling import meant_by, otherwise, span, told, way_on
from survey.fieldwork.paper.unsaid import borrowed, unsaid
from survey.fieldwork.paper.ways_on import ways_on
from survey.fieldwork.paper.words import Words
from survey.instrument.definition import Group, Node, Question, Questionnaire, Repeat, Text, text_in
from survey.instrument.model import Model
from survey.instrument.standing import expression_or_none
from survey.instrument.types import question_type
from survey.instrument.types.range import points

MOST_INSTANCES = 20
"""A repeat is printed so often at most, however large the number in the file."""
MOST_COPIES = 60
"""A repeat inside others is printed so often at most, counted over all of their instances."""
OWN_PAGE = 4
"""An instance with at least so many questions begins a page, so that it can be handed out alone."""


@dataclass(frozen=True, slots=True)
class _Printing:
    clauses: Clauses
    numbering: Numbering
    instances: int
    copies: int = 1

    @property
    def words(self) -> Words:
        return self.clauses.words

    def text(self, text: Text) -> str:
        return text_in(text, self.words.language, self.clauses.model.questionnaire.default_language)

    def own(self, text: Text) -> str:
        """A text where the language has it: what only helps is no help in another one."""
        return text.get(self.words.language) or text.get(self.words.language.partition("-")[0]) or ""

    def inside(self, repeat: Repeat, count: int) -> _Printing:
        clauses = dataclasses.replace(self.clauses, repeats=(*self.clauses.repeats, repeat.name))
        return dataclasses.replace(self, clauses=clauses, copies=self.copies * count)


def laid_out(questionnaire: Questionnaire, words: Words, instances: int) -> Sheet:
    """The questionnaire on paper; a repeat whose number is not written in the file has so many ``instances``."""
    model = Model.of(questionnaire)
    bare = Clauses(model, words, {})
    numbering = numbered(model, bare.known)
    printing = _Printing(dataclasses.replace(bare, numbers=numbering.numbers), numbering, instances)
    title = words.shown(printing.text(questionnaire.form_title) or questionnaire.form_id)
    return Sheet(
        title=title,
        rows=tuple(_rows(questionnaire.survey, printing, ())),
        numbers=numbering.numbers,
        unsaid=tuple(unsaid(printing.clauses, numbering)),
        left_out=numbering.left_out,
        borrowed=tuple(borrowed(printing.clauses, numbering)),
    )


def _rows(nodes: Sequence[Node], printing: _Printing, above: tuple[Group, ...]) -> Iterator[Row]:
    for node in nodes:
        if not printing.numbering.prints(node):
            continue
        if isinstance(node, Question):
            yield _asked(node, printing, above)
        elif not is_never(node, printing.clauses.known):
            yield from _heading(node, printing, above)
            if isinstance(node, Repeat):
                yield from _instances(node, printing, above)
            else:
                yield from _rows(node.children, printing, (*above, node))


def _heading(group: Group, printing: _Printing, above: tuple[Group, ...]) -> Iterator[Heading]:
    label, hints = printing.text(group.label), paragraphs(printing.text(group.hint), printing.clauses)
    meant = meant_by(group, printing.clauses, above)
    numbers = printing.numbering.within(group)
    condition = told(meant, printing.clauses, many=True)
    repeated = tuple(_repeated(group, printing)) if isinstance(group, Repeat) else ()
    if not (label or hints or condition or repeated):
        return
    after = printing.numbering.after(numbers[-1]) if numbers else None
    passes = bool(numbers) and meant.is_said and not printing.clauses.repeats
    yield Heading(
        level=min(2 + len(above), 4),
        label=with_gaps(label, printing.clauses),
        lines=(*hints, *repeated),
        told=condition,
        span=span(printing.words, numbers) if condition is not None and numbers else Markup(),
        otherwise=otherwise(printing.words, after) if passes else Markup(),
    )


def _repeated(repeat: Repeat, printing: _Printing) -> Iterator[Markup]:
    gettext = printing.words.gettext
    if _written_count(repeat) is not None:
        return
    expression = expression_or_none(repeat.repeat_count)
    asked = printing.clauses.question(expression.tree) if expression is not None else None
    if asked is None:
        yield gettext("Fill in one part for each one.")
    else:
        number = printing.clauses.number(asked.name)
        yield gettext("Fill in as many parts as you wrote in question %(number)s.", number=number)
    yield gettext("Leave the other parts blank. If you need more parts, ask for another sheet.")


def _written_count(repeat: Repeat) -> int | None:
    expression = expression_or_none(repeat.repeat_count)
    if expression is None or expression.tree[0] not in ("number", "string"):
        return None
    try:
        return int(float(expression.tree[1]))
    except (ValueError, OverflowError):
        return None


def _instances(repeat: Repeat, printing: _Printing, above: tuple[Group, ...]) -> Iterator[Row]:
    written = _written_count(repeat)
    most = max(1, min(MOST_INSTANCES, MOST_COPIES // printing.copies))
    count = min(printing.instances if written is None else written, most)
    label = printing.text(repeat.label)
    inside = printing.inside(repeat, count)
    for number in range(1, count + 1):
        title = f"{label} {number}" if label else printing.words.gettext("Part %(number)s", number=number)
        yield Heading(
            level=min(3 + len(above), 4),
            label=with_gaps(title, printing.clauses),
            begins_page=number > 1 and len(printing.numbering.within(repeat)) >= OWN_PAGE,
        )
        yield from _rows(repeat.children, inside, (*above, repeat))


def _asked(question: Question, printing: _Printing, above: tuple[Group, ...]) -> Asked:
    clauses = printing.clauses
    ways = ways_on(clauses.model, printing.numbering, question, clauses.known)
    number = printing.numbering.numbers.get(question.name)
    choices = _choices(question, printing, ways) if number is not None else ()
    hints = [printing.text(question.hint), printing.own(question.guidance_hint)]
    hints += [printing.own(question.constraint_message)] if question.constraint else []
    return Asked(
        question=question,
        number=number,
        way=_way(question, number, has_choices=bool(choices)),
        paragraphs=paragraphs(printing.text(question.label), clauses),
        hints=tuple(hint for text in hints for hint in paragraphs(text, clauses)),
        told=told(meant_by(question, clauses, above), clauses),
        choices=choices,
        points=tuple(points(question)) if question.type == "range" else (),
        picture=printing.text(question.media.get("image", {})),
        ways_on=tuple(_told_ways(question, printing, ways)),
    )


def _way(question: Question, number: int | None, *, has_choices: bool) -> str:
    if number is None:
        return "read"
    kind = question_type(question.type)
    return "line" if kind.has_choices and not has_choices else kind.on_paper(question)


def _choices(question: Question, printing: _Printing, ways: dict[str, int]) -> tuple[Options, ...]:
    if not question_type(question.type).has_choices:
        return ()
    return tuple(
        Options(
            printing.words.gettext("Only if %(condition)s:", condition=said(offer.condition, printing.clauses))
            if offer.condition.is_said
            else Markup(),
            tuple(
                Option(
                    with_gaps(printing.text(choice.label) or choice.name, printing.clauses),
                    printing.text(choice.media.get("image", {})),
                    str(ways.get(choice.name) or ""),
                )
                for choice in offer.choices
            ),
        )
        for offer in offers(question, printing.clauses)
    )


def _told_ways(question: Question, printing: _Printing, ways: dict[str, int]) -> Iterator[Markup]:
    """One sentence for each place that answers lead to."""
    labels: dict[int, list[str]] = {}
    for choice in printing.clauses.model.choices(question):
        if choice.name in ways:
            labels.setdefault(ways[choice.name], []).append(printing.text(choice.label) or choice.name)
    for number, names in labels.items():
        yield way_on(printing.words, list(dict.fromkeys(names)), number)
