"""All pages of a questionnaire as the answers have them now: what is shown, and why the rest is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from survey.instrument.flow import Flow, Stop
from survey.instrument.places import Place
from survey.instrument.plain_words import words_in
from survey.instrument.state import State

MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """A question or note; ``hidden_by`` is the condition that hides it now, and ``hider`` whose it is."""

    key: str
    label: str
    is_shown: bool
    hider: str = ""
    hidden_by: str = ""


@dataclass(frozen=True, slots=True)
class PageTold:
    """One page, with the address it has while it shows something."""

    title: str
    address: str
    is_shown: bool
    questions: tuple[Told, ...]


def overview(flow: Flow, state: State, language: str) -> tuple[PageTold, ...]:
    """Every page of every instance there is, in order."""
    return tuple(_page(flow, stop, state, language) for stop in islice(flow.stops(state), MOST_PAGES))


def _page(flow: Flow, stop: Stop, state: State, language: str) -> PageTold:
    fallback = flow.questionnaire.default_language
    group = stop.page.group
    title = state.label(words_in(group.label, language, fallback), stop.place) if group else ""
    places = (stop.place,) if stop.page.another is not None else flow.possible(stop, state)
    questions = tuple(_told(flow, place, state, language) for place in places)
    named = title or next((each.label for each in questions if each.label), "") or stop.page.name
    return PageTold(named, stop.address, flow.is_shown(stop, state), questions)


def _told(flow: Flow, place: Place, state: State, language: str) -> Told:
    node = flow.model.standings[place.name].node
    label = state.label(words_in(node.label, language, flow.questionnaire.default_language), place)
    if flow.is_asked(place, state):
        return Told(place.key, label, True)
    hider, condition = next(_hidden_by(flow, place, state), ("", ""))
    return Told(place.key, label, False, hider, condition)


def _hidden_by(flow: Flow, place: Place, state: State) -> Iterator[tuple[str, str]]:
    """The names and conditions that do not hold, of the outermost group first."""
    standings = flow.model.standings
    for name in (*standings[place.name].above, place.name):
        standing = standings[name]
        if standing.node.relevant and not state.is_relevant(Place(name, place.indices[: len(standing.repeats)])):
            yield name, standing.node.relevant
