"""``jalon figures``: run the process that computes figures, which pages otherwise start themselves."""

from __future__ import annotations

import click

from survey.application_context import plain_errors
from survey.config import read_settings
from survey.findings import process
from survey.findings.meeting_place import UnsafeFolderError, meeting_place
from survey.findings.spawning import IDLE_SECONDS


@click.command("figures")
@click.option("--idle-seconds", default=IDLE_SECONDS, show_default=True, type=click.IntRange(1), help="End after this.")
def command(idle_seconds: int) -> None:
    """Compute figures for the pages of this installation until nobody has asked for a while.

    Pages start it themselves when it is needed: run it by hand to see it start.
    """
    with plain_errors():
        settings = read_settings()
    try:
        process.run(meeting_place(settings.instance, settings.answers_url), idle_seconds)
    except (process.AlreadyRunningError, UnsafeFolderError) as error:
        raise click.ClickException(str(error)) from None
    process.end_at_once(0)
