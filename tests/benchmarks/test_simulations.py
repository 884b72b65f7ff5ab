"""The simulations in their short form: few studies per cell, so that a figure may lie further off, always the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from flask import Flask

from analysis.change.effect_sizes import cohen_d_av, cohen_d_z
from analysis.change.sign import sign_test
from analysis.change.wilcoxon import signed_rank
from benchmarks.simulations import planned
from benchmarks.simulations.__main__ import BEGIN, END, PAGE, PARTS, write
from benchmarks.simulations.cell import FAILS, HOLDS, RUNS_OF_SLOW, Cell, Luck, Outcome, Told, run
from benchmarks.simulations.made import answered, made, register_text, whole
from benchmarks.simulations.tables import as_entries, as_markdown
from survey.dataset.cache import refreshed
from survey.fieldwork.register import parse_register
from survey.findings.scales import numbers_of
from survey.instrument.study_file import read_study
from survey.simulation.running import simulate
from survey.simulation.visits import Choices
from survey.store import register_imports, studies

CELLS = [cell for cells in PARTS.values() for cell in cells()]
SHORT, SHORT_OF_SLOW, FURTHER_OFF = 60, 12, 4.0


@pytest.mark.parametrize("cell", CELLS, ids=[cell.name for cell in CELLS])
def test_a_promise_holds_in_a_few_studies(cell: Cell) -> None:
    slow = cell.runs == RUNS_OF_SLOW or "jackknifed" in cell.name or "Holm" in cell.name
    outcome = run(cell, SHORT_OF_SLOW if slow else SHORT, margin=FURTHER_OFF)
    assert outcome.is_kept is None if cell.assumptions == FAILS else outcome.is_kept


def test_the_page_holds_the_table_of_every_cell() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [cell.name for cell in CELLS if f"| {cell.name} " not in page] == []


def test_where_assumptions_fail_the_table_names_what_the_page_says() -> None:
    assert all(cell.caution for cell in CELLS if cell.assumptions == FAILS)
    assert len({cell.name for cell in CELLS}) == len(CELLS)


def made_up(told: Callable[[Luck], Told], *, spread: float = 10.0, assumptions: str = HOLDS) -> Outcome:
    """A cell of which the truth is 1, in 400 studies."""
    told_of = {"name": "made up", "estimator": "none", "estimand": "a mean"}
    return run(Cell(truth=1.0, spread=spread, told=told, assumptions=assumptions, **told_of), 400)


def always(low: float, high: float, assumptions: str = HOLDS) -> Outcome:
    return made_up(lambda luck: Told(1.0, low, high), assumptions=assumptions)


@pytest.mark.parametrize(
    ("outcome", "kept"),
    [
        (always(0.0, 2.0), False),  # 400 of 400 cover, where 380 should
        (always(1.5, 2.0), False),
        (always(1.5, 2.0, FAILS), None),
    ],
)
def test_intervals_that_cover_too_often_or_too_seldom_break_the_promise(outcome: Outcome, kept: bool | None) -> None:
    assert outcome.is_kept is kept


def test_an_estimate_that_lies_off_breaks_the_promise() -> None:
    def told(luck: Luck) -> Told:
        reach = 3.0 if luck.random() < 0.95 else 0.0
        return Told(1.5, 1.5 - reach, 1.5 + reach)

    far, near = (made_up(told, spread=spread) for spread in (10.0, 100.0))
    assert (far.is_kept, near.is_kept) == (False, True)


def test_tables_name_every_cell_and_stand_between_two_marks(tmp_path: Path) -> None:
    outcomes = [run(cell, 4) for cell in PARTS["many"]()]
    tables = as_markdown(outcomes, ())
    assert all(f"| {each.cell.name}" in tables for each in outcomes)
    assert [entry["studies"] for entry in as_entries(outcomes)] == [each.cell.name for each in outcomes]
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write(page, tables)
    assert page.read_text(encoding="utf-8") == f"before\n{BEGIN}\n\n{tables}\n\n{END}\nafter\n"


def test_the_true_values_are_those_that_the_estimators_come_to_with_many_people() -> None:
    luck = np.random.default_rng(1)
    entry = luck.integers(0, 40, 20_000) * 2.5
    table = pd.DataFrame({"entry": entry, "exit": np.clip(entry + luck.integers(-8, 12, 20_000) * 2.5, 0, 100)})
    pairs = (table["entry"].to_numpy(), table["exit"].to_numpy(), np.ones(20_000))
    found = {
        "cohen_d_z": cohen_d_z(table, "entry", "exit"),
        "cohen_d_av": cohen_d_av(table, "entry", "exit"),
        "rank_biserial": signed_rank(table, "entry", "exit").rank_biserial,
        "improved_of_changed": sign_test(table, "entry", "exit").of_changed,
    }
    for estimand, estimate in found.items():
        assert planned._functional(estimand, *pairs) == pytest.approx(estimate.value, abs=1e-3), estimand


def test_every_planned_figure_has_a_true_value() -> None:
    cells = planned.measure(2)
    assert {cell.outcome for cell in cells} == {name for _part, name in made().record.study.plan.outcomes()}
    assert all(abs(cell.bias) < 1.5 * abs(cell.truth) for cell in cells)
    assert {cell.of for cell in cells} == {planned.EVERYBODY, planned.AT_ENTRY, planned.TWICE}


def test_people_made_without_a_database_answer_as_those_of_the_command(app: Flask, tmp_path: Path) -> None:
    text = register_text(80)
    folder = Path(__file__).parent.parent.parent / "survey" / "questionnaires"
    record = studies.publish(*read_study(folder / "before_after", folder))
    register = parse_register(text.encode(), record.study)
    register_imports.import_register(record, register.rows, register.digest, "test")
    simulate(record, Choices(30, 7, "seen"), tmp_path / "truth.json", "test")
    columns = refreshed(None, record)
    study = made(80)
    table = answered(study, whole(study, 7), "seen", 30)
    here = table.rows.assign(person=table.person)
    assert (here["wave"] == "entry").sum() == list(columns.waves.values()).count("entry")
    for item in study.rules["wellbeing"].items:
        stored = numbers_of(columns.answers[item])[np.array(columns.waves.values()) == "entry"]
        assert sorted(stored[~np.isnan(stored)]) == sorted(here.loc[here["wave"] == "entry", item].dropna())
