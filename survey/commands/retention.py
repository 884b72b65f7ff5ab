"""``jalon retention``: say until when answers and contacts are kept, and erase what is due."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from survey.application_context import as_json_option, in_application, report
from survey.commands.erase import described
from survey.findings import client
from survey.privacy import retention
from survey.privacy.retention import Kept
from survey.store import audit, sent_files, studies
from survey.store.clock import now


@click.command("retention")
@click.argument("study")
@click.option("--erase", is_flag=True, help="Erase what is due.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json_option
@in_application
def command(study: str, erase: bool, yes: bool, as_json: bool) -> None:
    """Say from which day on the contacts and the answers of STUDY are to be erased, and erase what is due.

    Months are counted from the closing of the last wave. Run again, it finds nothing more to erase.
    """
    record, moment = studies.study_named(study), now()
    kept = retention.kept(record, moment)
    due = [each for each in kept if each.is_due and each.rows.total]
    if erase and due and not yes:
        for each in due:
            click.echo(_line(each), err=True)
        click.confirm(f"Erase this of {record.name}? It cannot be undone.", abort=True, err=True)
    erased = retention.erase_due(record, moment, audit.command_line()) if erase else {}
    swept = sent_files.sweep(record.name) if erase else 0
    if erased:
        client.purge(record.name)
    lines = [_line(each) for each in kept] + [f"erased of {kind}: {described(rows)}" for kind, rows in erased.items()]
    lines += [f"files that no answer names, deleted: {swept}"] if swept else []
    told = {"study": record.name, **{each.kind: _found(each, erased) for each in kept}, "unnamed_files_deleted": swept}
    report(told, lines, as_json)


def _found(kept: Kept, erased: dict[str, Any]) -> dict[str, Any]:
    return {
        "due_on": None if kept.due_on is None else kept.due_on.isoformat(),
        "is_due": kept.is_due,
        "rows": asdict(kept.rows),
        "erased": asdict(erased[kept.kind]) if kept.kind in erased else None,
    }


def _line(kept: Kept) -> str:
    if kept.due_on is None:
        return f"{kept.kind}: no due day while a wave has no closing day"
    when = f"{'due since' if kept.is_due else 'due on'} {kept.due_on}"
    return f"{kept.kind}: {when} ({described(kept.rows) if kept.rows.total else 'nothing left'})"
