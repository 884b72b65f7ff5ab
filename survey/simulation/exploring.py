"""Takes many different ways through a questionnaire, as its pages lead them, and tells where none leads."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from survey.instrument.acceptance import broken_rule
from survey.instrument.definition import NOT_ANSWERED, REFUSED, Question, Value
from survey.instrument.flow import Flow, Instances, Stop
from survey.instrument.given import is_worked_out, value_of_text
from survey.instrument.places import Place
from survey.instrument.standing import Standing
from survey.instrument.state import State
from survey.instrument.types import question_type
from survey.simulation.chance import chance
from survey.simulation.tries import constants, tries
from survey.store import documents
from survey.store.documents import Document, SentPage
from survey.store.instances import with_count

MOST_TIMES = 12
"""How often a page may come back on one path before it is called a loop."""
MOST_PAGES = 3000
MOST_INSTANCES = 3
NO_ANSWER, NO_CHOICE, LOOP, UNFINISHED, NEVER_ACCEPTED = (
    "no-answer",
    "no-choice",
    "loop",
    "unfinished",
    "never-accepted",
)
_BLANK_IN = {"blanks": 0.9, "random": 0.1, "rare": 0.0}
MOODS = ("rare", "random", "blanks", "rare")
"""How a path answers: what was answered least so far, anything, or as little as it may."""


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A question or page that holds people up: where, by which rule, after which answers that it reads."""

    name: str
    rule: str
    after: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Path:
    """One way: how many questions it asked, over how many pages, and which questions and notes it showed."""

    questions: int
    pages: int
    shown: frozenset[str]


@dataclass(slots=True)
class Explorer:
    """Walks paths through a flow and remembers what it met."""

    flow: Flow
    seed: int
    moment: datetime.datetime
    dead_ends: dict[tuple[str, str], DeadEnd] = field(default_factory=dict)
    failures: set[tuple[str, str]] = field(default_factory=set)
    used: Counter[tuple[str, Value]] = field(default_factory=Counter)
    tried: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    said: Mapping[str, tuple[str, ...]] = field(init=False)
    counting: set[str] = field(init=False)
    _pins: Mapping[str, Value] = field(default_factory=dict)
    _wanted: dict[str, int] = field(default_factory=dict)
    _luck: Random = field(init=False)
    _mood: str = MOODS[0]

    def __post_init__(self) -> None:
        """Read what the conditions name."""
        self.said = constants(self.flow.model)
        standings = self.flow.model.standings
        self.counting = {name for repeat in self.flow.repeats for name in _all_read(standings, repeat)}

    def path(self, number: int, pins: Mapping[str, Value] | None = None) -> Path:
        """The path of a number, always the same for a seed; ``pins`` are answers to give wherever they are taken."""
        self._luck, self._mood = chance(self.seed, number), MOODS[number % len(MOODS)]
        self._pins, self._wanted = pins or {}, {}
        document = Document(seed=self._luck.getrandbits(31))
        shown: set[str] = set()
        asked: set[str] = set()
        times: Counter[str] = Counter()
        stop = self.flow.next_stop(None, self._state(document))
        while stop is not None:
            times[stop.key] += 1
            if times[stop.key] > MOST_TIMES + MOST_INSTANCES or times.total() > MOST_PAGES:
                self._tell(stop.page.name, LOOP if times[stop.key] > MOST_TIMES else UNFINISHED, self._state(document))
                break
            document, more = self._with_instances(stop, document)
            if more is not None:
                stop = more
                continue
            sent = self._sent(stop, document)
            shown.update(sent.shown)
            asked.update({*sent.answers, *sent.missing} if stop.page.another is None else ())
            document = documents.with_page(document, sent, self.flow, times.total(), self.moment)
            stop = self._next(stop, document)
        self.failures.update((each.name, each.kind) for each in self._state(document).all_failures())
        names = frozenset(place.name for key in shown if (place := Place.of(key)) is not None)
        return Path(len(asked), times.total(), names)

    def _state(self, document: Document) -> State:
        return documents.state_of(document, self.flow, self.moment)

    def _with_instances(self, stop: Stop, document: Document) -> tuple[Document, Stop | None]:
        """Instances are added as people add them: one after a page that asks for more, some where a page shows them."""
        state = self._state(document)
        if stop.page.another is None:
            while (repeat := self._bare(self.flow.rows(stop, state))) is not None:
                document = with_count(document, self.flow, repeat, self._wanted_of(repeat), self.moment)
                state = self._state(document)
            return document, None
        count = self.flow.count(stop.page.name, stop.indices, state)
        if count >= self._wanted_of(stop.place):
            return document, None
        document = with_count(document, self.flow, stop.place, count + 1, self.moment)
        new = Place(stop.page.name, (*stop.indices, count + 1))
        return document, self.flow.first_of(new, self._state(document))

    def _wanted_of(self, repeat: Place) -> int:
        pinned = self._pins.get(repeat.name)
        wanted = pinned if isinstance(pinned, int) else self._luck.randint(0, MOST_INSTANCES)
        return self._wanted.setdefault(repeat.key, wanted)

    def _bare(self, rows: tuple[Place | Instances, ...]) -> Place | None:
        """A repeat on a page of which nobody has said yet how many instances there are."""
        for row in rows:
            if isinstance(row, Instances):
                if row.is_open and row.place.key not in self._wanted:
                    return row.place
                inside = (self._bare(instance.rows) for instance in row.instances)
                found = next((each for each in inside if each is not None), None)
                if found is not None:
                    return found
        return None

    def _next(self, stop: Stop, document: Document) -> Stop | None:
        """A page comes back while something on it is still to be asked, as it does for people."""
        state = self._state(document)
        if self.flow.is_shown(stop, state) and not documents.is_settled(document, self.flow, stop, state):
            return stop
        return self.flow.next_stop(stop, state) or documents.next_unsent(document, self.flow, state)

    def _sent(self, stop: Stop, document: Document) -> SentPage:
        state = self._state(document)
        if stop.page.another is not None:
            count = self.flow.count(stop.page.name, stop.indices, state)
            return SentPage(stop.key, (stop.key,), {stop.key: count}, {}, {})
        shown = self.flow.shown(stop, state)
        asked = [place for place in shown if self._is_answered(place)]
        answers: dict[str, Value] = {}
        missing: dict[str, str] = {}
        given = dict(state.answers)
        for place in asked:
            now = state.with_answers(given, missing)
            found = self._answer(place, now, document)
            if found is None:
                given.pop(place.key, None)
                question, then = self.flow.question(place.name), now.with_answers(given)
                declined = not then.is_read_only(place) and broken_rule(then, question, place, None)
                missing[place.key] = REFUSED if declined else NOT_ANSWERED
            else:
                given[place.key] = answers[place.key] = found
        return SentPage(stop.key, tuple(place.key for place in shown), answers, missing, {})

    def _is_answered(self, place: Place) -> bool:
        question = self.flow.question(place.name)
        return question_type(question.type).is_question and not is_worked_out(question)

    def _answer(self, place: Place, state: State, document: Document) -> Value | None:
        """What is said here: what was said before as long as it is taken, else something that is; None for a blank."""
        question = self.flow.question(place.name)
        before = document.answers.get(place.key)
        if before is not None and not broken_rule(state, question, place, before):
            return before
        if question.read_only and state.is_read_only(place):
            return value_of_text(question, place, state)
        required = bool(broken_rule(state, question, place, None))
        pinned = place.name in self._pins
        if not required and not pinned and self._luck.random() < _BLANK_IN[self._mood]:
            return None
        choices = state.choices(place)
        self.tried.add(place.name)
        said = (*self._said_beside(place, state), *self.said[place.name])
        values = tries(question, choices, said, self._today, self._luck)
        for value in self._in_order(question, values, {choice.name for choice in choices}):
            then = state.with_answers({**state.answers, place.key: value})
            if not broken_rule(then, question, place, value):
                self.used[place.name, value] += 1
                self.accepted.add(place.name)
                return value
        if required:
            kind = question_type(question.type)
            self._tell(place.name, NO_CHOICE if kind.has_choices and not choices else NO_ANSWER, state)
        return None

    def _said_beside(self, place: Place, state: State) -> list[str]:
        """What its rules compare an answer with: the texts of others, asked or worked out, in the same instances."""
        found = []
        for name in self._read_by(place.name):
            depth = len(self.flow.model.standings[name].repeats)
            if name != place.name and depth <= len(place.indices):
                found.append(state.text(Place(name, place.indices[:depth])))
        return [text for text in found if text]

    @property
    def _today(self) -> datetime.date:
        return self.moment.date()

    def _in_order(self, question: Question, values: list[Value], offered: set[str]) -> list[Value]:
        pinned = self._pins.get(question.name)
        if question_type(question.type).has_choices and not offered.issuperset(_names(pinned)):
            pinned = None
        self._luck.shuffle(values)
        if self._mood == "rare":
            values.sort(key=lambda value: self.used[question.name, value])
        if question.name in self.counting:  # long households teach nothing new, and take long
            values.sort(key=lambda value: isinstance(value, int | float) and value > MOST_INSTANCES)
        return values if pinned is None else [pinned, *values]

    def _tell(self, name: str, rule: str, state: State) -> None:
        read = {name, *self._read_by(name)}
        after = {key: value for key, value in state.answers.items() if (place := Place.of(key)) and place.name in read}
        self.dead_ends.setdefault((name, rule), DeadEnd(name, rule, after))

    def _read_by(self, name: str) -> tuple[str, ...]:
        standing = self.flow.model.standings[name]
        texts = [self.flow.model.standings[each].node.relevant for each in (*standing.above, name)]
        if isinstance(standing.node, Question):
            texts += [standing.node.required, standing.node.constraint, standing.node.choice_filter]
        from_texts = (each for text in texts for each in self.flow.model.standings if f"${{{each}}}" in text)
        return tuple(dict.fromkeys(from_texts))


def _names(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _all_read(standings: Mapping[str, Standing], name: str) -> set[str]:
    """What decides on a node, through the calculations between."""
    waiting, found = [name], set[str]()
    while waiting:
        for each in standings[waiting.pop()].reads:
            if each in standings and each not in found:
                found.add(each)
                waiting += [each] if standings[each].works_out else []
    return found
