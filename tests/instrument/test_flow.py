"""Pages, relevance and the way through a questionnaire."""

import datetime
import logging
from typing import Any

import pytest

from survey.instrument.definition import Answers, Choice, Group, Node, Question, Questionnaire, Repeat
from survey.instrument.flow import MOST_INSTANCES, Flow, Instances, Stop
from survey.instrument.places import Place


def ask(name: str, kind: str = "integer", **columns: Any) -> Question:
    return Question(kind, name, {"fr": name}, list_name="list" if kind.startswith("select") else "", **columns)


def group(name: str, *children: Node, relevant: str = "", page: bool = True) -> Group:
    return Group(name, {}, children, relevant=relevant, appearance=("field-list",) if page else ())


def repeat(name: str, *children: Node, count: str = "", relevant: str = "", page: bool = False) -> Repeat:
    appearance = ("field-list",) if page else ()
    return Repeat(name, {}, children, relevant=relevant, appearance=appearance, repeat_count=count)


def flow(*survey: Node) -> Flow:
    choices = {"list": (Choice("fr", {"fr": "fr"}), Choice("en", {"fr": "en"}))}
    return Flow.of(Questionnaire("q", {"fr": "q"}, "1", "fr", (), survey, choices))


def names(questions: tuple[Question, ...]) -> list[str]:
    return [question.name for question in questions]


def relevant(way: Flow, answers: Answers) -> set[str]:
    state = way.state(answers)
    return {name for name in names(tuple(way.questionnaire.questions())) if way.is_asked(Place(name), state)}


def walk(way: Flow, answers: Answers) -> list[str]:
    walked, state = [], way.state(answers)
    stop = way.next_stop(None, state)
    while stop:
        walked.append(stop.address)
        stop = way.next_stop(stop, state)
    return walked


def walk_back(way: Flow, answers: Answers) -> list[str]:
    walked, state = [], way.state(answers)
    stop = way.previous_stop(None, state)
    while stop:
        walked.append(stop.address)
        stop = way.previous_stop(stop, state)
    return walked[::-1]


def test_a_page_is_a_field_list_group_or_one_question() -> None:
    way = flow(
        ask("hello", "note"),
        group("first", ask("a"), group("inner", ask("b"), page=False)),
        group("plain", ask("c"), group("second", ask("d")), page=False),
        group("empty"),
    )
    assert [(page.number, page.name, names(page.questions)) for page in way.pages] == [
        (0, "hello", ["hello"]),
        (1, "first", ["a", "b"]),
        (2, "c", ["c"]),
        (3, "second", ["d"]),
    ]


def test_everything_is_relevant_without_conditions() -> None:
    assert relevant(flow(ask("a"), ask("n", "note")), {}) == {"a", "n"}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, {"a"}),
        ({"a": 1}, {"a", "b", "c"}),
        ({"a": 1, "b": 2}, {"a", "b", "c", "d"}),
        ({"a": 0, "b": 2}, {"a"}),
    ],
)
def test_relevance_follows_groups_and_hidden_answers_read_as_blank(answers: Answers, expected: set[str]) -> None:
    way = flow(ask("a"), group("g", ask("b"), ask("c"), relevant="${a} = 1", page=False), ask("d", relevant="${b} = 2"))
    assert relevant(way, answers) == expected


def test_a_question_may_look_forward() -> None:
    way = flow(ask("first", relevant="${second} = 1"), ask("second", relevant="${third} = 1"), ask("third"))
    assert relevant(way, {"third": 1, "second": 1}) == {"first", "second", "third"}
    assert relevant(way, {"third": 0, "second": 1}) == {"third"}


def test_a_blank_choice_and_several_choices_are_read_as_odk_does() -> None:
    way = flow(
        ask("m", "select_multiple"), ask("x", relevant="selected(${m}, 'en')"), ask("y", relevant="not(${m} = '')")
    )
    assert relevant(way, {}) == {"m"}
    assert relevant(way, {"m": ("fr", "en")}) == {"m", "x", "y"}


def test_pages_without_anything_to_show_are_passed_over() -> None:
    way = flow(group("one", ask("a")), group("two", ask("b", relevant="${a} = 1")), group("three", ask("c")))
    assert walk(way, {}) == ["one", "three"]
    assert walk(way, {"a": 1}) == ["one", "two", "three"]
    assert walk_back(way, {}) == ["one", "three"]
    assert walk_back(way, {"a": 1}) == ["one", "two", "three"]


def test_questions_are_numbered_without_notes_and_without_the_hidden() -> None:
    way = flow(
        group("one", ask("n", "note"), ask("a"), ask("b")), ask("c", relevant="${a} = 1"), group("two", ask("d"))
    )
    state = way.state({})
    assert [way.position(Stop(page), state) for page in way.pages] == [(1, 2, 3), (3, 2, 3), (3, 3, 3)]
    assert way.position(Stop(way.pages[1]), way.state({"a": 1})) == (3, 3, 4)


@pytest.mark.parametrize(
    ("required", "answers", "expected"),
    [
        ("", {}, False),
        ("true()", {}, True),
        ("false()", {}, False),
        ("${a} > 3", {"a": 4}, True),
        ("${a} > 3", {}, False),
    ],
)
def test_required(required: str, answers: Answers, expected: bool) -> None:
    way = flow(ask("a"), ask("b", required=required))
    assert way.state(answers).is_required(Place("b")) is expected


@pytest.mark.parametrize(("value", "expected"), [(None, True), (17, False), (18, True), (130, False)])
def test_constraint(value: int | None, expected: bool) -> None:
    way = flow(ask("limit"), ask("age", constraint=". >= 18 and . < ${limit}"))
    assert way.state({"limit": 120}).constraint_holds(Place("age"), value) is expected


def test_the_day_can_be_given() -> None:
    way = flow(ask("born", "date", constraint=". <= today()"))
    state = way.state({}, datetime.datetime(2026, 1, 15, tzinfo=datetime.UTC))
    assert state.constraint_holds(Place("born"), "2026-01-15")
    assert not state.constraint_holds(Place("born"), "2026-01-16")


def test_an_expression_that_fails_stops_nobody_and_logs_no_value(caplog: pytest.LogCaptureFixture) -> None:
    failing = "regex('a', ${pattern})"
    way = flow(ask("pattern", "text"), ask("a", relevant=failing, required=failing, constraint=failing))
    answers = {"pattern": "(secret"}
    with caplog.at_level(logging.WARNING):
        assert "a" in relevant(way, answers)
        assert not way.state(answers).is_required(Place("a"))
        assert way.state(answers).constraint_holds(Place("a"), 1)
    assert {record.getMessage() for record in caplog.records} == {
        "expression failed: a relevant",
        "expression failed: a required",
        "expression failed: a constraint",
    }


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ["name~1", "age~1", "member", "end"]),
        ({"member": 2}, ["name~1", "age~1", "name~2", "age~2", "member", "end"]),
        ({"member": 0}, ["member", "end"]),
        ({"member": 2, "name[1]": "hidden"}, ["name~1", "name~2", "age~2", "member", "end"]),
        ({"alone": 1}, ["end"]),
    ],
)
def test_a_repeat_is_walked_instance_by_instance(answers: Answers, expected: list[str]) -> None:
    way = flow(
        ask("alone", relevant="false()"),
        repeat("member", ask("name", "text"), ask("age", relevant="${name} != 'hidden'")),
        ask("end"),
    )
    if "alone" in answers:
        way = flow(repeat("member", ask("name", "text"), relevant="false()"), ask("end"))
    assert walk(way, answers) == expected
    assert walk_back(way, answers) == expected


def test_a_repeat_that_is_a_page_and_one_that_is_counted() -> None:
    way = flow(ask("how_many"), repeat("child", ask("name", "text"), ask("age"), count="${how_many}", page=True))
    assert walk(way, {"how_many": 2}) == ["how_many", "child~1", "child~2"]
    assert walk(way, {}) == ["how_many"]
    assert len(walk(way, {"how_many": 99})) == 1 + MOST_INSTANCES


def test_repeats_in_repeats() -> None:
    way = flow(repeat("house", ask("street", "text"), repeat("room", ask("size"))))
    answers = {"house": 2, "room[1]": 2, "room[2]": 0}
    expected = ["street~1", "size~1~1", "size~1~2", "room~1", "street~2", "room~2", "house"]
    assert walk(way, answers) == expected
    assert walk_back(way, answers) == expected
    state = way.state(answers)
    assert [place.key for place in way.places("size", state)] == ["size[1][1]", "size[1][2]"]


@pytest.mark.parametrize("address", ["name~3", "name~0", "name", "name~01", "name~1~1", "member~1", "other", "", "~1"])
def test_an_address_of_no_instance_leads_nowhere(address: str) -> None:
    way = flow(repeat("member", ask("name", "text")))
    assert way.stop(address, way.state({"member": 2})) is None
    assert way.stop("name~2", way.state({"member": 2})) is not None


def test_a_repeat_on_a_page_shows_its_instances() -> None:
    way = flow(group("page", ask("a"), repeat("member", ask("name", "text"), ask("age", relevant="${name} = 'x'"))))
    state = way.state({"member": 2, "name[2]": "x"})
    stop = way.next_stop(None, state)
    assert stop is not None
    assert [place.key for place in way.shown(stop, state)] == ["a", "name[1]", "name[2]", "age[2]"]
    block = way.rows(stop, state)[1]
    assert isinstance(block, Instances)
    assert block.is_open and [each.place.key for each in block.instances] == ["member[1]", "member[2]"]


def test_questions_in_repeats_are_counted_as_they_are() -> None:
    way = flow(ask("a"), repeat("member", ask("name", "text"), ask("age")), ask("b"))
    state = way.state({"member": 2})
    told = {stop.address: way.position(stop, state) for stop in way.stops(state)}
    assert told["a"] == (1, 1, 6)
    assert told["age~1"] == (3, 3, 6)
    assert told["name~2"] == (4, 4, 6)
    assert told["b"] == (6, 6, 6)


def test_the_way_on_looks_no_further_than_it_must() -> None:
    many = [ask(f"q{number}", relevant="${a} = 1") for number in range(50)]
    way = flow(ask("a"), *many)
    state = way.state({"a": 1})
    first = way.next_stop(None, state)
    assert first is not None and way.next_stop(first, state) is not None
    assert "q40" not in {name for name, _ in state._filling.nodes}
