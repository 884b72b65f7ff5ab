"""``jalon check``: every problem of instruments and studies, with its place and its remedy."""

from __future__ import annotations

import dataclasses
import json
import sys
from importlib import resources
from pathlib import Path

import click

from survey.instrument.checks import check_paths
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
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def command(paths: tuple[Path, ...], library: Path, as_json: bool) -> None:
    """Check the instruments and studies in PATHS, files or folders.

    Prints every problem as file:line:column with its rule and its remedy. Ends with 1 when one is an error.
    """
    problems = check_paths(paths, library)
    if as_json:
        rows = [dataclasses.asdict(problem) for problem in problems]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(str(problem))
    sys.exit(1 if has_errors(problems) else 0)
