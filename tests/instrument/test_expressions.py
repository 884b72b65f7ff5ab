"""Expressions give what ODK's engine gives, refuse what they cannot read, and never hang."""

import datetime
import json
import math
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from counted_work import calls_of, not_for_ever

from benchmarks import hostile
from survey.instrument.expressions import Expression, ExpressionError, ExpressionFailure, compile_expression, holds
from survey.instrument.expressions.functions import Context
from survey.instrument.expressions.values import text_of

DAY = datetime.date(2026, 1, 15)
ANSWERS = {
    "age": "18",
    "zero": "0",
    "half": "2.5",
    "code": "007",
    "several": "fr en",
    "one": "fr",
    "born": "2000-02-29",
}

SUPPORTED_REFERENCE_CASES = 46
"""How many of the 81 reference cases use only syntax and functions that exist here, on questions outside a repeat."""


def stored_text(expression: Expression, answers: Mapping[str, str], today: datetime.date) -> str:
    """What ODK stores for the value of an expression: '' for NaN."""
    result = expression.part(Context(answers, "", today))
    return "" if isinstance(result, float) and math.isnan(result) else text_of(result)


def test_every_supported_reference_case_gives_the_value_of_odk(real_data: Path) -> None:
    reference = json.loads((real_data / "expressions.json").read_text(encoding="utf-8"))
    repeats = {name for name, value in reference["answers"].items() if isinstance(value, list)}
    inside = {name for repeat in repeats for row in reference["answers"][repeat] for name in row}
    answers = {name: value for name, value in reference["answers"].items() if name not in repeats | {"hid"}}
    today = datetime.date.fromisoformat(reference["now"][:10])
    given, expected = {}, {}
    for case in reference["cases"]:
        try:
            expression = compile_expression(case["expression"])
        except ExpressionError:
            continue
        if not (repeats | inside) & set(expression.references):
            given[case["expression"]] = stored_text(expression, answers, today)
            expected[case["expression"]] = case["value"]
    assert given == expected
    assert len(given) == SUPPORTED_REFERENCE_CASES


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("${age} >= 18 and ${age} < 19", True),
        ("${age} = 18", True),
        ("${code} = 7", True),
        ("${code} = '7'", False),
        ("${blank} >= 0", False),
        ("${blank} < 5", False),
        ("${blank} = 0", False),
        ("${zero} = 0", True),
        ("not(${blank} > 3)", True),
        ("${blank} != 'fr'", True),
        ("${blank}", True),
        ("not(${blank})", False),
        ("${blank} = false()", False),
        ("'abc' < 'abd'", False),
        ("selected(${several}, 'en')", True),
        ("selected(${several}, 'e')", False),
        ("selected(${blank}, 'en')", False),
        ("count-selected(${several}) = 2", True),
        ("${born} < today()", True),
        ("today() - ${born} > 9000", True),
        ("'2026-02-30' > 0", False),
        ("${half} * 2 = 5", True),
        ("1 = 1 = true()", True),
        ("true() or false() and false()", True),
        ("regex(${one}, '^[a-z]{2}$')", True),
        ("if(${zero} = 0, false(), true())", False),
        ("coalesce(${blank}, ${one}) = 'fr'", True),
        ("1 - 2 - 3 = -4", True),
        ("7 mod -4 = 3", True),
    ],
)
def test_truth(text: str, truth: bool) -> None:
    assert holds(compile_expression(text), ANSWERS, today=DAY) is truth


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("0.1 + 0.2", "0.30000000000000004"),
        ("1000000 * 1000000", "1000000000000"),
        ("1 div 3 div 10000000", "3.3333333333333334e-8"),
        ("1 div 0", "Infinity"),
        ("-1 div 0", "-Infinity"),
        ("0 div 0", ""),
        ("${blank} + 1", ""),
        ("0.000001", "0.000001"),
        ("string(1000000000000 * 1000000000000)", "1e+24"),
        ("-0", "0"),
        ("5.50", "5.5"),
        ("today()", "2026-01-15"),
        ("number('2026-01-10')", "20463"),
        ("string-length('مرحبا')", "5"),
    ],
)
def test_numbers_are_printed_as_javascript_does(text: str, printed: str) -> None:
    assert stored_text(compile_expression(text), ANSWERS, DAY) == printed


def test_a_dot_is_the_value_being_checked() -> None:
    expression = compile_expression(". >= 0 and . <= 120")
    assert holds(expression, {}, current="99")
    assert not holds(expression, {}, current="121")


def test_references_are_named_once_in_the_order_of_the_text() -> None:
    assert compile_expression("${b} = ${a} or ${b} = 1").references == ("b", "a")


def test_the_tree_is_made_of_lists_that_json_can_hold() -> None:
    tree = json.loads(json.dumps(compile_expression("not(${a} > -1) and true()").tree))
    assert tree == [
        "and",
        ["call", "not", [">", ["answer", "a"], ["neg", ["number", 1.0]]]],
        ["call", "true"],
    ]


@pytest.mark.parametrize(
    ("text", "words", "position"),
    [
        ("", "empty", 0),
        ("${a} >", "ends too early", 6),
        ("selectd(${a}, 'x')", "did you mean `selected()`", 0),
        ("version()", "not a known function", 0),
        ("not()", "takes 1 arguments, not 0", 0),
        ("../age > 3", "paths and predicates are not supported", 1),
        ("${a} == 1", "the operators are", 6),
        ("'open", "not closed", 0),
        ("age > 3", "`age` does not belong here", 0),
        ("regex(., '(?=a)')", "is not supported", 0),
        ("${a b}", "does not belong here", 0),
        ("__import__('os')", "not a known function", 0),
    ],
)
def test_what_is_no_expression_is_refused_with_its_place(text: str, words: str, position: int) -> None:
    with pytest.raises(ExpressionError, match=".*") as refused:
        compile_expression(text)
    assert words in str(refused.value)
    assert refused.value.position == position


@pytest.mark.parametrize("text", hostile.EXPRESSIONS, ids=lambda text: f"{text[:8]}… {len(text)}")
def test_hostile_expressions_are_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        compile_expression(text)


@pytest.mark.parametrize(
    ("before", "middle", "after", "times"),
    [
        ("(", "1", ")", 1_000),
        ("not(", "1", ")", 400),
        ("", "1", "-1", 1_000),
        ("", "1", " and 1", 300),
        ("-", "1", "", 1_000),
    ],
)
def test_the_work_grows_as_the_text_does(before: str, middle: str, after: str, times: int) -> None:
    def work(length: int) -> int:
        return calls_of(lambda: attempted(before * length + middle + after * length + " "))  # a text of its own

    work(times - 1)  # what is made once is made here
    assert work(2 * times) < 2.5 * work(times)  # four times would be quadratic


def test_a_text_over_the_limit_is_not_read() -> None:
    assert calls_of(lambda: attempted("1" + " and 1" * 20_001)) < 100


def attempted(text: str) -> None:
    with suppress(ExpressionError):
        compile_expression(text)


def test_a_long_chain_of_conditions_is_no_depth() -> None:
    assert holds(compile_expression("1 = 1" + " and 1 = 1" * 300), {})


@pytest.mark.parametrize("pattern", hostile.PATTERNS)
def test_a_hostile_pattern_ends(pattern: str) -> None:
    expression = compile_expression(f"regex(., '{pattern}')")
    with not_for_ever():
        assert not holds(expression, {}, current="a" * 100_000 + "b")


def test_a_failure_while_evaluating_is_one_family() -> None:
    with pytest.raises(ExpressionFailure):
        holds(compile_expression("regex('a', ${pattern})"), {"pattern": "("})
