"""``jalon verify``: compute every number of a report again, and name those that no longer match."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from survey.application_context import application, as_json_option
from survey.store import audit, studies
from survey.store.studies import UnknownStudyError

if TYPE_CHECKING:
    from survey.findings.report.comparing import Difference
    from survey.findings.report.file import ReportRead
    from survey.findings.report.verifying import Verification


@click.command("verify")
@click.argument("report", type=click.Path(path_type=Path))
@as_json_option
def command(report: Path, as_json: bool) -> None:
    """Compute every number of REPORT, a .json file of `jalon report`, again, and read its quotes again. This is logged.

    Ends with 1 when a number differs although its answers are the same, when a quote is not what its source says, or
    when the file was altered. Answers that changed since, and quotes that were withdrawn, are no error: they are named.
    """
    read = _read(report)
    with application():
        from survey.findings.report.verifying import WRONG, verified

        try:
            record = studies.study_named(read.report.study)
        except UnknownStudyError:
            raise click.ClickException(
                f"{report} is a report of the study {read.report.study!r}, which this installation does not have."
            ) from None
        audit.record_act(audit.command_line(), "report verified", record.name, {"seal": read.seal})
        found = verified(record, read)
    if as_json:
        click.echo(json.dumps(_told(found), ensure_ascii=False, indent=2))
    else:
        for line in _lines(found):
            click.echo(line)
    if found.verdict == WRONG:
        sys.exit(1)


def _read(path: Path) -> ReportRead:
    from survey.findings.report.file import ReportError, read_report

    try:
        return read_report(path.read_bytes())
    except ReportError as error:
        raise click.ClickException(f"{path}: {error}") from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}.") from None


def _told(found: Verification) -> dict[str, Any]:
    return {
        "study": found.report.study,
        "kind": found.report.kind,
        "made_at": found.report.made_at,
        "data_version": found.report.data_version,
        "verdict": found.verdict,
        "numbers": found.compared,
        "altered": found.altered,
        "notes": list(found.notes),
        "quotes": found.quotes_read,
        "quotes_changed": [{"key": each.key, "what": each.what, "wrong": each.is_wrong} for each in found.quotes],
        "wrong": [_difference(each) for each in found.wrong],
        "changed": [_difference(each) for each in found.changed],
    }


def _difference(each: Difference) -> dict[str, Any]:
    return {"key": each.key, "what": each.what, "report": each.told, "now": each.now}


def _lines(found: Verification) -> list[str]:
    told = found.report
    lines = [f"{told.study}, {told.kind} report made at {told.made_at}: {found.verdict}."]
    lines.append(
        f"{found.compared} numbers were computed again: {len(found.wrong)} wrong, {len(found.changed)} changed."
    )
    if found.quotes_read:
        lines.append(f"{found.quotes_read} quotes were read again from their source: {len(found.quotes)} differ.")
    lines += [found.altered] if found.altered else []
    lines += found.notes
    lines += [f"{'wrong' if each.is_wrong else 'changed':8} {each.key}: {each.what}" for each in found.quotes]
    lines += [f"wrong    {_line(each)}" for each in found.wrong]
    lines += [f"changed  {_line(each)}" for each in found.changed]
    return lines


def _line(each: Difference) -> str:
    from survey.findings.report.comparing import LACKING, UNKNOWN

    if each.what == LACKING:
        return f"{each.key}: lacking in the report, now {each.now}"
    if each.what == UNKNOWN:
        return f"{each.key}: {each.told} in the report, nothing computed has this key"
    return f"{each.key}: {each.told} in the report, now {each.now}"
