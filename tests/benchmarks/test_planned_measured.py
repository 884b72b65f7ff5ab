"""The measure of plans is made on files that can be carried out, with a figure for everything."""

from __future__ import annotations

from pathlib import Path

from benchmarks.planned import analysed, written, written_plan
from survey.findings.planned.estimate import results_of
from survey.findings.planned.from_csv import from_csv, read_register
from survey.instrument.plan_file import read_plan_file


def test_every_scale_of_the_measured_plan_has_its_figures(tmp_path: Path) -> None:
    file = read_plan_file(written_plan(tmp_path / "plan.yaml", subgroups="site"))
    answers, register = written(tmp_path, 600)
    table = from_csv(file, answers.read_bytes(), read_register(file, register.read_bytes()))
    results = results_of(table, file.plan, design=file.design)
    assert len(results.outcomes) == 6
    assert {each.within for each in results.figures} == {"all", *(f"site=site_{number}" for number in range(4))}
    assert not [each.key for each in results.figures if each.estimate.reason and each.subgroup is None]


def test_one_process_carries_it_out(tmp_path: Path) -> None:
    run = analysed(written_plan(tmp_path / "plan.yaml"), *written(tmp_path, 30))
    assert run.seconds > 0 and run.computing > 0 and run.peak > 0
