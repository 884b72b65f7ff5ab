"""``jalon migrate``: bring both databases up to date."""

from __future__ import annotations

import click

from survey import migrations
from survey.application_context import HISTORIES, application, as_json_option, report
from survey.migrations.upgrading import upgrade


@click.command("migrate")
@as_json_option
def command(as_json: bool) -> None:
    """Bring the answers and the contacts database to the newest revision. Make a back-up first."""
    found: dict[str, dict[str, str | None]] = {}
    with application(migrated=False):
        for database, history in HISTORIES:
            with database.reading() as session:
                before = migrations.revision(session.connection())
            upgrade(database, history)
            with database.reading() as session:
                found[history] = {"before": before, "now": migrations.revision(session.connection())}
    lines = [f"{history}: {_told(each['before'], each['now'])}" for history, each in found.items()]
    report(found, lines, as_json)


def _told(before: str | None, now: str | None) -> str:
    if before == now:
        return f"up to date at revision {now}"
    return f"brought from {'an empty database' if before is None else f'revision {before}'} to revision {now}"
