"""What is kept of conditions from page to page is always what deciding all of them anew would give."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from instrument.fillings import CHOICES, MOMENT, ask, calculate, repeat
from odk.test_forms import FORMS

from survey.exchange.xlsform.reading import read_questionnaire
from survey.instrument.definition import NOT_ANSWERED, Group, Node, Question, Questionnaire, Value
from survey.instrument.flow import Flow, Stop
from survey.instrument.pages import asks
from survey.instrument.places import Place
from survey.instrument.state import State
from survey.simulation.tries import constants, tries
from survey.store import documents
from survey.store.documents import Document, SentPage
from survey.store.instances import with_count

CHAIN = (
    ask("a"),
    ask("b", relevant="${a} > 1"),
    ask("c", relevant="${b} > 1"),
    Group("inner", {}, (ask("d"), ask("e", relevant="${c} = ''"), ask("f", "text")), relevant="${a} != 2"),
    calculate("twice", "${d} * 2", relevant="${a} < 4"),
    ask("g", relevant="${twice} > 3"),
    calculate("always", "concat('x', 'y')"),
    ask("h", relevant="${always} = 'xy' and ${f} = ''"),
)
BESIDE = (
    ask("born", "date"),
    ask("old", relevant="today() > ${born}"),
    ask("after", relevant="${old} = 1 or ${a} = 1"),
    ask("usual", default="3"),
    ask("likes", relevant="${usual} = 3"),
    ask("more", "select_one", choice_filter="kind = ${f}"),
    ask("which", relevant="${more} = 'a'"),
    ask("set", calculation="${a}", trigger=("b",)),
    ask("seen", relevant="${set} = 2"),
    ask("count"),
    repeat(
        "member", ask("age"), ask("adult", relevant="${age} > 1 and ${a} > 0"), count="${count}", relevant="${a} > 0"
    ),
    repeat("other", ask("size")),
    ask("end", relevant="sum(${age}) > 2"),
)


def questionnaire(survey: tuple[Node, ...]) -> Questionnaire:
    return Questionnaire("kept", {}, "1", "fr", (), survey, CHOICES)


def value_for(question: Question, place: Place, state: State, luck: Random) -> Value | None:
    if luck.random() < 0.15:
        return None
    said = constants(state.model)[question.name]
    found = tries(question, state.choices(place), said, datetime.date(2026, 1, 15), luck)
    return luck.choice(found) if found else None


def some_page(flow: Flow, document: Document, luck: Random) -> SentPage | None:
    """Any page that is shown, filled by chance: people go back and change what they said."""
    state = documents.state_of(document, flow, MOMENT)
    stops = [stop for stop in flow.stops(state) if stop.page.another is None and flow.is_shown(stop, state)]
    if not stops:
        return None
    stop = luck.choice(stops)
    shown = flow.shown(stop, state)
    said = {place.key: value_for(flow.question(place.name), place, state, luck) for place in shown}
    answers = {key: value for key, value in said.items() if value is not None}
    missing = {key: NOT_ANSWERED for key, value in said.items() if value is None}
    return SentPage(stop.key, tuple(said), answers, missing, {})


def counted(flow: Flow, state: State) -> list[tuple[Stop, tuple[int, int, int]]]:
    """The numbers of the questions of each page that asks any, each question of each page looked at."""
    pages = [
        (stop, sum(asks(flow.question(place.name)) for place in flow.shown(stop, state))) for stop in flow.stops(state)
    ]
    total, before, found = sum(count for _, count in pages), 0, []
    for stop, count in pages:
        if count:
            found.append((stop, (before + 1, before + count, total)))
        before += count
    return found


def follow(flow: Flow, seed: int, pages: int) -> int:
    """Send pages by chance; each document is the one that comes from deciding everything anew."""
    luck = Random(seed)
    document, kept = documents.begun(flow, MOMENT, seed=seed), 0
    for revision in range(1, pages + 1):
        sent = some_page(flow, document, luck)
        if sent is None:
            break
        forgetful = replace(document, decided="")
        anew = documents.with_page(forgetful, sent, flow, revision, MOMENT)
        document = documents.with_page(document, sent, flow, revision, MOMENT)
        assert document == anew
        if flow.repeats and luck.random() < 0.2:
            document = add_one(flow, document, luck)
        kept += bool(document.decided)
        state, fresh = documents.state_of(document, flow, MOMENT), documents.state_of(document, flow, MOMENT, anew=None)
        assert list(flow.model.steady.named(state.hidden)) == list(flow.model.steady.named(fresh.hidden))
        for stop, numbers in luck.sample(counted(flow, fresh), 1):
            assert flow.position(stop, state) == numbers
        assert documents.read(documents.write(document)) == document
    return kept


def add_one(flow: Flow, document: Document, luck: Random) -> Document:
    state = documents.state_of(document, flow, MOMENT)
    open_ones = [name for name in flow.repeats if flow.is_open(name)]
    places = [place for name in open_ones for place in flow.places(name, state)]
    if not places:
        return document
    place = luck.choice(places)
    count = flow.count(place.name, place.indices, state)
    return with_count(document, flow, place, count + 1, MOMENT)


@pytest.mark.parametrize("survey", [CHAIN, CHAIN + BESIDE], ids=["answers alone", "clock, lists, triggers, repeats"])
@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_sent_in_whatever_order(survey: tuple[Node, ...], seed: int) -> None:
    assert follow(Flow.of(questionnaire(survey)), seed, 60) > 30


def test_what_only_answers_decide_is_kept() -> None:
    steady = Flow.of(questionnaire(CHAIN + BESIDE)).model.steady
    assert steady.names == ("b", "c", "inner", "d", "e", "f", "twice", "g", "h")
    assert steady.calculations == {"twice", "always"}


def test_a_page_decides_only_what_may_be_otherwise_after_it() -> None:
    steady = Flow.of(questionnaire(CHAIN)).model.steady
    assert list(steady.named(steady.reached(["c"]).nodes)) == ["e"]
    assert list(steady.named(steady.reached(["f"]).nodes)) == ["h"]
    assert steady.reached(["d"]) == (steady.bits(["twice", "g"]), {"twice"})


def test_what_was_kept_for_other_conditions_is_of_no_use() -> None:
    earlier, now = (Flow.of(questionnaire(each)) for each in (CHAIN[:2], CHAIN))
    document = documents.begun(earlier, MOMENT)
    assert earlier.model.steady.read(document.decided) is not None
    assert now.model.steady.read(document.decided) is None


def test_a_condition_that_fails_is_asked_each_time() -> None:
    flow = Flow.of(
        questionnaire((ask("a", "text"), ask("b", relevant="selected-at(${a}, 'x' div 0) = regex(${a}, ${a})")))
    )
    document = documents.with_page(Document(), SentPage("a", ("a",), {"a": "("}, {}, {}), flow, 1, MOMENT)
    assert document.decided == ""


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_public_forms(real_data: Path, name: str) -> None:
    source = read_questionnaire(real_data / "xlsforms" / name).source
    assert source is not None
    flow = Flow.of(source.questionnaire)
    for seed in range(2):
        assert follow(flow, seed, 25) > 0
