"""``jalon check``: every problem of instruments, studies and plans, with its place and its remedy."""

from __future__ import annotations

import dataclasses
import json
import sys
from importlib import resources
from pathlib import Path

import click

from survey.exchange.xlsform.checking import check_workbook
from survey.exchange.xlsform.workbook import is_workbook
from survey.instrument.checks import check_paths
from survey.instrument.languages import is_language
from survey.instrument.report import has_errors

LIBRARY = Path(str(resources.files("survey"))) / "questionnaires"


@click.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--library",
    type=click.Path(path_type=Path, file_okay=False),
    default=LIBRARY,
    help="The folder of shared instruments; by default those of Jalon.",
)
@click.option("--language", default="", help="In a workbook, the language of texts whose column names none.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def command(paths: tuple[Path, ...], library: Path, language: str, as_json: bool) -> None:
    """Check the instruments, studies and plans in PATHS: YAML files, folders of them, or workbooks in XLSForm.

    Prints every problem as file:line:column with its rule and its remedy; in a workbook as file[sheet]:row:column, with
    the cell and its header. Ends with 1 when one is an error.
    """
    if language and not is_language(language):
        raise click.UsageError(f"{language!r} is not a language code: write fr, ar, es or en.")
    workbooks = [path for path in paths if not path.is_dir() and is_workbook(path)]
    problems = check_paths([path for path in paths if path not in workbooks], library)
    for workbook in dict.fromkeys(workbooks):
        problems += check_workbook(workbook, language)
    if as_json:
        rows = [dataclasses.asdict(problem) for problem in problems]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(str(problem))
    sys.exit(1 if has_errors(problems) else 0)
