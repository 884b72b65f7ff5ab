"""``jalon release``: bring the figures that staff see up to date, as far as they tell of nobody."""

from __future__ import annotations

from dataclasses import asdict

import click

from survey.application_context import as_json_option, in_application, report
from survey.privacy.flow_release import release_study
from survey.store import audit, studies


@click.command("release")
@click.argument("study")
@as_json_option
@in_application
def command(study: str, as_json: bool) -> None:
    """Bring the participant flow of STUDY that staff see up to date.

    A table whose new figures would tell of a few people stays as it was released before.
    """
    outcomes = release_study(studies.study_named(study), audit.command_line())
    lines = [
        f"{outcome.wave}, {'register' if outcome.origin == 'register' else 'open link'}: "
        + ("brought up to date" if outcome.released else "not shown anew, it would tell of too few people")
        for outcome in outcomes
    ]
    report([asdict(outcome) for outcome in outcomes], lines, as_json)
