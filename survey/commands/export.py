"""``jalon export``: write the submissions of a study to a file that its owner alone can read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from survey import private_files
from survey.application_context import in_application
from survey.dataset.rows import Dataset, dataset
from survey.exchange.export import CODEBOOK, Export, Options, named_tables
from survey.exchange.exports import formats
from survey.store import audit, studies
from survey.store.studies import StudyRecord

STANDARD_OUTPUT = "-"
Write = Callable[[Dataset, Options], Iterator[bytes]]


@click.command("export")
@click.argument("study")
@click.option("--wave", help="One wave; all of them without it.")
@click.option("--format", "identifier", type=click.Choice(sorted(formats())), default="csv", show_default=True)
@click.option("--labels", is_flag=True, help="Add a column of labels for each question with choices.")
@click.option("--language", help="The language of labels and codebook; the study's own without it.")
@click.option("--reasons/--no-reasons", default=True, show_default=True, help="Why an answer is missing, in columns.")
@click.option("--clusters", is_flag=True, help="Add the pseudonyms of household and social worker.")
@click.option("--bom", "byte_order_mark", is_flag=True, help="Begin a CSV with a mark, for older spreadsheets.")
@click.option("--codebook", is_flag=True, help="Write the codebook too: XLSX always holds it, CSV has it beside.")
@click.option("--output", required=True, help="A file that does not exist yet, or - for standard output.")
@in_application
def command(study: str, wave: str | None, identifier: str, clusters: bool, codebook: bool, **chosen: object) -> None:
    """Write the submissions of STUDY, submitted and broken off, one line each. The export is logged.

    Where something is repeated, a CSV has one more file for each repeat, and a workbook one more sheet.
    """
    record = studies.study_named(study)
    options = _options(record, chosen)
    source = dataset(record, wave, clusters=clusters)
    export = formats()[identifier]
    files = _files(export, source, str(chosen["output"]), codebook)
    for output in files:
        if output != STANDARD_OUTPUT and Path(output).exists():
            raise _exists(output)
    audit.record_act(audit.command_line(), "answers exported", study, _told(export, options, wave, clusters))
    for output, (write, table) in files.items():
        _write(output, write(table, options))


def _files(export: Export, source: Dataset, output: str, codebook: bool) -> dict[str, tuple[Write, Dataset]]:
    """What is written where: the submissions, then each repeat and the codebook where the format has files for them."""
    files: dict[str, tuple[Write, Dataset]] = {output: (export.write, source)}
    if export.write_codebook is None:
        return files
    repeated = named_tables(source, taken=(CODEBOOK,))
    if output == STANDARD_OUTPUT:
        if codebook:
            raise click.UsageError("The codebook of a CSV is a file of its own: give --output a name.")
        if repeated:
            click.echo(f"Not written: the repeats {', '.join(repeated)}. Give --output a name to have them.", err=True)
        return files
    files |= {_beside(output, name): (export.write, table) for name, table in repeated.items()}
    return files | ({_beside(output, CODEBOOK): (export.write_codebook, source)} if codebook else {})


def _beside(output: str, name: str) -> str:
    path = Path(output)
    return str(path.with_name(f"{path.stem}.{name}{path.suffix}"))


def _options(record: StudyRecord, chosen: dict[str, object]) -> Options:
    language = str(chosen["language"] or record.study.default_language)
    if language not in record.study.languages:
        raise click.UsageError(f"{record.name} has no {language!r}. It has: {', '.join(record.study.languages)}.")
    return Options(
        labels=bool(chosen["labels"]),
        reasons=bool(chosen["reasons"]),
        language=language,
        byte_order_mark=bool(chosen["byte_order_mark"]),
    )


def _told(export: Export, options: Options, wave: str | None, clusters: bool) -> dict[str, str | int]:
    return {
        "wave": wave or "all",
        "format": export.identifier,
        "labels": int(options.labels),
        "reasons": int(options.reasons),
        "clusters": int(clusters),
    }


def _write(output: str, pieces: Iterable[bytes]) -> None:
    if output == STANDARD_OUTPUT:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.flush()
        return
    try:
        with private_files.new_file(Path(output)) as file:
            for piece in pieces:
                file.write(piece)
    except FileExistsError:
        raise _exists(output) from None
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from None
    click.echo(f"Written: {output}", err=True)


def _exists(output: str) -> click.ClickException:
    return click.ClickException(f"{output} exists already. Nothing was written: choose another name.")
