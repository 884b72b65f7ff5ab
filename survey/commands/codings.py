"""``jalon codings``: coded interviews as REFI-QDA, out to other programs and back."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import click

from survey import private_files
from survey.application_context import as_json_option, in_application, report
from survey.exchange.coded.files import FILES, Choices
from survey.exchange.coded.quotes import LongQuoteError
from survey.exchange.coded.thirds import Thirds, by_interview
from survey.privacy import coded_view
from survey.store import audit, studies
from survey.store.studies import StudyRecord
from survey.voices.coded import QuoteLostError
from survey.voices.refi.importing import Brought, bring_in
from survey.voices.refi.package import LARGEST_FILE
from survey.voices.refi.told import ProjectRefused
from survey.voices.refi.writing import NothingToWriteError

MOST_SHOWN = 20
TOLD = {
    "apostrophe": "Curved apostrophes became straight ones: {}.",
    "foreign": "Letters that IRaMuTeQ leaves out unless it is told to keep them: {}.",
    "no-role": "Turns without a stated role were left out: {}.",
    "no-words": "Interviews without a word in these roles were left out: {}.",
    "replaced": "Signs that mean something else to IRaMuTeQ, and quotation marks, became spaces: {}.",
}
"""What is told of a file that was written, by its rules."""


FORMAT_OF = {f".{each.ending}": identifier for identifier, each in FILES.items()}
"""Which kind of file an ending means, where no other is asked for."""


@click.group("codings")
def command() -> None:
    """Exchange coded interviews with other programs."""


@command.command("export")
@click.argument("study")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "identifier", type=click.Choice(sorted(FILES)), help="By default what the ending says.")
@click.option("--without-speakers", is_flag=True, help="qdpx: leave out the passages that say who speaks.")
@click.option("--score", "scores", multiple=True, help="csv, xlsx: its third, as of «wellbeing exit».")
@click.option("--byte-order-mark", is_flag=True, help="csv: a mark at its beginning, for older spreadsheets.")
@click.option("--everybody", is_flag=True, help="iramuteq: the words of all, not of respondents alone.")
@click.option("--thirds", is_flag=True, help="iramuteq: the thirds of scores, where the consent says link.")
@as_json_option
@in_application
def export(study: str, file: Path, identifier: str | None, as_json: bool, **chosen: Any) -> None:
    """Write the coded interviews of STUDY to FILE, which does not exist yet. The export is logged.

    qdpx is the whole project: texts, codes, codings, linked people with their scores; qdc is the codebook alone; csv
    and xlsx are a table of the quotes, a row for each; iramuteq (.txt) are the texts for IRaMuTeQ.
    """
    record = studies.study_named(study)
    if file.exists():
        raise click.ClickException(f"{file} exists already. Nothing was written: choose another name.")
    kind = identifier or FORMAT_OF.get(file.suffix.lower())
    if kind is None:
        raise click.ClickException(f"Name it {', '.join(sorted(FORMAT_OF))}, or say which --format it is to have.")
    choices = _choices(record, kind, **chosen)
    coded = coded_view.everything(record, with_scores=FILES[kind].with_scores)
    try:
        written = FILES[kind].write(coded, choices)
    except (NothingToWriteError, QuoteLostError, LongQuoteError) as error:
        raise click.ClickException(str(error)) from None
    told = choices.logged() | {"format": kind, FILES[kind].counts: written.count}
    audit.record_act(audit.command_line(), "codings exported", study, told)
    try:
        with private_files.new_file(file) as opened:
            opened.write(written.content)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"Written: {file}", err=True)
    lines = [TOLD[rule].format(count) for rule, count in written.told.items()]
    if coded.withdrawn:
        lines.append(f"Interviews left out, since what may be quoted of them was taken back: {coded.withdrawn}.")
    report({**told, "told": dict(written.told), "withdrawn": coded.withdrawn}, lines, as_json)


def _choices(record: StudyRecord, kind: str, scores: tuple[str, ...], thirds: bool, **chosen: bool) -> Choices:
    known = [each.name for each in coded_view.scores_of(record)] if scores else []
    strange = [each for each in scores if each not in known]
    if strange:
        raise click.ClickException(f"There is no score «{strange[0]}». There are: {', '.join(known)}.")
    return Choices(
        speakers=not chosen["without_speakers"],
        byte_order_mark=chosen["byte_order_mark"],
        scores=scores if FILES[kind].quotes else (),
        thirds=_thirds(record) if FILES[kind].asks_thirds(scores, thirds=thirds) else {},
        everybody=chosen["everybody"],
    )


def _thirds(record: StudyRecord) -> Thirds:
    from survey.findings import by_thirds  # it brings libraries that no other command of this file needs

    answer = by_thirds.answer({"study": record.name, "language": record.study.default_language})
    return by_interview(answer["thirds"])


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
