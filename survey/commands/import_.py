"""``jalon import``: bring a register into a study."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from survey.application_context import as_json_option, in_application, report
from survey.csv_table import TableError
from survey.fieldwork.register import read_register
from survey.store import audit, studies
from survey.store.register_imports import RegisterImported, import_register

MOST_SHOWN = 200


@click.group("import")
def command() -> None:
    """Bring what others keep into a study."""


@command.command("register")
@click.argument("study")
@click.argument("file", type=click.Path(path_type=Path))
@as_json_option
@in_application
def register(study: str, file: Path, as_json: bool) -> None:
    """Import the register FILE (CSV) into STUDY by the mapping in its study.yaml.

    Wrong rows are all said at once and nothing is imported. The same file again changes nothing; a changed file
    updates and adds, and deletes nobody. After an interruption run it again: it is finished.
    """
    record = studies.study_named(study)
    try:
        rows = read_register(file, record.study)
    except TableError as error:
        found = {"file": str(file), "problems": [dataclasses.asdict(problem) for problem in error.problems]}
        lines = [f"{file}: {problem}" for problem in error.problems[:MOST_SHOWN]]
        if len(error.problems) > MOST_SHOWN:
            lines.append(f"{len(error.problems) - MOST_SHOWN} more: `--json` shows them all.")
        report(found, lines, as_json)
        raise click.ClickException(f"Nothing was imported: {len(error.problems)} problems in {file}.") from None
    imported = import_register(record, rows.rows, rows.digest, audit.command_line())
    report(dataclasses.asdict(imported), _lines(imported), as_json)


def _lines(imported: RegisterImported) -> list[str]:
    invited = f"{imported.invitations} new invitations."
    if not imported.already:
        return [f"{imported.added} added, {imported.updated} updated, {imported.unchanged} unchanged; {invited}"]
    since = " A later file was imported since: to go back to this one, change it." if imported.superseded else ""
    return [f"This file was imported already; no participant was changed.{since}", invited]
