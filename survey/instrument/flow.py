"""The way through a questionnaire: its pages, which questions are relevant, what comes next."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from survey.instrument.definition import Answers, Question, Questionnaire, Repeat
from survey.instrument.given import chooses_anew, draws, is_worked_out
from survey.instrument.model import Model
from survey.instrument.numbering import Numbering
from survey.instrument.pages import (
    Block,
    Instance,
    Instances,
    Page,
    Repeated,
    Stop,
    asks,
    laid_out,
    stop_parts,
    titles,
)
from survey.instrument.places import Place
from survey.instrument.state import State
from survey.instrument.steps import Failure

__all__ = ["MOST_INSTANCES", "Failure", "Flow", "Instance", "Instances", "Page", "Stop"]

MOST_INSTANCES = 50
"""As many instances of a repeat are asked; nobody is offered one more."""


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """A questionnaire with its pages and conditions worked out once; compared by identity, so that it can be a key.

    ``conditional`` are the names of what can be hidden: by a condition, or because its instance may not be there;
    ``certain`` those of everything else.
    ``repeats`` names all repeats; ``worked_out`` are the values that nobody answers, ``ends`` those that are the moment
    of submission, ``set_off`` the questions that a trigger answers or empties, ``anew`` the names of those that offer
    something else after other answers; ``draws`` tells whether anything is left to chance; ``titles`` are the texts
    asked in each repeat, by which people tell its instances apart.
    """

    questionnaire: Questionnaire
    model: Model
    pages: tuple[Page, ...]
    conditional: frozenset[str]
    certain: frozenset[str]
    repeats: tuple[str, ...]
    worked_out: tuple[Question, ...]
    ends: tuple[Question, ...]
    set_off: tuple[Question, ...]
    anew: frozenset[str]
    draws: bool
    titles: Mapping[str, tuple[Question, ...]]
    _blocks: Mapping[str, Block]
    _page_at: Mapping[tuple[str, int], Page]
    _numbering: Numbering

    @classmethod
    def of(cls, questionnaire: Questionnaire, model: Model | None = None) -> Flow:
        """The flow of a questionnaire that has passed its checks."""
        model = model or Model.of(questionnaire)
        layout = laid_out(questionnaire.survey)
        conditional = frozenset(
            standing.name
            for standing in model.standings.values()
            if standing.repeats or standing.is_repeat or not standing.is_always_relevant
        )
        return cls(
            questionnaire,
            model,
            layout.pages,
            conditional,
            frozenset(model.standings) - conditional,
            tuple(name for name, standing in model.standings.items() if standing.is_repeat),
            tuple(question for question in questionnaire.questions() if is_worked_out(question)),
            tuple(question for question in questionnaire.questions() if question.type == "end"),
            tuple(each for each in questionnaire.questions() if each.trigger and asks(each)),
            frozenset(question.name for question in questionnaire.questions() if chooses_anew(question)),
            any(draws(standing.node) for standing in model.standings.values()),
            titles(model),
            layout.blocks,
            {(page.name, len(page.repeats)): page for page in layout.pages},
            Numbering.of(layout.pages, layout.blocks.values(), model.steady, conditional),
        )

    def state(self, answers: Answers, moment: datetime.datetime | None = None) -> State:
        """What these answers decide, at a moment or now."""
        return State(self.model, answers, moment=moment or datetime.datetime.now().astimezone())

    def question(self, name: str) -> Question:
        """The question or note of that name."""
        node = self.model.standings[name].node
        if not isinstance(node, Question):
            raise KeyError(name)
        return node

    def stop(self, address: str, state: State) -> Stop | None:
        """Where an address leads, None when there is no such page or no such instance now."""
        parts = stop_parts(address)
        page = self._page_at.get((parts[0], len(parts[1]))) if parts else None
        if parts is None or page is None or not self._is_there(page.repeats, parts[1], state):
            return None
        return Stop(page, parts[1])

    def is_open(self, repeat: str) -> bool:
        """Whether people say themselves how many instances of a repeat there are."""
        node = self.model.standings[repeat].node
        return isinstance(node, Repeat) and not node.repeat_count

    def is_asked(self, place: Place, state: State) -> bool:
        """Whether a place is there now and relevant; what the questionnaire does not have is not."""
        if place.name not in self.conditional:
            return not place.indices and place.name in self.model.standings
        repeats = self.model.standings[place.name].repeats
        there = len(place.indices) == len(repeats) and self._is_there(repeats, place.indices, state)
        return there and state.is_relevant(place)

    def shown(self, stop: Stop, state: State) -> tuple[Place, ...]:
        """The questions and notes of a page that are relevant, those of repeats on it included."""
        return tuple(_places(self.rows(stop, state)))

    def rows(self, stop: Stop, state: State, keys: Collection[str] | None = None) -> tuple[Place | Instances, ...]:
        """What a page shows, its repeats as such: what is relevant, or the questions of these keys."""
        return tuple(self._rows(stop.page.rows, stop.indices, state, keys))

    def _rows(
        self,
        rows: tuple[Question | Repeated, ...],
        indices: tuple[int, ...],
        state: State,
        keys: Collection[str] | None = None,
    ) -> Iterator[Place | Instances]:
        for row in rows:
            place = Place(row.name if isinstance(row, Question) else row.repeat.name, indices)
            if isinstance(row, Question):
                certain = row.name not in self.conditional
                if place.key in keys if keys is not None else certain or state.is_relevant(place):
                    yield place
                continue
            if not state.is_relevant(place):
                continue
            numbers = range(1, self.count(place.name, indices, state) + 1)
            inside = (Place(place.name, (*indices, number)) for number in numbers)
            yield Instances(
                row,
                place,
                tuple(Instance(each, tuple(self._rows(row.rows, each.indices, state, keys))) for each in inside),
            )

    def possible(self, stop: Stop, state: State) -> tuple[Place, ...]:
        """The questions and notes of a page whether they are relevant or not, those of instances on it included."""
        return tuple(self._possible(stop.page.rows, stop.indices, state))

    def _possible(
        self, rows: tuple[Question | Repeated, ...], indices: tuple[int, ...], state: State
    ) -> Iterator[Place]:
        for row in rows:
            if isinstance(row, Question):
                yield Place(row.name, indices)
            else:
                for number in range(1, self.count(row.repeat.name, indices, state) + 1):
                    yield from self._possible(row.rows, (*indices, number), state)

    def first_of(self, instance: Place, state: State) -> Stop | None:
        """The first page of an instance that shows something, or what comes after it."""
        standing = self.model.standings[instance.name]
        start = self._blocks[instance.name].start
        stops = self._forward(start, standing.instance_repeats, instance.indices, state)
        return next((stop for stop in stops if self.is_shown(stop, state)), None)

    def is_shown(self, stop: Stop, state: State) -> bool:
        """Whether a page has something to show."""
        if stop.page.another is not None:
            return state.is_relevant(stop.place)
        return any(True for _ in self._rows(stop.page.rows, stop.indices, state))

    def count(self, repeat: str, outer: tuple[int, ...], state: State) -> int:
        """How many instances of a repeat are asked."""
        place = Place(repeat, outer)
        return min(state.count(place), MOST_INSTANCES) if state.is_relevant(place) else 0

    def places(self, name: str, state: State) -> tuple[Place, ...]:
        """Where a question, or the number of a repeat, stands: in each instance that is asked of the repeats above."""
        found: list[tuple[int, ...]] = [()]
        for above in self.model.standings[name].repeats:
            found = [(*outer, number) for outer in found for number in range(1, self.count(above, outer, state) + 1)]
        return tuple(Place(name, indices) for indices in found)

    def stops(self, state: State) -> Iterator[Stop]:
        """Every page of every instance there is, in order, whether it shows something or not."""
        return self._forward(0, (), (), state)

    def next_stop(self, after: Stop | None, state: State) -> Stop | None:
        """The next page that shows something; the first one after None."""
        if after is None:
            stops = self.stops(state)
        else:
            stops = self._forward(after.page.number + 1, after.page.repeats, after.indices, state)
        return next((stop for stop in stops if self.is_shown(stop, state)), None)

    def previous_stop(self, before: Stop | None, state: State) -> Stop | None:
        """The page before one that shows something; the last one before None."""
        if before is None:
            stops = self._backward(len(self.pages) - 1, (), (), state)
        else:
            stops = self._backward(before.page.number - 1, before.page.repeats, before.indices, state)
        return next((stop for stop in stops if self.is_shown(stop, state)), None)

    def position(self, stop: Stop, state: State) -> tuple[int, int, int]:
        """The numbers of the first and last relevant question of a page, and of all; notes are not counted."""

        def walk(block: Block) -> Iterator[Stop]:
            stops = self._forward(block.start, (), (), state)
            return itertools.takewhile(lambda each: block.start <= each.page.number < block.end, stops)

        return self._numbering.position(stop, state.hidden, walk, lambda each: self.shown(each, state))

    def _is_there(self, repeats: Collection[str], indices: tuple[int, ...], state: State) -> bool:
        return all(indices[depth] <= self.count(name, indices[:depth], state) for depth, name in enumerate(repeats))

    def _forward(self, number: int, chain: tuple[str, ...], indices: tuple[int, ...], state: State) -> Iterator[Stop]:
        """The stops from a page on; ``chain`` are the repeats one stands in, ``indices`` the instances."""
        while True:
            while chain and number >= self._blocks[chain[-1]].end:
                if indices[-1] < self.count(chain[-1], indices[:-1], state):
                    number, indices = self._blocks[chain[-1]].start, (*indices[:-1], indices[-1] + 1)
                    break
                chain, indices = chain[:-1], indices[:-1]
            if number >= len(self.pages):
                return
            page = self.pages[number]
            for name in page.repeats[len(chain) :]:
                if not self.count(name, indices, state):
                    number = self._blocks[name].end
                    break
                chain, indices = (*chain, name), (*indices, 1)
            else:
                yield Stop(page, indices)
                number += 1

    def _backward(self, number: int, chain: tuple[str, ...], indices: tuple[int, ...], state: State) -> Iterator[Stop]:
        """The stops up to a page, the last first."""
        while True:
            while chain and number < self._blocks[chain[-1]].start:
                if indices[-1] > 1:
                    number, indices = self._blocks[chain[-1]].end - 1, (*indices[:-1], indices[-1] - 1)
                    break
                chain, indices = chain[:-1], indices[:-1]
            if number < 0:
                return
            page = self.pages[number]
            for name in page.repeats[len(chain) :]:
                count = self.count(name, indices, state)
                if not count:
                    number = self._blocks[name].start - 1
                    break
                chain, indices = (*chain, name), (*indices, count)
            else:
                yield Stop(page, indices)
                number -= 1


def _places(rows: tuple[Place | Instances, ...]) -> Iterator[Place]:
    for row in rows:
        if isinstance(row, Place):
            yield row
        else:
            for instance in row.instances:
                yield from _places(instance.rows)
