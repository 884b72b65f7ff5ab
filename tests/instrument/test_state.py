"""What a filling decides: relevance, rules, texts, repeats, calculations, choices."""

import datetime
from typing import Any

import pytest
from instrument.fillings import CHOICES, MOMENT, ask, calculate, repeat, state, text

from survey.instrument.definition import Answers, Group
from survey.instrument.places import Place
from survey.instrument.state import Failure

HOUSEHOLD = (
    ask("limit"),
    repeat(
        "member",
        ask("age"),
        ask("school", "text", relevant="${age} < ${limit}"),
        repeat("child", ask("toy", "text"), calculate("path", "concat(${age}, '/', ${toy}, '/', position(..))")),
        calculate("number", "position(..)"),
        calculate("toys", "join(' ', ${toy})"),
    ),
    calculate("oldest", "max(${age})"),
    calculate("all_toys", "count(${toy})"),
)
PEOPLE = {
    "limit": 16,
    "member": 2,
    "age[1]": 40,
    "age[2]": 7,
    "school[1]": "x",
    "school[2]": "y",
    "child[1]": 2,
    "child[2]": 1,
    "toy[1][1]": "bear",
    "toy[1][2]": "car",
    "toy[2][1]": "doll",
}


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
    columns = {"relevant": failing, "required": failing, "constraint": failing, "choice_filter": failing}
    filling = state((ask("p", "text"), ask("a", "select_one", **columns), calculate("c", failing)), {"p": "("})
    place = Place("a")
    assert filling.is_relevant(place)
    assert not filling.is_required(place)
    assert filling.constraint_holds(place, "a")
    assert filling.choices(place) == CHOICES["list"]
    assert filling.text(Place("c")) == ""
    kinds = ("relevant", "required", "constraint", "choice_filter")
    assert set(filling.failures()) == {*(Failure("a", kind) for kind in kinds), Failure("c", "calculation")}
    assert set(filling.all_failures()) == set(filling.failures())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("number[2]", "2"),
        ("school[1]", ""),
        ("school[2]", "y"),
        ("toys[1]", "bear car"),
        ("toys[2]", "doll"),
        ("path[1][2]", "40/car/2"),
        ("path[2][1]", "7/doll/1"),
        ("oldest", "40"),
        ("all_toys", "3"),
    ],
)
def test_inside_a_repeat_a_reference_means_the_same_instance_and_outside_it_all(key: str, value: str) -> None:
    assert text(HOUSEHOLD, PEOPLE, key) == value


def test_places_are_the_instances_there_are() -> None:
    filling = state(HOUSEHOLD, PEOPLE)
    assert filling.places("limit") == (Place("limit"),)
    assert filling.places("toy") == (Place("toy", (1, 1)), Place("toy", (1, 2)), Place("toy", (2, 1)))
    assert filling.places("member") == (Place("member", (1,)), Place("member", (2,)))
    assert filling.count(Place("child", (2,))) == 1


@pytest.mark.parametrize(
    ("count", "answers", "instances"),
    [("", {}, 1), ("", {"r": 0}, 0), ("${n}", {"n": 3}, 3), ("${n} + 1", {}, 0), ("${n}", {"n": -2}, 0)],
)
def test_a_repeat_has_as_many_instances_as_were_made_or_are_counted(
    count: str, answers: Answers, instances: int
) -> None:
    assert state((ask("n"), repeat("r", ask("a"), count=count)), answers).count(Place("r")) == instances


@pytest.mark.parametrize(
    ("kind", "calculation", "stored"),
    [
        ("calculate", "1 + 1", "2"),
        ("integer", "-25.36", "-25"),
        ("integer", "10000000000", ""),
        ("integer", "'x'", ""),
        ("decimal", "1", "1.0"),
        ("decimal", "1 div 3", "0.3333333333333333"),
        ("decimal", "1 div 0", ""),
        ("date", "today()", "2026-01-15"),
        ("date", "'2026-01-15T10:00'", "2026-01-15"),
        ("date", "20468", ""),
        ("dateTime", "now()", "2026-01-15T10:00:00.000+00:00"),
        ("time", "'08:30:00.000+00:00'", "08:30:00.000+00:00"),
        ("time", "'8'", ""),
        ("calculate", "0 div 0", ""),
        ("calculate", "1 div 0", "Infinity"),
    ],
)
def test_a_calculation_is_stored_as_its_type_holds_it(kind: str, calculation: str, stored: str) -> None:
    assert text((calculate("c", calculation, kind=kind),), {}, "c") == stored


@pytest.mark.parametrize(
    ("default", "kind", "given", "value"),
    [
        ("5", "integer", {}, "5"),
        ("-5", "integer", {}, "-5"),
        ("2026-01-15", "date", {}, "2026-01-15"),
        ("no idea (yet", "text", {}, "no idea (yet"),
        ("${n} * 2", "integer", {}, "6"),
        ("${n} * 2", "integer", {"kept": {"a": "9"}}, "9"),
        ("5", "integer", {"blanks": {"a"}}, ""),
    ],
)
def test_a_default_stands_until_it_is_answered_or_taken_away(
    default: str, kind: str, given: dict[str, Any], value: str
) -> None:
    survey = (ask("n"), ask("a", kind, default=default))
    assert text(survey, {"n": 3}, "a", **given) == value
    assert text(survey, {"n": 3, "a": "7"}, "a", **given) == "7"


def test_what_is_worked_out_once_stays() -> None:
    survey = (
        ask("age"),
        calculate("first", "once(concat('x', ${age}))"),
        calculate("day", "today()"),
        calculate("later", "today() + ${age}"),
        ask("began", "start"),
    )
    before = state(survey, {"age": 3})
    kept = before.to_keep()
    assert kept == {"first": "x3", "day": "2026-01-15", "began": "2026-01-15T10:00:00.000+00:00"}
    after = state(survey, {"age": 4}, kept=kept, moment=MOMENT + datetime.timedelta(days=1))
    assert after.to_keep() == kept
    assert after.calculated() == {**kept, "later": "20473"}


def test_a_trigger_sets_a_value_off_only_when_it_changes() -> None:
    survey = (ask("a"), ask("b"), calculate("c", "${a} + ${b}", kind="integer", trigger=("a",)))
    nothing = state(survey, {"b": 1})
    assert nothing.text(Place("c")) == ""
    first = state(survey, {"a": 2, "b": 1}, kept=nothing.to_keep())
    assert first.text(Place("c")) == "3"
    second = state(survey, {"a": 2, "b": 5}, kept=first.to_keep())
    assert second.text(Place("c")) == "3"
    typed = state(survey, {"a": 2, "b": 5, "c": 9}, kept=first.to_keep())
    assert typed.text(Place("c")) == "9"
    third = state(survey, {"a": 4, "b": 5, "c": 9}, kept=typed.to_keep())
    assert third.text(Place("c")) == "9"  # 4 + 5, no longer what was typed


def test_what_a_trigger_holds_before_anyone_answers_sets_nothing_off() -> None:
    survey = (ask("a", default="5"), calculate("c", "${a} + 1", trigger=("a",)))
    assert text(survey, {}, "c") == ""
    assert text(survey, {"a": 6}, "c") == "7"
    assert state(survey, {}, blanks={"a"}, kept=state(survey, {}).to_keep()).text(Place("c")) == ""


def test_what_a_trigger_has_emptied_is_read_as_blank() -> None:
    survey = (ask("a"), ask("b", trigger=("a",)), calculate("c", "concat('<', ${b}, '>')"))
    changed = state(survey, {"a": 2, "b": "typed"}, kept=state(survey, {"a": 1, "b": "typed"}).to_keep())
    assert changed.text(Place("c")) == "<>"


def test_a_trigger_without_a_calculation_empties() -> None:
    survey = (ask("a"), ask("b", default="x", trigger=("a",)))
    nothing = state(survey, {})
    assert nothing.text(Place("b")) == "x"
    changed = state(survey, {"a": 1, "b": "typed"}, kept=nothing.to_keep())
    assert changed.text(Place("b")) == ""
    after = state(survey, {"a": 1}, kept=state(survey, {"a": 1}, kept=nothing.to_keep()).to_keep())
    assert after.text(Place("b")) == ""
    assert state(survey, {"a": 1, "b": "again"}, kept=after.to_keep()).text(Place("b")) == "again"


def test_random_numbers_stay_with_the_seed_and_differ_between_places() -> None:
    survey = (repeat("r", calculate("n", "random()"), calculate("u", "uuid()")),)
    drawn = [text(survey, {"r": 2}, key, seed=7) for key in ("n[1]", "n[2]", "u[1]")]
    assert len(set(drawn)) == 3
    assert drawn == [text(survey, {"r": 2}, key, seed=7) for key in ("n[1]", "n[2]", "u[1]")]
    assert text(survey, {"r": 2}, "n[1]", seed=8) != drawn[0]


@pytest.mark.parametrize(
    ("columns", "answers", "names"),
    [
        ({}, {}, "a b c"),
        ({"choice_filter": "kind = ${wanted}"}, {"wanted": "x"}, "a c"),
        ({"choice_filter": "kind = ${wanted} and name != 'a'"}, {"wanted": "x"}, "c"),
        ({"choice_filter": "selected(${wanted}, name)"}, {"wanted": "c a"}, "a c"),
        ({"choice_filter": "position() > 1"}, {}, "b c"),
        ({"choice_filter": "kind = 1"}, {}, ""),
        ({"file": "towns.csv", "choice_filter": "region = ${wanted}"}, {"wanted": "n"}, "1 3"),
        ({"file": "towns.csv", "parameters": {"value": "label", "label": "name"}}, {}, "Alpha Beta Gamma"),
        ({"file": "lacking.csv"}, {}, ""),
        ({"list_name": "${nick}"}, {"r": 3, "nick[1]": "Al", "nick[3]": "Cy"}, "Al Cy"),
        ({"list_name": "${nick}", "choice_filter": "nick != 'Al'"}, {"r": 3, "nick[1]": "Al", "nick[3]": "Cy"}, "Cy"),
        ({"parameters": {"randomize": "true", "seed": "1"}}, {}, "b a c"),  # as ODK's engine has it
    ],
)
def test_choices_are_those_that_the_filter_leaves(columns: dict[str, Any], answers: Answers, names: str) -> None:
    survey = (ask("wanted", "text"), repeat("r", ask("nick", "text")), ask("s", "select_one", **columns))
    assert " ".join(choice.name for choice in state(survey, answers).choices(Place("s"))) == names


def test_an_order_drawn_at_random_stays_with_the_seed() -> None:
    survey = (ask("s", "select_one", parameters={"randomize": "true"}),)
    orders = {tuple(c.name for c in state(survey, {}, seed=seed).choices(Place("s"))) for seed in range(20)}
    assert len(orders) == 6  # of three choices
    assert state(survey, {}, seed=3).choices(Place("s")) == state(survey, {}, seed=3).choices(Place("s"))


def test_a_choice_that_is_no_longer_offered_reads_as_blank() -> None:
    survey = (ask("w", "text"), ask("s", "select_multiple", choice_filter="kind = ${w}"))
    assert text(survey, {"w": "x", "s": ("a", "b", "c")}, "s") == "a c"


def test_a_label_of_a_choice_is_in_the_language_of_the_filling() -> None:
    survey = (ask("s", "select_one"), calculate("c", "jr:choice-name(${s}, '${s}')"))
    assert text(survey, {"s": "b"}, "c", language="ar") == "b-ar"


def test_a_label_holds_the_values_of_others() -> None:
    filling = state(HOUSEHOLD, PEOPLE)
    assert filling.label("${age} years, ${nobody}; limit ${ limit }.", Place("school", (2,))) == "7 years, ; limit 16."
    assert filling.label("plain", Place("limit")) == "plain"


def test_what_is_read_only_is_said_or_worked_out() -> None:
    survey = (ask("a"), ask("b", read_only="${a} = 1"), calculate("c", "1", kind="integer"))
    assert [state(survey, {"a": 1}).is_read_only(Place(name)) for name in "abc"] == [False, True, True]
