"""``jalon convert``: a questionnaire from YAML to XLSForm and XForm, and from XLSForm to YAML."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

import click

from survey.exchange.xlsform.convert import READ, WRITTEN, convert
from survey.instrument.languages import is_language
from survey.instrument.report import has_errors


@click.command("convert")
@click.argument("read_from", metavar="IN", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("write_to", metavar="OUT", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--language", default="", help="The language of texts whose column names none, such as fr.")
@click.option("--despite-problems", is_flag=True, help="Write YAML or XLSX even so, to mend it there.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as a JSON array.")
def command(read_from: Path, write_to: Path, language: str, despite_problems: bool, as_json: bool) -> None:
    """Write the questionnaire IN as OUT; the names say what each is.

    IN ends with .yaml, .xlsx, .xlsm or .xls; OUT with .yaml, .xlsx or .xml (an XForm). Every problem is told with its
    sheet and row. Ends with 1, and writes nothing, when one is an error.
    """
    _check_names(read_from, write_to, language)
    converted = convert(read_from, write_to.suffix.lower(), language, despite_problems=despite_problems)
    if as_json:
        rows = [dataclasses.asdict(problem) for problem in converted.problems]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for problem in converted.problems:
            click.echo(str(problem), err=True)
    for ending, content in converted.files.items():
        _write(write_to if ending in WRITTEN else write_to.with_suffix(ending), content)
    sys.exit(1 if has_errors(converted.problems) else 0)


def _check_names(read_from: Path, write_to: Path, language: str) -> None:
    if read_from.suffix.lower() == ".xml":
        raise click.UsageError(
            f"{read_from} is an XForm: it has lost the names of lists, remarks and own columns, and is not read. "
            "Convert the workbook it was made from."
        )
    if read_from.suffix.lower() not in READ:
        raise click.UsageError(f"{read_from} must end with one of {', '.join(READ)}.")
    if write_to.suffix.lower() not in WRITTEN:
        raise click.UsageError(f"{write_to} must end with one of {', '.join(WRITTEN)}.")
    if language and not is_language(language):
        raise click.UsageError(f"{language!r} is not a language code: write fr, ar, es or en.")
    if write_to.exists():
        raise click.ClickException(f"{write_to} exists already. Nothing was written: choose another name.")


def _write(path: Path, content: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise click.ClickException(f"{path} exists already. Nothing was written: choose another name.") from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from None
    click.echo(f"Written: {path}", err=True)
