"""``jalon import``: bring a register or interviews into a study."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

import click

from survey.application_context import as_json_option, in_application, report
from survey.csv_table import TableError
from survey.fieldwork.register import read_register
from survey.store import audit, studies
from survey.store.register_imports import RegisterImported, import_register
from survey.voices.files import read_files, with_list_beside
from survey.voices.importing import Imported, ImportRefused, import_transcripts

MOST_SHOWN = 200
CHANGES = {"added": "added", "updated": "described anew", "unchanged": "there already"}


@click.group("import")
def command() -> None:
    """Bring what others keep into a study."""


@command.command("register")
@click.argument("study")
@click.argument("file", type=click.Path(path_type=Path))
@as_json_option
@in_application
def register(study: str, file: Path, as_json: bool) -> None:
    """Import the register FILE (CSV) into STUDY by the mapping in its study.yaml.

    Wrong rows are all said at once and nothing is imported. The same file again changes nothing; a changed file
    updates and adds, and deletes nobody. After an interruption run it again: it is finished.
    """
    record = studies.study_named(study)
    try:
        rows = read_register(file, record.study)
    except TableError as error:
        found = {"file": str(file), "problems": [dataclasses.asdict(problem) for problem in error.problems]}
        lines = [f"{file}: {problem}" for problem in error.problems[:MOST_SHOWN]]
        if len(error.problems) > MOST_SHOWN:
            lines.append(f"{len(error.problems) - MOST_SHOWN} more: `--json` shows them all.")
        report(found, lines, as_json)
        raise click.ClickException(f"Nothing was imported: {len(error.problems)} problems in {file}.") from None
    imported = import_register(record, rows.rows, rows.digest, audit.command_line())
    report(dataclasses.asdict(imported), _lines(imported), as_json)


@command.command("transcripts")
@click.argument("study")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--participant", metavar="ID", help="All files are interviews of this person; for files without a list.")
@as_json_option
@in_application
def transcripts(study: str, files: tuple[Path, ...], participant: str | None, as_json: bool) -> None:
    """Import interviews (WebVTT, SubRip, DOCX, ODT, text, TEI, Transcriber, CHAT, Whisper JSON) into STUDY.

    interviews.csv, given or lying beside them, says whose each file is, who speaks and what its consent allows; what
    it does not state is no. Names of the study's participants are replaced. When something is wrong everything is
    said at once and nothing is imported. The same file again changes nothing but what the list says of it.
    """
    record = studies.study_named(study)
    try:
        given = with_list_beside(files) if participant is None else list(files)
        imported = import_transcripts(record, read_files(given), audit.command_line(), participant_id=participant)
    except ImportRefused as refused:
        problems = [dataclasses.asdict(problem) for problem in refused.problems]
        report({"problems": problems}, _shown([str(problem) for problem in refused.problems]), as_json)
        raise click.ClickException(f"Nothing was imported: {len(problems)} problems.") from None
    report(dataclasses.asdict(imported), _told(imported), as_json)


def _shown(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_SHOWN
    return [*lines[:MOST_SHOWN], f"{more} more: `--json` shows them all."] if more > 0 else lines


def _told(imported: Imported) -> list[str]:
    """What became of each file, and below it line by line what was mended, skipped and replaced."""
    lines = []
    for each in imported.interviews:
        lines.append(f"{each.file}: interview {each.number}, {CHANGES[each.change]}, {each.turns} turns.")
        mended = [f"  {repair.place}: [{repair.rule}] {repair.what}" for repair in each.repairs]
        lines += _shown(mended)
    counts = Counter(each.change for each in imported.interviews)
    return [*lines, ", ".join(f"{counts[change]} {words}" for change, words in CHANGES.items()) + "."]


def _lines(imported: RegisterImported) -> list[str]:
    invited = f"{imported.invitations} new invitations."
    if not imported.already:
        return [f"{imported.added} added, {imported.updated} updated, {imported.unchanged} unchanged; {invited}"]
    since = " A later file was imported since: to go back to this one, change it." if imported.superseded else ""
    return [f"This file was imported already; no participant was changed.{since}", invited]
