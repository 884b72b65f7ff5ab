"""``jalon release``: bring the figures that staff see up to date, as far as they tell of nobody."""

from __future__ import annotations

from dataclasses import asdict

import click

from survey.application_context import as_json_option, in_application, report
from survey.findings import client
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.privacy.flow_release import release_study
from survey.store import audit, studies

SECONDS_TO_START = 120.0
"""Of a busy machine; who waits at a command has nothing else to look at."""


@click.command("release")
@click.argument("study")
@as_json_option
@in_application
def command(study: str, as_json: bool) -> None:
    """Bring the participant flow and the dashboard of STUDY that staff see up to date.

    A table whose new figures would tell of a few people stays as it was released before, or is closed.
    """
    outcomes = release_study(studies.study_named(study), audit.command_line())
    try:
        dashboard = client.ask("release", wait=SECONDS_TO_START, study=study, actor=audit.command_line())
    except (FiguresStarting, FiguresFailed) as error:
        raise click.ClickException(f"The dashboard was not released: {error}") from None
    lines = [
        f"{outcome.wave}, {'register' if outcome.origin == 'register' else 'open link'}: "
        + ("brought up to date" if outcome.released else "not shown anew, it would tell of too few people")
        for outcome in outcomes
    ]
    lines.append(
        f"dashboard: brought up to date, {dashboard['bases']} groups can be looked at"
        if dashboard["released"]
        else "dashboard: not released anew, nothing changed or it would tell of too few people"
    )
    report({"flow": [asdict(outcome) for outcome in outcomes], "dashboard": dashboard}, lines, as_json)
