"""``jalon diff``: what became of each item from one version of a questionnaire to the next."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

from survey.exchange.xlsform.reading import read_questionnaire
from survey.instrument.definition import Questionnaire
from survey.instrument.differences import VERDICTS, Difference, differences
from survey.instrument.report import has_errors

_TROUBLE = 2


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("new", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--language", default="", help="The language of texts whose column names none, in a workbook.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array with every item.")
def command(old: Path, new: Path, language: str, as_json: bool) -> None:
    """Tell what became of each item from OLD to NEW, YAML or XLSForm, in each language.

    An item is the same, reworded (other words, headings included), rescaled (other answers, or counted the other way
    round), new or gone. Ends with 0 when every item is the same, with 1 when one is not, with 2 when a file cannot be
    read.
    """
    found = differences(_read(old, language), _read(new, language))
    if as_json:
        rows = [{"name": each.name, "languages": each.verdicts, "changed": each.changed} for each in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for each in found:
            if not each.is_same:
                click.echo(_line(each))
        click.echo(_summary(found))
    sys.exit(0 if all(each.is_same for each in found) else 1)


def _read(path: Path, language: str) -> Questionnaire:
    reading = read_questionnaire(path, language)
    if reading.source is None or has_errors(reading.problems):
        for problem in reading.problems:
            if problem.severity == "error":
                click.echo(str(problem), err=True)
        click.echo(f"{path} cannot be compared; mend it first.", err=True)
        sys.exit(_TROUBLE)
    return reading.source.questionnaire


def _line(difference: Difference) -> str:
    """``calm: rescaled in fr, ar (choices); same in es``."""
    parts: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for code, verdict in difference.verdicts.items():
        parts.setdefault((verdict, difference.changed.get(code, ())), []).append(code)
    told = [
        f"{verdict} in {', '.join(codes)}" + (f" ({', '.join(changed)})" if changed else "")
        for (verdict, changed), codes in parts.items()
    ]
    return f"{difference.name}: {'; '.join(told)}"


def _summary(found: tuple[Difference, ...]) -> str:
    """How many items there are of each kind, by the gravest verdict among their languages."""
    gravest = Counter(max(each.verdicts.values(), key=VERDICTS.index) for each in found)
    return ", ".join(f"{gravest[verdict]} {verdict}" for verdict in VERDICTS)
