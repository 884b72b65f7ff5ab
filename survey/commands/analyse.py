"""``jalon analyse``: what the plan of a study, or of any CSV file, gives."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from survey.application_context import application, as_json_option, plain_errors, report
from survey.csv_table import TableError, read_bytes
from survey.instrument.plan import PlanFile
from survey.instrument.plan_file import read_plan_file
from survey.store import audit, studies

if TYPE_CHECKING:
    from survey.findings.planned.people import PlannedTable
    from survey.findings.planned.results import Results

Made = TypeVar("Made")
ENDINGS = (".yaml", ".yml")


@click.command("analyse")
@click.argument("plan")
@click.argument("answers", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--register", type=click.Path(path_type=Path, dir_okay=False), help="A CSV of everybody who was asked.")
@click.option("--mixed", is_flag=True, help="Mixed models with more than 20,000 people too; this takes longer.")
@as_json_option
def command(plan: str, answers: Path | None, register: Path | None, mixed: bool, as_json: bool) -> None:
    """Carry out PLAN: the name of a study, or a PLAN.yaml that says what the columns of the CSV file ANSWERS are.

    A study is read as its answers are now, which is logged; a CSV file needs no database. Every figure is told with its
    interval, who counts and who does not; what cannot be estimated is told with the reason.
    """
    if answers is None and Path(plan).suffix in ENDINGS:
        raise click.UsageError(f"{plan} is a plan: name the CSV file of answers after it.")
    if answers is None:
        if register is not None:
            raise click.UsageError("A study has its register: --register belongs to a CSV file.")
        results = _of_study(plan, mixed=mixed)
    else:
        results = _of_files(Path(plan), answers, register, mixed=mixed)
    from survey.findings.planned.plain_text import lines_of, message_of, sentence_of

    rows = [{**each.as_row(), "message": message_of(each, results.weighting)} for each in results.figures]
    report(rows, [] if as_json else list(lines_of(results)), as_json)
    for caution in results.cautions if as_json else ():
        click.echo(sentence_of(caution), err=True)


def _of_study(name: str, *, mixed: bool) -> Results:
    from survey.findings.planned.current import results_now
    from survey.findings.planned.locked import lock_now

    with application():
        record = studies.study_named(name)
        audit.record_act(audit.command_line(), "plan carried out", name, {"mixed": int(mixed)})
        return results_now(record, lock=lock_now(record), mixed=mixed)


def _of_files(plan: Path, answers: Path, register: Path | None, *, mixed: bool) -> Results:
    from survey.findings.planned.estimate import results_of

    with plain_errors():
        file = read_plan_file(plan)
        table = _table(file, answers, register)
        return results_of(table, file.plan, design=file.design, assigned=file.assigned, mixed=mixed)


def _table(file: PlanFile, answers: Path, register: Path | None) -> PlannedTable:
    from survey.findings.planned.from_csv import from_csv, read_register

    frame = None if register is None else _read(register, lambda content: read_register(file, content))
    return _read(answers, lambda content: from_csv(file, content, frame))


def _read(path: Path, reader: Callable[[bytes], Made]) -> Made:
    """What a file holds; every problem of it is told with its name, and ends the command with 1."""
    try:
        return reader(read_bytes(path))
    except TableError as error:
        for problem in error.problems:
            click.echo(f"{path}: {problem}", err=True)
        sys.exit(1)
