"""``jalon translations``: texts to translators and back, and how far each language has come."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from survey.commands.check import LIBRARY
from survey.exchange.translations.catalog import catalog_text, read_catalog
from survey.exchange.translations.coverage import Coverage, coverage
from survey.exchange.translations.merging import merged, write
from survey.exchange.translations.texts import TextFile, TextFiles, is_incomplete, read_text_files
from survey.instrument.languages import is_language
from survey.instrument.problems import Problem

library_option = click.option(
    "--library",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder of shared instruments, when these are translated with the study too.",
)
path_argument = click.argument("path", metavar="STUDY_OR_FILE", type=click.Path(path_type=Path))


@click.group("translations")
def command() -> None:
    """Give texts to translators, take them back, and see how far each language is."""


@command.command("export")
@path_argument
@click.argument("language", metavar="LANG")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to; otherwise it is printed.")
@library_option
def export(path: Path, language: str, output: Path | None, library: Path | None) -> None:
    """Write the texts of STUDY_OR_FILE with their translation into LANG as a PO file.

    Texts that have no translation yet are empty there.
    """
    if not is_language(language):
        raise click.UsageError(f"{language!r} is not a language code: write fr, ar, es or en.")
    files = [file for file in _files(path, library) if file.default_language != language]
    if not files:
        raise click.ClickException(f"`{language}` is the default language of {path}: there is nothing to translate.")
    lacking = [file.path.name for file in files if file.language(language) is None]
    if lacking:
        told = f"`{language}` is not a language of {', '.join(lacking)}. Add it to `languages` there"
        raise click.ClickException(f"{told}, in an instrument with `status: incomplete`.")
    content = catalog_text(files, language)
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        with output.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise click.ClickException(f"{output} exists already. Nothing was written: choose another name.") from None
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from None
    click.echo(f"Written: {output}", err=True)


@command.command("import")
@click.argument("catalog", metavar="FILE.po", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--language", default="", help="Which language it is; otherwise the PO file says so.")
@click.option("--only-fitting", is_flag=True, help="Take what fits, though other texts of the PO file do not.")
@library_option
def import_(catalog: Path, target: Path, language: str, only_fitting: bool, library: Path | None) -> None:
    """Take the translations of FILE.po into TARGET, an instrument or study; comments and layout stay.

    A text whose source is no longer what was translated is told, and nothing is written. Ends with 1 then.
    """
    translations, found = read_catalog(catalog)
    _stop_at(found)
    if translations is None:
        return
    code = language or translations.language
    if not is_language(code):
        raise click.UsageError(f"{catalog} does not say which language it is in: write --language ar, say.")
    files = [file for file in _files(target, library) if file.default_language != code]
    merging = merged(files, translations, code)
    for problem in merging.problems:
        click.echo(str(problem), err=True)
    of_files = any(each.rule not in ("source-gone", "source-changed", "lost-reference") for each in merging.problems)
    if merging.problems and (of_files or not only_fitting):
        raise click.ClickException("Nothing was written.")
    try:
        write(merging.changed)
    except OSError as error:
        raise click.ClickException(f"{error.filename} cannot be written: {error.strerror}.") from None
    for each in merging.changed:
        click.echo(f"{each.file.path}: texts changed: {each.count}.")
    _tell_what_is_left(files, [each.file.path for each in merging.changed], code)
    if translations.fuzzy:
        click.echo(f"Not taken, for they are fuzzy: {translations.fuzzy}.")
    if merging.elsewhere:
        click.echo(f"Of other files, left out: {merging.elsewhere}.")
    sys.exit(1 if merging.problems else 0)


def _tell_what_is_left(files: Sequence[TextFile], changed: Sequence[Path], code: str) -> None:
    for file in files:
        language = file.language(code)
        if file.path in changed and language is not None and language.status == "reviewed":
            click.echo(f"{file.path}: `{code}` was reviewed before this: write `status: draft` until it is again.")
        now = next(each for each in coverage(_read(file.path, None).files) if each.language == code)
        if now.missing:
            click.echo(f"{file.path}: texts still missing in `{code}`: {now.missing}.")
        elif is_incomplete(file, code):
            click.echo(f"{file.path}: `{code}` is complete: write `status: draft`.")


@command.command("coverage")
@path_argument
@library_option
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def coverage_(path: Path, library: Path | None, as_json: bool) -> None:
    """Tell how many texts STUDY_OR_FILE has in each of its languages."""
    found = coverage(_files(path, library))
    if as_json:
        rows = [{**dataclasses.asdict(each), "missing": each.missing} for each in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo(_table(found))


def _table(found: Sequence[Coverage]) -> str:
    rows = [("file", "language", "status", "translated", "texts", "missing")]
    rows += [
        (each.file, each.language, each.status or "-", str(each.translated), str(each.texts), str(each.missing))
        for each in found
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _files(path: Path, library: Path | None) -> tuple[TextFile, ...]:
    read = _read(path, library)
    _stop_at(read.problems)
    if read.left_out:
        told = f"Left out, for they are shared instruments: {', '.join(read.left_out)}. Name their folder by --library."
        click.echo(told, err=True)
    return read.files


def _read(path: Path, library: Path | None) -> TextFiles:
    return read_text_files(path, library or LIBRARY, with_library=library is not None)


def _stop_at(problems: Sequence[Problem]) -> None:
    if problems:
        for problem in problems:
            click.echo(str(problem), err=True)
        raise click.ClickException("Nothing was done.")
