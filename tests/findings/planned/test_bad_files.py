"""Whatever a file holds: a message that names the place, or a figure that says why it is absent; never a NaN."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from survey.csv_table import TableError
from survey.findings.planned.estimate import results_of
from survey.findings.planned.from_csv import from_csv, read_register
from survey.findings.planned.plain_text import lines_of, message_of, sentence_of
from survey.findings.planned.results import Results
from survey.instrument.plan_file import read_plan_file

HEADER = ["id", "wave", "arm", "worker", "age", "a", "b", "x", "w"]
PLAN = """\
design: {design}
columns: {{participant_id: id, wave: wave, arm: arm, worker: worker{columns}}}
waves: [entry, exit]
scales:
  - {{name: calm, items: [a, b], minimum_answered: 2, range: [1, 5], score_range: [0, 100]}}
  - {{name: hope, items: [x], minimum_answered: 1}}
plan:
  primary: [calm]
  covariates: [age]
{more}"""
RAKED = "  weights: {method: raking, margins: [site]}\n"
GIVEN = "  weights: {method: given}\n"
CLUSTERED = "  cluster: worker\n"
REGISTER = "id,site\n" + "".join(f"p{number},{'north' if number % 3 else 'south'}\n" for number in range(60))
Cells = dict[str, Any]


def cells(number: int, wave: str) -> Cells:
    """A row that is as it should be: ten people per arm, answers that differ."""
    later = wave == "exit"
    return {
        "id": f"p{number}",
        "wave": wave,
        "arm": "support" if number % 2 else "advice",
        "worker": f"w{number % 7}",
        "age": 20 + number * 7 % 40,
        "a": 1 + (number * 3 + later) % 5,
        "b": 1 + (number * 2 + 2 * later * (number % 3)) % 5,
        "x": number * 11 % 17 + later * (3 * (number % 4) - 4),
        "w": 1 + number % 3,
    }


def written(people: int, change: Callable[[Cells], Cells | None] = dict, separator: str = ",") -> str:
    """A file of so many people at two waves, each row changed; a row that becomes None is left out."""
    rows = [change(cells(number, wave)) for number in range(people) for wave in ("entry", "exit")]
    lines = [HEADER, *([str(row[name]) for name in HEADER] for row in rows if row is not None)]
    return "\n".join(separator.join(line) for line in lines) + "\n"


def with_(**changed: Any) -> Callable[[Cells], Cells]:
    """Rows with other cells; a function of the row makes its cell."""
    return lambda row: {**row, **{name: each(row) if callable(each) else each for name, each in changed.items()}}


def carried_out(
    folder: Path,
    answers: str | bytes,
    *,
    design: str = "randomised",
    more: str = "",
    columns: str = "",
    register: str = "",
) -> Results:
    (folder / "plan.yaml").write_text(PLAN.format(design=design, more=more, columns=columns), encoding="utf-8")
    file = read_plan_file(folder / "plan.yaml")
    frame = read_register(file, register.encode()) if register else None
    table = from_csv(file, answers if isinstance(answers, bytes) else answers.encode(), frame)
    return results_of(table, file.plan, design=file.design, assigned=file.assigned)


def reasons(results: Results, estimand: str, outcome: str = "calm") -> set[str]:
    return {
        each.estimate.reason
        for each in results.figures
        if each.outcome == outcome and each.estimate.estimand == estimand and each.estimate.weights == "none"
    }


def hold_whole(results: Results) -> None:
    """Keys differ, numbers are numbers, what is absent says why, and every caution and message has its sentence."""
    keys = [each.key for each in results.figures]
    assert len(keys) == len(set(keys)) > 0
    counted = Counter(key for key, _value in results._numbers())
    assert max(counted.values()) == 1
    assert not [
        key for key, value in results.numbers().items() if isinstance(value, float) and not math.isfinite(value)
    ]
    json.dumps([each.as_row() for each in results.figures], allow_nan=False)
    for each in results.figures:
        assert each.estimate.reason or None not in (each.estimate.value, each.estimate.interval_low)
        assert bool(message_of(each, results.weighting)) is bool(each.estimate.reason)
    assert all(sentence_of(each) for each in results.cautions)
    assert list(lines_of(results))


def test_a_file_as_it_should_be_has_a_figure_for_everything(tmp_path: Path) -> None:
    results = carried_out(tmp_path, written(40), more=CLUSTERED + RAKED, register=REGISTER)
    hold_whole(results)
    assert not [each.key for each in results.figures if each.estimate.reason]
    told = [each.estimate for each in results.figures if each.estimate.estimand != "improved_of_changed"]
    assert {each.n + each.missing for each in told} == {40}  # the other counts those who changed at all


EMPTY = {"a": "", "b": "NA", "x": " "}
CASES: dict[str, tuple[str, dict[str, str]]] = {
    "all missing": (written(40, with_(**EMPTY)), {"mean_change": "no_values", "average_effect": "no_values"}),
    "all missing at exit": (
        written(40, lambda row: row if row["wave"] == "entry" else row | EMPTY),
        {"mean_change": "no_values", "cohen_d_z": "no_values"},
    ),
    "nobody at exit": (
        written(40, lambda row: row if row["wave"] == "entry" else None),
        {"mean_change": "no_values", "rank_biserial": "no_values"},
    ),
    "constant scales": (
        written(40, with_(a=3, b=3, x=1)),
        {"mean_change": "all_equal", "average_effect": "all_equal", "standardised_effect": "all_equal"},
    ),
    "everyone changes alike": (
        written(40, lambda row: row | {"a": 1 + (row["wave"] == "exit"), "b": 2 + (row["wave"] == "exit")}),
        {"mean_change": "all_equal", "rank_biserial": "one_direction"},
    ),
    "one arm alone": (written(40, with_(arm="support")), {"average_effect": "one_group", "mean_change": ""}),
    "one arm without exit": (
        written(40, lambda row: None if row["arm"] == "support" and row["wave"] == "exit" else row),
        {"average_effect": "one_group", "mean_change": ""},
    ),
    "a covariate that nobody has": (written(40, with_(age="")), {"average_effect": "no_values"}),
    "a covariate that tells the arms apart": (
        written(40, with_(age=lambda row: 1 if row["arm"] == "support" else 0)),
        {"average_effect": "collinear", "mean_change": ""},
    ),
    "one person": (written(1), {"mean_change": "one_value"}),
    "other waves alone": (
        written(9, with_(wave="later", id=lambda row: row["id"] + row["wave"])),
        {"mean_change": "no_values"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_estimated_says_why(tmp_path: Path, name: str) -> None:
    answers, expected = CASES[name]
    results = carried_out(tmp_path, answers)
    hold_whole(results)
    for estimand, reason in expected.items():
        assert reason in reasons(results, estimand), estimand
        assert reason or reasons(results, estimand) == {""}


@pytest.mark.parametrize("design", ["before_after", "waiting_list", "by_need", "randomised"])
@pytest.mark.parametrize("name", CASES)
def test_no_file_breaks_any_design(tmp_path: Path, name: str, design: str) -> None:
    hold_whole(carried_out(tmp_path, CASES[name][0], design=design, more=CLUSTERED + RAKED, register=REGISTER))


@pytest.mark.parametrize("worker", ["the same", ""])
def test_one_cluster_or_none_has_no_interval_by_cluster(tmp_path: Path, worker: str) -> None:
    results = carried_out(tmp_path, written(40, with_(worker=worker)), more=CLUSTERED)
    hold_whole(results)
    found = {each.estimate.method: each.estimate for each in results.figures if each.outcome == "calm"}
    for method in ("cr2", "ancova_cr2", "change_scores_cr2"):
        assert found[method].reason == ("one_cluster" if worker else "no_values")
        assert found[method].interval_low is None
    assert found["t"].reason == ""


@pytest.mark.parametrize("more", ["", "  contrasts: [{wave: exit, arm: support}]\n"])
def test_an_arm_that_is_one_cluster_has_no_interval_by_cluster(tmp_path: Path, more: str) -> None:
    alone = with_(worker=lambda row: "own" if row["arm"] == "support" else f"w{int(row['id'][1:]) % 8}")
    results = carried_out(tmp_path, written(40, alone), more=CLUSTERED + RAKED + more, register=REGISTER)
    hold_whole(results)
    found = {
        each.estimate.method: each.estimate
        for each in results.figures
        if each.outcome == "calm" and each.contrast == "support - advice"
    }
    first = "difference" if more else "ancova"
    for method in (f"{first}_cr2", f"{first}_linearised"):
        assert found[method].value is not None
        assert (found[method].interval_low, found[method].reason) == (None, "one_cluster")


def test_groups_that_covariates_tell_apart_cannot_be_weighted(tmp_path: Path) -> None:
    apart = with_(age=lambda row: (60 if row["arm"] == "support" else 20) + int(row["id"][1:]) % 9)
    results = carried_out(tmp_path, written(40, apart), design="by_need")
    weighing = [each for each in results.figures if each.estimate.method.startswith("inverse_probability")]
    assert {each.estimate.reason for each in weighing} == {"separation"}
    assert "tell the groups apart without error" in message_of(weighing[0])


def test_margins_that_nobody_meets_are_named(tmp_path: Path) -> None:
    register = REGISTER + "q1,west\n"
    results = carried_out(tmp_path, written(40), more=RAKED, register=register)
    hold_whole(results)
    weighted = [each for each in results.figures if each.estimate.weights == "raking"]
    assert weighted and {each.estimate.reason for each in weighted} == {"no_values"}
    assert "west" in message_of(weighted[0], results.weighting)
    leading = [each.estimate.weights for each in results.figures if each.preferred]
    assert set(leading) == {"none"}
    assert "weights_not_made" in {each.key for each in results.cautions}


def test_people_of_a_category_that_the_register_does_not_know_contradict_it(tmp_path: Path) -> None:
    answers = written(40).replace(",w\n", ",site\n", 1)
    register = "id,site\nq1,1\nq2,2\nq3,2\n"
    results = carried_out(tmp_path, answers, more=RAKED, register=register)
    hold_whole(results)
    weighted = [each for each in results.figures if each.estimate.weights == "raking"]
    assert weighted and {each.estimate.reason for each in weighted} == {"contradiction"}
    assert "3" in message_of(weighted[0], results.weighting).partition("contradict each other")[2]


def test_weights_without_a_register_cannot_be_made(tmp_path: Path) -> None:
    results = carried_out(tmp_path, written(40).replace(",w\n", ",site\n", 1), more=RAKED)
    hold_whole(results)
    weighted = [each for each in results.figures if each.estimate.weights == "raking"]
    assert weighted and {each.estimate.reason for each in weighted} == {"no_values"}
    assert "There is no register" in message_of(weighted[0], results.weighting)


@pytest.mark.parametrize(("weight", "reason"), [(0, "no_values"), ("", "no_values"), (2, "")])
def test_people_with_a_weight_of_0_have_none(tmp_path: Path, weight: object, reason: str) -> None:
    results = carried_out(tmp_path, written(40, with_(w=weight)), more=GIVEN, columns=", weight: w")
    hold_whole(results)
    weighted = [each.estimate for each in results.figures if each.estimate.weights == "given"]
    assert {each.reason for each in weighted} == {reason}
    assert ("weights_of_zero" in {each.key for each in results.cautions}) is (weight == 0)


def test_some_weights_of_0_count_as_missing(tmp_path: Path) -> None:
    some = with_(w=lambda row: 0 if int(row["id"][1:]) < 10 else 1)
    results = carried_out(tmp_path, written(40, some), more=GIVEN, columns=", weight: w")
    weighted = next(each.estimate for each in results.figures if each.estimate.weights == "given")
    assert (weighted.n, weighted.missing) == (30, 10)


def refused() -> Iterator[tuple[str, str, str, str]]:
    """Name, answers, plan, and the words the message must hold."""
    yield (
        "text",
        written(9, with_(a=lambda row: "often" if row["id"] == "p2" else 2)),
        "",
        "row 6, column 'a': [number]",
    )
    yield "range", written(9, with_(b=lambda row: 7 if row["id"] == "p1" else 2)), "", "row 4, column 'b': [range]"
    yield "infinite", written(9, with_(x="1e999")), "", "'1e999' is no number"
    yield (
        "twice",
        written(9, with_(id=lambda row: row["id"].replace("p8", "p7"))),
        "",
        "row 18, column 'id': [person_twice]",
    )
    yield "arms", written(9, with_(arm=lambda row: row["wave"])), "", "row 3, column 'arm': [two_arms]"
    yield "nobody", written(9, with_(id="")), "", "row 2, column 'id': [blank]"
    yield "never", written(9, with_(wave=" ")), "", "row 2, column 'wave': [blank]"
    yield "negative", written(9, with_(w=-1)), GIVEN, "row 2, column 'w': [weight_below_0]"
    yield "heavy", written(9, with_(w="heavy")), GIVEN, "row 2, column 'w': [number] 'heavy'"
    yield "rows", HEADER_LINE, "", "There is no row of answers"
    yield "empty", "\n\n", "", "The file is empty"
    yield "ragged", HEADER_LINE + "p1,entry,support\n", "", "row 2: [cells] This row has 3 cells, the header 9"
    yield "wide", written(3).replace("\n", ",z\n", 2).replace(",w,z\n", ",w\n"), "", "row 2: [cells] This row has 10"
    yield "absent", written(3).replace("x", "y", 1), "", "column 'x': [column_absent]"
    yield "double", written(3).replace("worker", "a", 1), "", "column 'a': [column_twice]"
    yield "quotes", HEADER_LINE + '"p1,entry\n', "", "quotes are not closed"
    yield "covariate", written(3).replace("age", "years", 1), "", "column 'age': [column_absent]"


HEADER_LINE = ",".join(HEADER) + "\n"
REFUSED = {name: case for name, *case in refused()}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_with_a_mistake_is_refused_with_its_row(tmp_path: Path, name: str) -> None:
    answers, more, words = REFUSED[name]
    with pytest.raises(TableError) as caught:
        carried_out(tmp_path, answers, more=more, columns=", weight: w" if more else "")
    assert words in str(caught.value)
    assert len(caught.value.problems) < 30


@pytest.mark.parametrize(
    ("register", "words"),
    [
        ("id,site\n", "There is nobody in it"),
        ("site\nnorth\n", "column 'id': [column_absent]"),
        ("id,site\np1,north\np1,south\n", "row 3, column 'id': [person_twice] p1 stands in row 2 too"),
        ("id,site\n,north\n", "row 2, column 'id': [blank]"),
    ],
)
def test_a_register_with_a_mistake_is_refused(tmp_path: Path, register: str, words: str) -> None:
    with pytest.raises(TableError) as caught:
        carried_out(tmp_path, written(9), more=RAKED, register=register)
    assert words in str(caught.value)


def test_spreadsheets_of_many_kinds_say_the_same(tmp_path: Path) -> None:
    halves = with_(x=lambda row: f"{row['x'] + 0.5}")
    plain = carried_out(tmp_path, written(20, halves)).numbers()
    semicolons = written(20, with_(x=lambda row: f"{row['x'] + 0.5}".replace(".", ",")), ";")
    for answers in (
        written(20, halves, "\t").encode(),
        b"\xef\xbb\xbf" + semicolons.replace("\n", "\r\n").encode(),
        ("sep=;\n" + semicolons + ";" * 8 + "\n\n").encode(),
        written(20, halves).replace("p1,", '" p1 ",').encode(),
    ):
        assert carried_out(tmp_path, answers).numbers() == plain


def test_nothing_is_dropped_silently(tmp_path: Path) -> None:
    answers = written(20) + "p0,later,advice,w0,20,1,1,1,1\n"
    answers = answers.replace("p4,entry,advice", "p4,entry,").replace("p4,exit,advice", "p4,exit,NA")
    answers = answers.replace("p6,exit,advice,w6,22", "p6,exit,advice,w6,23")
    told = {each.key: dict(each.values) for each in carried_out(tmp_path, answers).cautions if not each.outcome}
    assert told["rows_of_other_waves"] == {"rows": 1}
    assert told["without_arm"] == {"people": 1}
    assert told["changed_between_waves"] == {"variable": "age", "people": 1}
    register = REGISTER.replace("p3,", "q3,")
    told = {each.key: dict(each.values) for each in carried_out(tmp_path, answers, register=register).cautions}
    assert told["people_not_in_register"] == {"people": 1}
