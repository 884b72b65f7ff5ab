"""What a filling decides: relevance, rules, texts."""

import datetime
from typing import Any

import pytest

from survey.instrument.definition import Answers, Group, Node, Question, Questionnaire
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.state import Failure, State

MOMENT = datetime.datetime(2026, 1, 15, 10, tzinfo=datetime.UTC)


def ask(name: str, kind: str = "integer", **columns: Any) -> Question:
    return Question(kind, name, {"fr": name}, list_name="list" if kind.startswith("select") else "", **columns)


def state(survey: tuple[Node, ...], answers: Answers, **given: Any) -> State:
    return State(Model.of(Questionnaire("q", {}, "1", "fr", (), survey, {})), answers, moment=MOMENT, **given)


def test_what_is_not_relevant_reads_as_blank() -> None:
    survey = (ask("a"), Group("g", {}, (ask("b"),), relevant="${a} = 1"), ask("c", relevant="${b} = 2"))
    shown = state(survey, {"a": 1, "b": 2})
    hidden = state(survey, {"a": 0, "b": 2})
    assert [shown.is_relevant(Place(name)) for name in "abc"] == [True, True, True]
    assert [hidden.is_relevant(Place(name)) for name in "abc"] == [True, False, False]
    assert (shown.text(Place("b")), hidden.text(Place("b"))) == ("2", "")


@pytest.mark.parametrize(("value", "kept"), [(None, True), (4, False), (5, True)])
def test_a_constraint_looks_at_the_value_that_is_tried(value: int | None, kept: bool) -> None:
    assert state((ask("a", constraint=". >= 5 and ${a} >= 5"),), {"a": 9}).constraint_holds(Place("a"), value) is kept


def test_an_expression_that_fails_stops_nobody_and_is_counted() -> None:
    failing = "regex('a', ${p})"
    filling = state((ask("p", "text"), ask("a", relevant=failing, required=failing, constraint=failing)), {"p": "("})
    assert filling.is_relevant(Place("a"))
    assert not filling.is_required(Place("a"))
    assert filling.constraint_holds(Place("a"), 1)
    assert filling.failures() == (Failure("a", "relevant"), Failure("a", "required"), Failure("a", "constraint"))


def test_a_label_holds_the_values_of_others() -> None:
    assert state((ask("a"), ask("b")), {"a": 3}).label("You said ${a}.", Place("b")) == "You said 3."
