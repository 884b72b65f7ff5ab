"""Which questions of a questionnaire no way leads to, where ways end, and how long they are."""

from __future__ import annotations

import datetime
import itertools
import math
import statistics
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from survey.instrument.definition import Question, Value
from survey.instrument.flow import Flow
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.standing import expression_or_none
from survey.simulation.chance import chance
from survey.simulation.exploring import MOST_INSTANCES, NEVER_ACCEPTED, DeadEnd, Explorer, Path
from survey.simulation.tries import tries

MOST_AIMED = 8
"""So many paths are aimed at one question that no other path has reached."""
LEAST_AIMED = 50
"""As many paths are aimed at all such questions together, or as many as were asked for where that is more."""
_MOST_VALUES = 12
_MOST_WAYS = 400


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many questions the shortest, the middle and the longest path asked."""

    shortest: int
    median: float
    longest: int


@dataclass(frozen=True, slots=True)
class Walk:
    """What many paths through a questionnaire met; ``failures`` are expressions, by name and kind."""

    paths: int
    never_reached: tuple[str, ...]
    dead_ends: tuple[DeadEnd, ...]
    failures: tuple[tuple[str, str], ...]
    questions: Lengths
    pages: Lengths


def explored(flow: Flow, paths: int, seed: int, moment: datetime.datetime) -> Walk:
    """Walk so many paths, and then some more towards each question that none of them reached."""
    explorer = Explorer(flow, seed, moment)
    walked = [explorer.path(number) for number in range(paths)]
    everything = tuple(dict.fromkeys(question.name for page in flow.pages for question in page.questions))
    reached = {name for path in walked for name in path.shown}
    closed: set[tuple[str, ...]] = set()
    aimed = Counter[str]()
    for name in everything:
        conditions = _conditions(flow.model, name)
        if name not in reached and conditions not in closed and aimed.total() < max(paths, LEAST_AIMED):
            found, aimed[name] = _aimed(explorer, name, paths)
            reached |= found
            closed.update({conditions} if name not in reached else ())  # what has the same conditions is closed, too
    never = tuple(name for name in everything if name not in reached)
    refused = sorted(explorer.tried - explorer.accepted - {name for name, _ in explorer.dead_ends})
    dead_ends = (*explorer.dead_ends.values(), *(DeadEnd(name, NEVER_ACCEPTED, {}) for name in refused))
    return Walk(
        paths,
        never,
        dead_ends,
        tuple(sorted(explorer.failures)),
        _lengths([path.questions for path in walked]),
        _lengths([path.pages for path in walked]),
    )


def _conditions(model: Model, name: str) -> tuple[str, ...]:
    standing = model.standings[name]
    return tuple(model.standings[each].node.relevant for each in (*standing.above, name))


def _lengths(counts: list[int]) -> Lengths:
    return Lengths(min(counts), statistics.median(counts), max(counts))


def _aimed(explorer: Explorer, name: str, first: int) -> tuple[frozenset[str], int]:
    """What paths show that are aimed at a question, and how many these are; they answer all that it hangs on."""
    found: set[str] = set()
    number = 0
    for number, pins in enumerate(_ways(explorer, name), 1):
        path: Path = explorer.path(first + number, pins)
        found |= path.shown
        if name in found:
            break
    return frozenset(found), number


def _ways(explorer: Explorer, name: str) -> list[Mapping[str, Value]]:
    """Answers to all that a question hangs on; those that make it relevant on their own come first."""
    model = explorer.flow.model
    names = sorted(_hangs_on(model, name), key=lambda each: model.standings[each].number)
    luck = chance(explorer.seed, name)
    values = {each: found for each in names if (found := _values(explorer, each))}
    ways: list[Mapping[str, Value]] = [
        {each: luck.choice(found) for each, found in values.items()} for _ in range(_MOST_WAYS)
    ]
    if math.prod(len(found) for found in values.values()) <= _MOST_WAYS:
        ways = [dict(zip(values, way, strict=True)) for way in itertools.product(*values.values())]
        luck.shuffle(ways)
    ways.sort(key=lambda way: not _is_relevant(explorer, name, way))
    return ways[:MOST_AIMED]


def _values(explorer: Explorer, name: str) -> list[Value]:
    flow = explorer.flow
    node = flow.model.standings[name].node
    if not isinstance(node, Question):
        return list(range(MOST_INSTANCES + 1))
    choices = flow.model.choices(node)
    luck = chance(explorer.seed, "aim", name)
    found = tries(node, choices, explorer.said[name], explorer.moment.date(), luck)
    if name in explorer.counting:
        found = [value for value in found if not isinstance(value, int | float) or value <= MOST_INSTANCES]
    return found[: max(_MOST_VALUES, len(choices))]


def _is_relevant(explorer: Explorer, name: str, way: Mapping[str, Value]) -> bool:
    standing = explorer.flow.model.standings[name]
    place = Place(name, (1,) * len(standing.repeats))
    answers = {
        Place(each, (1,) * len(explorer.flow.model.standings[each].repeats)).key: value for each, value in way.items()
    }
    return explorer.flow.state(answers, explorer.moment).is_relevant(place)


def _hangs_on(model: Model, name: str) -> set[str]:
    """The questions, and repeats of people's own number, that decide on whether one is asked."""
    waiting, seen = [name, *model.standings[name].above], {name}
    found: set[str] = set()
    while waiting:
        standing = model.standings[waiting.pop()]
        expression = expression_or_none(standing.node.relevant)
        names = set(expression.names if expression else ()) | set(standing.reads if standing.works_out else ())
        names |= set(standing.reads) if standing.is_repeat else set()
        for each in names & model.standings.keys() - seen:
            seen.add(each)
            other = model.standings[each]
            waiting += [each, *other.above]
            if other.is_repeat or (isinstance(other.node, Question) and not other.works_out):
                found.add(each)
    return found
