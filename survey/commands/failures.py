"""``jalon failures``: which expressions of a study's questionnaires failed, and in how many submissions."""

from __future__ import annotations

from dataclasses import asdict

import click

from survey.application_context import as_json_option, in_application, report
from survey.store import failures, studies
from survey.store.failures import FailureCount


@click.command("failures")
@click.argument("study")
@as_json_option
@in_application
def command(study: str, as_json: bool) -> None:
    """Tell which expressions of STUDY failed while people answered, and in how many submissions.

    Nobody was stopped by one: a question whose `relevant` failed was asked, a failed `required` or `constraint` let the
    answer pass.
    """
    found = [(wave.name, each) for wave in studies.study_named(study).waves for each in failures.of_wave(wave.id)]
    lines = [_line(wave, each) for wave, each in found]
    rows = [{"wave": wave, **asdict(each)} for wave, each in found]
    report(rows, lines or ["No expression has failed in a submission."], as_json)


def _line(wave: str, failure: FailureCount) -> str:
    times = "1 submission" if failure.amount == 1 else f"{failure.amount} submissions"
    version = failure.questionnaire_digest[:12]
    return f"{wave}: `{failure.kind}` of `{failure.name}` in {times} of the version {version}"
