"""``jalon publish``: check a study and freeze its questionnaires."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from survey.application_context import as_json_option, in_application, report
from survey.commands.check import LIBRARY
from survey.exchange.translations.coverage import half_translated
from survey.exchange.translations.texts import read_text_files
from survey.instrument.frozen_media import with_media
from survey.instrument.problems import Problem
from survey.instrument.report import has_errors
from survey.instrument.study_file import read_study_files
from survey.store import audit, studies, versions
from survey.store.studies import StudyRecord, UnknownStudyError


@click.command("publish")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--library",
    type=click.Path(path_type=Path, file_okay=False),
    default=LIBRARY,
    help="The folder of shared instruments; by default those of Jalon.",
)
@click.option("--despite-missing-texts", is_flag=True, help="Publish even so; people read those in another language.")
@as_json_option
@in_application
def command(path: Path, library: Path, despite_missing_texts: bool, as_json: bool) -> None:
    """Publish the study in PATH, a study.yaml or its folder.

    With an error in any of its files, or a language that lacks texts, nothing is stored. Times that staff gave to
    waves are kept, and so are the questionnaires that people have begun.
    """
    study, questionnaires, problems = read_study_files(path, library)
    if study is not None and not has_errors(problems) and not despite_missing_texts:
        files = read_text_files(path, library, with_library=True).files
        problems = (*problems, *half_translated(files, study.languages))
    if study is None or has_errors(problems):
        _report_problems(problems, as_json)
        raise click.ClickException("Nothing was published.")
    before = _digests(study.name)
    whole = with_media(study, questionnaires, (path if path.is_dir() else path.parent, library))
    record = studies.publish(whole.study, whole.questionnaires, audit.command_line(), files=whole.files)
    waves = [
        {
            "name": wave.name,
            "digest": wave.questionnaire_digest,
            "questionnaire": _change(before.get(wave.name), wave.questionnaire_digest),
            "form_id": versions.questionnaire(wave.questionnaire_digest).form_id,
        }
        for wave in record.waves
    ]
    told = [dataclasses.asdict(problem) for problem in problems]
    lines = [str(problem) for problem in problems] + [f"The study {record.name} is published."]
    lines += [f"{wave['name']}: questionnaire {wave['questionnaire']}, digest {wave['digest']}" for wave in waves]
    report({"study": record.name, "waves": waves, "problems": told}, lines, as_json)


def _report_problems(problems: tuple[Problem, ...], as_json: bool) -> None:
    found = {"problems": [dataclasses.asdict(problem) for problem in problems]}
    report(found, [str(problem) for problem in problems], as_json)


def _digests(name: str) -> dict[str, str]:
    """The digest of each wave's questionnaire as published until now; nothing for a new study."""
    try:
        record: StudyRecord = studies.study_named(name)
    except UnknownStudyError:
        return {}
    return {wave.name: wave.questionnaire_digest for wave in record.waves}


def _change(before: str | None, now: str) -> str:
    if before is None:
        return "new"
    return "unchanged" if before == now else "changed"
