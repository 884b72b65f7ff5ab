"""A filling ends whatever is written: circles, long chains; and a page costs the same in any questionnaire."""

from typing import Any

import pytest
from instrument.fillings import ask, calculate, repeat, state, text

from survey.instrument import evaluation
from survey.instrument.definition import Node
from survey.instrument.expressions import compile_expression
from survey.instrument.places import Place


def test_a_circle_ends() -> None:
    survey = (
        ask("a", relevant="${b} = 1"),
        ask("b", relevant="${a} = 1"),
        calculate("c", "${d} + 1"),
        calculate("d", "${c} + 1"),
    )
    filling = state(survey, {"a": 1, "b": 1})
    assert [filling.is_relevant(Place(name)) for name in "ab"] == [True, True]
    assert filling.text(Place("c")) == ""
    assert filling.failures()


def test_a_calculation_may_look_at_what_it_holds() -> None:
    survey = (calculate("c", "if(. = '', 'new', .)"),)
    assert text(survey, {}, "c") == "new"
    assert text(survey, {}, "c", kept={"c": "old"}) == "old"


LONG = 2000


@pytest.mark.parametrize(
    "survey",
    [
        (ask("q0"), *(ask(f"q{n}", relevant=f"${{q{n - 1}}} != ''") for n in range(1, LONG))),
        (ask("q0"), *(calculate(f"q{n}", f"${{q{n - 1}}} + 1") for n in range(1, LONG))),
    ],
    ids=["conditions", "calculations"],
)
def test_a_chain_through_the_whole_questionnaire_is_followed(survey: tuple[Node, ...]) -> None:
    answers = {f"q{number}": 1 for number in range(LONG)}
    last = state(survey, answers)
    assert last.is_relevant(Place(f"q{LONG - 1}"))
    assert last.text(Place(f"q{LONG - 1}")) in ("1", str(LONG))
    assert last.failures() == ()


def test_a_chain_through_the_instances_of_a_repeat_is_followed() -> None:
    before = "indexed-repeat(${balance}, ${r}, position(..) - 1)"
    survey = (repeat("r", ask("paid"), calculate("balance", f"coalesce({before}, 0) + ${{paid}}")),)
    answers: dict[str, Any] = {"r": 300, **{f"paid[{number}]": 2 for number in range(1, 301)}}
    assert text(survey, answers, "balance[300]") == "600"


def evaluations(size: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many expressions the last page of a questionnaire needs: two conditions, a rule, a calculation, a filter."""
    survey = [ask(f"q{n}", relevant="${first} = 1", constraint=". > 0", required="${first} = 1") for n in range(size)]
    page = (
        ask("a", relevant="${first} = 1"),
        ask("b", "select_one", relevant="${a} > 0", choice_filter="kind = ${c}", required="${a} = 1"),
        calculate("c", "if(${a} > 0, 'x', 'y')"),
    )
    filling = state((ask("first"), *survey, *page), {"first": 1, "a": 1, **{f"q{n}": 1 for n in range(size)}})
    counted: list[str] = []
    monkeypatch.setattr(
        evaluation, "compile_expression", lambda text: (counted.append(text), compile_expression(text))[1]
    )
    assert filling.is_relevant(Place("b"))
    assert filling.is_required(Place("b"))
    assert [choice.name for choice in filling.choices(Place("b"))] == ["a", "c"]
    return len(counted)


def test_a_page_costs_the_same_in_a_questionnaire_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    assert evaluations(10, monkeypatch) == evaluations(1000, monkeypatch) == 5
