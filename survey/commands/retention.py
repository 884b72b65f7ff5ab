"""``jalon retention``: say until when each kind of record is kept, and erase what is due."""

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
from survey.store.expiry import OldEntries


@click.command("retention")
@click.argument("study")
@click.option("--apply", "--erase", "erase", is_flag=True, help="Erase what is due.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json_option
@in_application
def command(study: str, erase: bool, yes: bool, as_json: bool) -> None:
    """Say how long contacts, answers, files of interviews and log of STUDY are kept, and erase what is due.

    Months are counted from the closing of the last wave; those of the log from the day of each entry. Run again, it
    finds nothing more to erase. --erase is the former word for --apply.
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
    lines = [_line(each) for each in kept] + [f"erased of {kind}: {_described(rows)}" for kind, rows in erased.items()]
    lines += [f"files that no answer names, deleted: {swept}"] if swept else []
    told = {"study": record.name, **{each.kind: _found(each, erased) for each in kept}, "unnamed_files_deleted": swept}
    report(told, lines, as_json)


def _found(kept: Kept, erased: dict[str, Any]) -> dict[str, Any]:
    return {
        "months": kept.months,
        "due_on": None if kept.due_on is None else kept.due_on.isoformat(),
        "is_due": kept.is_due,
        "rows": _counted(kept.rows),
        "erased": _counted(erased[kept.kind]) if kept.kind in erased else None,
    }


def _counted(rows: Any) -> dict[str, Any]:
    return {name: count for name, count in asdict(rows).items() if not name.startswith("oldest")}


def _described(rows: Any) -> str:
    if isinstance(rows, OldEntries):
        return f"{rows.entries} entries, {rows.links} links that said that answers were erased"
    return described(rows)


def _line(kept: Kept) -> str:
    period = f"{kept.kind}: kept {kept.months} months, "
    if kept.due_on is None:
        return period + ("no entry yet" if kept.kind == "logs" else "no due day while a wave has no closing day")
    when = f"{'due since' if kept.is_due else 'due on'} {kept.due_on}"
    nothing = "nothing due" if kept.kind == "logs" else "nothing left"
    return f"{period}{when} ({_described(kept.rows) if kept.rows.total else nothing})"
