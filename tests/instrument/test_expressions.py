"""Expressions give what ODK's engine gives, refuse what they cannot read, and never hang."""

import datetime
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from counted_work import calls_of, not_for_ever
from instrument.examples import EXAMPLES, WORKED_OUT, example_state, worked_out

from benchmarks import hostile
from survey.instrument.definition import Choice, Node, Question, Questionnaire, Repeat
from survey.instrument.expressions import ExpressionError, compile_expression
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.state import Failure, State

REFERENCE_CASES = 81


@pytest.mark.parametrize(("expression", "value"), EXAMPLES["cases"])
def test_an_example_gives_its_value(expression: str, value: str | None) -> None:
    assert worked_out(expression) == value


@pytest.mark.parametrize(("expression", "value", "why"), EXAMPLES["ours"])
def test_an_example_where_we_differ_from_the_engine_gives_our_value(
    expression: str, value: str | None, why: str
) -> None:
    assert worked_out(expression) == value


def reference_survey(sheet: str) -> tuple[Node, ...]:
    """The form of the reference, an XLSForm sheet written as a table."""
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in sheet.splitlines()]
    start = next(number for number, row in enumerate(rows) if row[0] == "type") + 1
    levels: list[list[Node]] = [[]]
    repeats: list[str] = []
    for row in rows[start : rows.index(["choices"])]:
        kind, _, list_name = row[0].partition(" ")
        if kind == "begin_repeat":
            repeats.append(row[1])
            levels.append([])
        elif kind == "end_repeat":
            levels[-2].append(Repeat(repeats.pop(), {}, tuple(levels.pop()), repeat_count=""))
        else:
            relevant = row[3] if len(row) > 3 else ""
            levels[-1].append(Question(kind, row[1], {}, list_name=list_name, relevant=relevant))
    return tuple(levels[0])


def reference_answers(answers: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in answers.items():
        if isinstance(value, list):
            found[name] = len(value)
            found |= {f"{key}[{n}]": text for n, row in enumerate(value, 1) for key, text in row.items() if text}
        else:
            found[name] = value
    return found


def test_every_reference_case_gives_the_value_of_odk(real_data: Path) -> None:
    reference = json.loads((real_data / "expressions.json").read_text(encoding="utf-8"))
    survey, answers = reference_survey(reference["form"]), reference_answers(reference["answers"])
    labels = {"fr": "French", "en": "English", "none": "None"}
    choices = {"lg": tuple(Choice(name, {"en": label}) for name, label in labels.items())}
    moment = datetime.datetime.fromisoformat(reference["now"])
    given, expected = {}, {}
    for case in reference["cases"]:
        calculated = Question("calculate", WORKED_OUT, {}, calculation=case["expression"])
        model = Model.of(Questionnaire("data", {}, "1", "en", (), (*survey, calculated), choices))
        state = State(model, answers, moment=moment)
        given[case["expression"]] = state.text(Place(WORKED_OUT)), bool(state.failures())
        expected[case["expression"]] = case.get("value", ""), "error" in case
    assert given == expected
    assert len(given) == REFERENCE_CASES


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1000000 * 1000000", "1000000000000"),
        ("1 div 3 div 10000000", "3.3333333333333334e-8"),
        ("-1 div 0", "-Infinity"),
        ("0.000001", "0.000001"),
        ("string(1000000000000 * 1000000000000)", "1e+24"),
        ("-0", "0"),
        ("5.50", "5.5"),
    ],
)
def test_numbers_are_printed_as_javascript_does(text: str, printed: str) -> None:
    assert worked_out(text) == printed


@pytest.mark.parametrize(
    ("language", "names"), [("fr", "janv. sam."), ("es", "ene sáb"), ("ar", "يناير السبت"), ("de", "Jan Sat")]
)
def test_months_and_days_are_named_in_the_language_of_the_filling(language: str, names: str) -> None:
    assert worked_out("format-date(${day}, '%b %a')", language=language) == names


def test_a_day_is_whole_and_a_moment_is_read_by_the_clock_of_the_place() -> None:
    paris = datetime.datetime(2026, 1, 15, 0, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
    given = {"moment": paris}
    assert worked_out("decimal-date-time(today())", **given) == "20468"
    assert worked_out("now() > today()", **given) == "true"
    assert worked_out("format-date-time('2026-01-14T23:45:00Z', '%Y-%m-%d %H:%M')", **given) == "2026-01-15 00:45"


def test_references_are_named_once_in_the_order_of_the_text() -> None:
    expression = compile_expression("${b} = ${a} or ${b} = 1 or ../c/d = jr:choice-name(1, '${e}')")
    assert expression.references == ("b", "a")
    assert expression.names == ("b", "a", "c", "d", "e")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("not(${a} > -1)", ["call", "not", [">", ["answer", "a"], ["neg", ["number", 1.0]]]]),
        ("../x | ./y", ["|", ["path", ["self"], ["parent"], ["child", "x"]], ["path", ["self"], ["child", "y"]]]),
        ("/f/x[2]", ["path", ["root"], ["child", "f"], ["child", "x", ["number", 2.0]]]),
        ("${r}[last()]/x", ["path", ["answer", "r", ["call", "last"]], ["child", "x"]]),
        ("current()/..", ["path", ["current"], ["parent"]]),
        ("instance('l')/root", ["path", ["instance", "l"], ["child", "root"]]),
        ("(x)[1]", ["path", ["self"], ["child", "x"], ["filter", ["number", 1.0]]]),
        ("jr:choice-name(., '${a}')", ["call", "jr:choice-name", ["self"], ["string", "a"]]),
        ("div div mod", ["div", ["path", ["self"], ["child", "div"]], ["path", ["self"], ["child", "mod"]]]),
    ],
)
def test_the_tree_is_made_of_lists_that_json_can_hold(text: str, tree: list[Any]) -> None:
    assert json.loads(json.dumps(compile_expression(text).tree)) == tree


@pytest.mark.parametrize(
    ("text", "words", "position"),
    [
        ("", "empty", 0),
        ("${a} >", "ends too early", 6),
        ("(${a} > 1", "ends too early", 9),
        ("selectd(${a}, 'b')", "did you mean `selected()`", 0),
        ("today(1)", "takes 0 arguments, not 1", 0),
        ("1 = '" + "é" * 3000 + "'", "longer than 4096 bytes", 0),
        ("${a} == 1", "the operators are", 6),
        ("'open", "not closed", 0),
        ("a b", "`b` does not belong here", 2),
        ("not ${a} = 1", "`${a}` does not belong here: an operator, a comma or `(` is missing before it", 4),
        ("${a} = 1 AND ${b} = 2", "write `and` in small letters", 9),
        ("${a} = \u2018x\u2019", "the quotes are bent; write straight ones", 7),
        ("${a} > 1,5", "decimals are written with a point: 1.5", 8),
        ("${a} % 2", "the rest of a division is written `mod`", 5),
        ("${a} / 2", "a division is written `div`", 7),
        ("${a} > 1 ? 1 : 0", "is written `if(condition, this, that)`", 9),
        ("regex(., '(?=a)')", "is not supported", 0),
        ("${a b}", "a reference is written ${name}", 0),
        ("$a > 1", "a reference is written ${name}", 0),
        ("__import__('os')", "not a known function", 0),
        ("//age", "looks through the whole form", 1),
        ("../a//b", "looks through the whole form", 5),
        ("parent::a", "axes such as `parent::`", 5),
        ("../@a", "attributes are not supported", 3),
        ("text()", "asks for parts of XML", 0),
        ("document('x')", "reads other files", 0),
        ("1 + difference-in-months(${a}, today())", "belongs to CHT alone; write", 4),
        ("cht:z-score(1)", "belongs to CHT alone", 0),
        ("${last-saved#a}", "reads another filling", 0),
        ("instance(${a})/root", "with the name of a list in quotes", 0),
        ("a.__class__.x()", "not a known function", 0),
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
    assert worked_out("1 = 1" + " and 1 = 1" * 300) == "true"


@pytest.mark.parametrize("pattern", hostile.PATTERNS)
def test_a_hostile_pattern_ends(pattern: str) -> None:
    with not_for_ever():
        assert worked_out(f"regex('{'a' * 2_000}b', '{pattern}')") == "false"


HOSTILE = [
    "count(//*)".replace("//", "/data/house/") + " + count(" + "${first}[count(" * 5 + "${first}" + ") > 0]" * 5 + ")",
    "count(instance('towns')/root/item[count(instance('towns')/root/item[count(instance('towns')/root/item[label > '0'"
    " or 1]) > 0]) > 0])",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_predicates_over_predicates_end_by_their_steps(text: str) -> None:
    people = {f"first[{number}]": "x" for number in range(1, 1001)}
    towns = [{"name": str(number), "label": str(number)} for number in range(1000)]
    state = example_state(text).with_answers({**EXAMPLES["answers"], **people, "member": 1000})
    model = Model.of(state.model.questionnaire, lambda name: towns)
    state = State(model, state.answers, moment=datetime.datetime.fromisoformat(EXAMPLES["now"]))
    assert state.text(Place(WORKED_OUT)) == ""
    assert state.failures() == (Failure(WORKED_OUT, "calculation"),)


def test_texts_do_not_grow_without_end() -> None:
    chain = [Question("calculate", "c0", {}, calculation="'" + "x" * 1000 + "'")]
    chain += [
        Question("calculate", f"c{n}", {}, calculation=f"concat(${{c{n - 1}}}, ${{c{n - 1}}})") for n in range(1, 60)
    ]
    model = Model.of(Questionnaire("q", {}, "1", "en", (), tuple(chain), {}))
    state = State(model, {}, moment=datetime.datetime.fromisoformat(EXAMPLES["now"]))
    assert len(state.text(Place("c5"))) == 32_000
    assert state.text(Place("c59")) == ""
    assert state.failures()
