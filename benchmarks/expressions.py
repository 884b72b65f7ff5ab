"""Processor time of expressions: a page of them, the same page in a long questionnaire, and hostile ones."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from survey.instrument.definition import Answers, Question, Questionnaire, Repeat
from survey.instrument.expressions import ExpressionError, compile_expression
from survey.instrument.flow import Flow
from survey.instrument.model import Model
from survey.instrument.pages import Stop
from survey.instrument.places import Place
from survey.instrument.state import State

MOMENT = datetime.datetime(2026, 1, 15, 10, tzinfo=datetime.UTC)
ROUNDS, PAGES_A_ROUND = 15, 200
ANSWERED = 40
CONDITIONS = (
    "${a1} > 18",
    "${a2} = 'fr'",
    "selected(${a3}, 'en')",
    "${a4} != ''",
    "${a5} >= 2 and ${a6} < 30",
    "not(selected(${a7}, 'none'))",
    "${a8} = 1 or ${a9} = 2",
    "count-selected(${a10}) > 1",
    "string-length(${a11}) > 3",
    "today() > ${a12}",
    "${a13} = '' or ${a14} > 3",
    "if(${a15} = 1, true(), false())",
    "int((today() - ${a12}) div 365.25) >= 5",
    "coalesce(${a16}, 'x') = 'y'",
    "selected(${a3}, 'fr') and ${a1} >= 18",
)
CONSTRAINTS = (
    ". >= 0 and . <= 120",
    ". <= today()",
    "regex(., '^[A-Z][a-z]+$')",
    ". != ${a1}",
    "string-length(.) < 100",
    ". > ${a5}",
    "not(selected(., 'none') and count-selected(.) > 1)",
    ". mod 2 = 0",
    ". >= ${a6} - 5",
    ". = 1 or . = 2",
)
GIVEN = {"a1": 20, "a2": "fr", "a3": "fr en", "a6": 20, "a7": "a", "a9": 2, "a10": "a b", "a11": "hello"}
DAYS_AND_TEXTS = {"a12": "2020-01-01", "a16": "y", "a32": "2020-01-01", "a33": "Abc", "a36": 9, "a39": 18, "a40": 2}
HOSTILE = {
    "20,000 brackets": "(" * 20_000 + "1" + ")" * 20_000,
    "800 not()": "not(" * 800 + "1" + ")" * 800,
    "4,000 signs": "-" * 4_000 + "1",
    "a pattern that goes back and forth": "regex('" + "a" * 2_000 + "b', '^(a+)+$')",
    "a predicate over predicates": "count(${x}[count(${x}[count(${x}[. != '' or 1]) > 0]) > 0])",
    "a long sum over a repeat": "count(${x}[" + " + ".join(["count(${x})"] * 90) + " > 0])",
}
PEOPLE = 1000


def measure(folder: Path) -> Iterator[Figure]:
    """Microseconds for one of the page's expressions, how the questionnaire's length weighs, and hostile ones."""
    model = Model.of(_questionnaire(0))
    page = _best(lambda: _page(model))
    a_second = len(CONDITIONS + CONSTRAINTS) / page
    yield Figure("one expression of a page of 25, 40 answers", "µs", 1e6 / a_second, limit=20)  # 50,000 a second
    long = Model.of(_questionnaire(1000))
    yield Figure("the page in a questionnaire of 1,000 more", "µs", _best(lambda: _page(long)) * 1e6, page * 1e6, 1.5)
    yield Figure("the way to a page behind 500 conditions, no two alike", "ms", _way(500) * 1e3, limit=5)
    for what, text in HOSTILE.items():
        yield Figure(f"hostile: {what}", "ms", _hostile(text) * 1e3, limit=50)


def _questionnaire(others: int) -> Questionnaire:
    rules: dict[str, dict[str, str]] = {f"a{number}": {} for number in range(1, ANSWERED + 1)}
    for number, text in enumerate(CONDITIONS, 20):
        rules[f"a{number}"]["relevant"] = text
    for number, text in enumerate(CONSTRAINTS, 31):
        rules[f"a{number}"]["constraint"] = text
    more = [
        Question("integer", f"b{number}", {}, relevant="${a1} > 18", constraint=". > 0") for number in range(others)
    ]
    survey = [*more, *(Question("integer", name, {}, **columns) for name, columns in rules.items())]
    return Questionnaire("page", {}, "1", "en", (), tuple(survey), {})


def _answers() -> Answers:
    return {**{f"a{number}": 3 for number in range(1, ANSWERED + 1)}, **GIVEN, **DAYS_AND_TEXTS}


def _page(model: Model) -> State:
    answers = _answers()
    state = State(model, answers, moment=MOMENT)
    for number in range(20, 20 + len(CONDITIONS)):
        state.is_relevant(Place(f"a{number}"))
    for number in range(31, 31 + len(CONSTRAINTS)):
        state.constraint_holds(Place(f"a{number}"), answers[f"a{number}"])
    return state


def _way(others: int) -> float:
    """Processor seconds to tell where the last page stands, which asks of every question whether it is asked."""
    rows = [Question("integer", f"b{number}", {}, relevant=f"${{a}} > {number % 7} - 7") for number in range(others)]
    rows = [replace(row, relevant=f"{row.relevant} or {number} = 0") for number, row in enumerate(rows)]
    flow = Flow.of(Questionnaire("way", {}, "1", "en", (), (Question("integer", "a", {}), *rows), {}))
    answers = {"a": 3, **{row.name: 1 for row in rows}}

    def told() -> tuple[int, int, int]:
        state = State(flow.model, answers, moment=MOMENT)
        return flow.position(Stop(flow.pages[-1]), state)

    if told() != (others + 1, others + 1, others + 1):
        raise RuntimeError("the way is not the one expected")
    return _best(told, 5)


def _best(action: Callable[[], Any], pages: int = PAGES_A_ROUND) -> float:
    """Processor seconds of one, in the quietest round."""
    action()
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(pages):
            action()
        times.append((time.process_time() - start) / pages)
    return min(times)


def _hostile(text: str) -> float:
    """Processor seconds until it is refused, or has failed or ended on a thousand instances."""
    people = Repeat("r", {}, (Question("text", "x", {}),), repeat_count="")
    questionnaire = Questionnaire("h", {}, "1", "en", (), (people, Question("text", "c", {}, calculation=text)), {})
    answers = {"r": PEOPLE, **{f"x[{number}]": "y" for number in range(1, PEOPLE + 1)}}
    times = []
    for round_number in range(3):
        start = time.process_time()
        try:
            compile_expression(text + " " * round_number)  # spaces: another text, so that no refusal is remembered
        except ExpressionError:
            times.append(time.process_time() - start)
            continue
        model = Model.of(questionnaire)
        start = time.process_time()
        State(model, answers, moment=MOMENT).text(Place("c"))
        times.append(time.process_time() - start)
    return min(times)
