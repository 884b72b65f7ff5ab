"""``jalon codings``: coded interviews as REFI-QDA, out to other programs and back."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from survey import private_files
from survey.application_context import as_json_option, in_application, report
from survey.privacy import coded_view
from survey.store import audit, studies
from survey.voices.coded import Coded, QuoteLostError
from survey.voices.refi.importing import Brought, bring_in
from survey.voices.refi.package import LARGEST_FILE
from survey.voices.refi.told import ProjectRefused
from survey.voices.refi.writing import NothingToWriteError, codebook, project

MOST_SHOWN = 20


def _project(coded: Coded) -> bytes:
    return project(coded)


def _codebook(coded: Coded) -> bytes:
    return codebook(coded.codes)


FORMATS = {"qdpx": _project, "qdc": _codebook}


@click.group("codings")
def command() -> None:
    """Exchange coded interviews with other programs."""


@command.command("export")
@click.argument("study")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "identifier", type=click.Choice(sorted(FORMATS)), default="qdpx", show_default=True)
@in_application
def export(study: str, file: Path, identifier: str) -> None:
    """Write the coded interviews of STUDY to FILE, which does not exist yet. The export is logged.

    qdpx is the whole project: texts, codes, codings, linked people with their scores; qdc is the codebook alone.
    """
    record = studies.study_named(study)
    if file.exists():
        raise click.ClickException(f"{file} exists already. Nothing was written: choose another name.")
    coded = coded_view.everything(record)
    try:
        content = FORMATS[identifier](coded)
    except (NothingToWriteError, QuoteLostError) as error:
        raise click.ClickException(str(error)) from None
    told: dict[str, str | int] = {"format": identifier, "passages": len(coded.codings)}
    audit.record_act(audit.command_line(), "codings exported", study, told)
    try:
        with private_files.new_file(file) as opened:
            opened.write(content)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"Written: {file}", err=True)


@command.command("import")
@click.argument("study")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Tell what would be kept, and keep nothing.")
@as_json_option
@in_application
def import_(study: str, file: Path, dry_run: bool, as_json: bool) -> None:
    """Take a project (.qdpx) or codebook (.qdc) of REFI-QDA into STUDY.

    Codes are found by key, else by their path of names, else added; codings that are new or changed become a reading
    of their own and overwrite none. What was tolerated and what cannot be placed exactly is told.
    """
    record = studies.study_named(study)
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from None
    known = coded_view.known_to_all(record)
    try:
        brought = bring_in(record, file.name, content, known, audit.command_line(), dry_run=dry_run)
    except ProjectRefused as refused:
        report({"refused": [dataclasses.asdict(each) for each in refused.told]}, list(map(str, refused.told)), as_json)
        raise click.ClickException("Nothing was imported.") from None
    report({"dry_run": dry_run, **dataclasses.asdict(brought)}, _lines(brought, dry_run), as_json)


def _lines(brought: Brought, dry_run: bool) -> list[str]:
    would = "would be " if dry_run else ""
    lines = [
        f"Codes: {brought.codes_added} {would}added, {brought.codes_known} there already.",
        f"Codings: {brought.codings_added} {would}added, {brought.codings_known} there already.",
        *(f"  {name}: {count}" for name, count in brought.readers),
    ]
    more = len(brought.told) - MOST_SHOWN
    lines += [str(each) for each in brought.told[:MOST_SHOWN]]
    return [*lines, f"{more} more: `--json` shows them all."] if more > 0 else lines
