"""``jalon log``: who did what to a study, and when."""

from __future__ import annotations

import click

from survey.application_context import as_json_option, in_application, report
from survey.store import audit, studies
from survey.store.audit import Entry

MOST_SHOWN = 1000


@click.command("log")
@click.argument("study")
@click.option(
    "--last", default=MOST_SHOWN, show_default=True, type=click.IntRange(1), help="Show so many entries at most."
)
@as_json_option
@in_application
def command(study: str, last: int, as_json: bool) -> None:
    """Show what was done to STUDY, oldest first: when (UTC), who, what. No answer stands in it."""
    found = audit.entries(study=studies.study_named(study).name, limit=last)
    told = [
        {"at": entry.at.isoformat(), "who": entry.actor, "what": entry.action, "detail": dict(entry.detail)}
        for entry in found
    ]
    report(told, [_line(entry) for entry in found], as_json)


def _line(entry: Entry) -> str:
    detail = ", ".join(f"{name} {value}" for name, value in entry.detail.items() if value != "")
    return f"{entry.at:%Y-%m-%d %H:%M:%S}  {entry.actor}  {entry.action}{': ' if detail else ''}{detail}"
