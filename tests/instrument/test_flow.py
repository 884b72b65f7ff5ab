"""Pages, relevance and the way through a questionnaire."""

import datetime
import logging
from typing import Any

import pytest

from survey.instrument.definition import Answers, Choice, Group, Node, Question, Questionnaire
from survey.instrument.flow import Flow


def ask(name: str, kind: str = "integer", **columns: Any) -> Question:
    return Question(kind, name, {"fr": name}, list_name="list" if kind.startswith("select") else "", **columns)


def group(name: str, *children: Node, relevant: str = "", page: bool = True) -> Group:
    return Group(name, {}, children, relevant=relevant, appearance=("field-list",) if page else ())


def flow(*survey: Node) -> Flow:
    choices = {"list": (Choice("fr", {"fr": "fr"}), Choice("en", {"fr": "en"}))}
    return Flow.of(Questionnaire("q", {"fr": "q"}, "1", "fr", (), survey, choices))


def question(way: Flow, name: str) -> Question:
    return next(each for each in way.questionnaire.questions() if each.name == name)


def names(questions: tuple[Question, ...]) -> list[str]:
    return [question.name for question in questions]


def walk(way: Flow, answers: Answers) -> list[str]:
    walked, page = [], way.next_page(answers, None)
    while page:
        walked.append(page.name)
        page = way.next_page(answers, page.name)
    return walked


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
    way = flow(ask("a"), ask("n", "note"))
    assert way.relevant({}) == {"a", "n"}
    assert way.relevant({}) is way.relevant({"a": 1})


@pytest.mark.parametrize(
    ("answers", "relevant"),
    [
        ({}, {"a"}),
        ({"a": 1}, {"a", "b", "c"}),
        ({"a": 1, "b": 2}, {"a", "b", "c", "d"}),
        ({"a": 0, "b": 2}, {"a"}),
    ],
)
def test_relevance_follows_groups_and_hidden_answers_read_as_blank(answers: Answers, relevant: set[str]) -> None:
    way = flow(ask("a"), group("g", ask("b"), ask("c"), relevant="${a} = 1", page=False), ask("d", relevant="${b} = 2"))
    assert way.relevant(answers) == relevant


def test_a_question_may_look_forward() -> None:
    way = flow(ask("first", relevant="${second} = 1"), ask("second", relevant="${third} = 1"), ask("third"))
    assert way.relevant({"third": 1, "second": 1}) == {"first", "second", "third"}
    assert way.relevant({"third": 0, "second": 1}) == {"third"}


def test_a_blank_choice_and_several_choices_are_read_as_odk_does() -> None:
    way = flow(
        ask("m", "select_multiple"), ask("x", relevant="selected(${m}, 'en')"), ask("y", relevant="not(${m} = '')")
    )
    assert way.relevant({}) == {"m"}
    assert way.relevant({"m": ("fr", "en")}) == {"m", "x", "y"}


def test_pages_without_anything_to_show_are_passed_over() -> None:
    way = flow(group("one", ask("a")), group("two", ask("b", relevant="${a} = 1")), group("three", ask("c")))
    assert walk(way, {}) == ["one", "three"]
    assert walk(way, {"a": 1}) == ["one", "two", "three"]
    three = way.previous_page({}, "three")
    assert three is not None
    assert three.name == "one"
    assert way.previous_page({}, "one") is None


def test_questions_are_numbered_without_notes_and_without_the_hidden() -> None:
    way = flow(
        group("one", ask("n", "note"), ask("a"), ask("b")), ask("c", relevant="${a} = 1"), group("two", ask("d"))
    )
    relevant = way.relevant({})
    positions = [way.position(page, relevant) for page in way.pages]
    assert positions == [(1, 2, 3), (3, 2, 3), (3, 3, 3)]
    assert way.position(way.pages[1], way.relevant({"a": 1})) == (3, 3, 4)


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
    assert way.is_required(question(way, "b"), answers) is expected


@pytest.mark.parametrize(("value", "expected"), [(None, True), (17, False), (18, True), (130, False)])
def test_constraint(value: int | None, expected: bool) -> None:
    way = flow(ask("limit"), ask("age", constraint=". >= 18 and . < ${limit}"))
    assert way.constraint_holds(question(way, "age"), value, {"limit": 120}) is expected


def test_the_day_can_be_given() -> None:
    way = flow(ask("born", "date", constraint=". <= today()"))
    day = datetime.date(2026, 1, 15)
    assert way.constraint_holds(question(way, "born"), "2026-01-15", {}, today=day)
    assert not way.constraint_holds(question(way, "born"), "2026-01-16", {}, today=day)


def test_an_expression_that_fails_stops_nobody_and_logs_no_value(caplog: pytest.LogCaptureFixture) -> None:
    failing = "regex('a', ${pattern})"
    way = flow(ask("pattern", "text"), ask("a", relevant=failing, required=failing, constraint=failing))
    answers = {"pattern": "(secret"}
    with caplog.at_level(logging.WARNING):
        assert "a" in way.relevant(answers)
        assert not way.is_required(question(way, "a"), answers)
        assert way.constraint_holds(question(way, "a"), 1, answers)
    assert {record.getMessage() for record in caplog.records} == {
        "expression failed: a relevant",
        "expression failed: a required",
        "expression failed: a constraint",
    }
