"""The page decides as the server does: on the examples, on random expressions, on random answers to a questionnaire."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from instrument.examples import EXAMPLES, WORKED_OUT, example_state
from odk.random_expressions import BEYOND, Maker
from page_interpreter import node
from page_interpreter.decisions import NOW, compared
from page_interpreter.household import HOUSEHOLD, random_answers

from survey.forms.page_tree import page_tree
from survey.forms.page_trees import SERVER_FUNCTIONS
from survey.instrument.expressions.functions import FUNCTIONS
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.state import State

PARIS = datetime.datetime(2026, 7, 14, 0, 30, tzinfo=ZoneInfo("Europe/Paris"))
EXAMPLE_TEXTS = [case[0] for case in (*EXAMPLES["cases"], *EXAMPLES["ours"])]


def sent(state: State, moment: datetime.datetime) -> dict[str, Any]:
    """What a page that asks everything is given."""
    tree = page_tree(state, tuple(state.model.standings), moment=moment, language="en")
    assert tree is not None
    return tree


def differences(expressions: Sequence[str], moment: datetime.datetime) -> tuple[list[tuple[str, str, str]], int]:
    """The expressions whose text differs in the page, and how many the page works out."""
    states = [example_state(expression, moment=moment) for expression in expressions]
    asked = [{"form": sent(state, moment), "set": [], "keys": [WORKED_OUT]} for state in states]
    expected = [state.text(Place(WORKED_OUT)) for state in states]
    found = [answer[WORKED_OUT]["text"] for answer in node.run("forms.mjs", asked)]
    there = sum("calculation" in one["form"]["nodes"][WORKED_OUT] for one in asked)
    rows = zip(expressions, expected, found, strict=True)
    return [row for row in rows if row[1] != row[2]], there


def test_the_examples_give_in_the_page_what_they_give_on_the_server() -> None:
    different, there = differences(EXAMPLE_TEXTS, NOW)
    assert different == []
    assert there > 0.75 * len(EXAMPLE_TEXTS)


@pytest.mark.parametrize(("seed", "moment"), [(1, NOW), (2, PARIS)])
def test_random_expressions_give_the_same_on_both_sides(seed: int, moment: datetime.datetime) -> None:
    maker = Maker(seed, BEYOND)
    different, there = differences([maker.expression() for _ in range(400)], moment)
    assert different == []
    assert there > 250


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 20))
def test_many_random_expressions_give_the_same_on_both_sides(seed: int) -> None:
    maker = Maker(seed, BEYOND)
    assert differences([maker.expression() for _ in range(2000)], PARIS if seed % 2 else NOW)[0] == []


def test_the_page_knows_every_function_but_those_left_to_the_server() -> None:
    assert set(node.run("functions.mjs", None)) == FUNCTIONS.keys() - SERVER_FUNCTIONS


def state_of(model: Model, answers: Mapping[str, Any]) -> State:
    return State(model, answers, moment=NOW, language="en")


def test_random_answers_are_decided_alike_for_the_whole_questionnaire() -> None:
    model = Model.of(HOUSEHOLD)
    states = [state_of(model, random_answers(random.Random(seed))) for seed in range(300)]
    compared([(state, state) for state in states], tuple(model.standings))


@pytest.mark.parametrize(
    "page",
    [
        ("adults", "trip", "other_means"),
        ("member", "age", "school"),
        ("town", "district", "note"),
        ("adults", "town", "postcode"),
    ],
)
def test_what_is_typed_on_a_page_is_decided_alike(page: tuple[str, ...]) -> None:
    """Answers elsewhere stay as they were: the page has their texts alone."""
    model = Model.of(HOUSEHOLD)
    pairs = []
    for seed in range(200):
        before = random_answers(random.Random(seed))
        other = random_answers(random.Random(seed + 1000))
        kept = {key: value for key, value in before.items() if Place.of(key).name not in page}
        typed = {key: value for key, value in other.items() if Place.of(key).name in page and key != "member"}
        pairs.append((state_of(model, before), state_of(model, {**kept, **typed, "member": before["member"]})))
    compared(pairs, tuple(name for name in page if name != "member"))
