"""``jalon walk``: many paths through a questionnaire, and what they do not reach."""

from __future__ import annotations

import dataclasses
import datetime
import json
import sys
from pathlib import Path

import click

from survey.exchange.xlsform.reading import read_questionnaire
from survey.instrument.files_beside import rows_beside
from survey.instrument.flow import Flow
from survey.instrument.from_files import with_files
from survey.instrument.model import Model
from survey.instrument.or_other import with_other
from survey.instrument.report import has_errors
from survey.simulation.exploring import LOOP, NEVER_ACCEPTED, NO_ANSWER, NO_CHOICE, UNFINISHED
from survey.simulation.reaching import Lengths, Walk, explored

TOLD = {
    NO_ANSWER: "must be answered, and no answer was found that it takes; people can only decline",
    NO_CHOICE: "must be answered, and nothing is offered to choose from; people can only decline",
    LOOP: "comes back again and again",
    UNFINISHED: "stands where a path was given up after very many pages",
    NEVER_ACCEPTED: "took none of the answers tried; people can only leave it out",
}


@click.command("walk")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--paths", default=100, type=click.IntRange(1, 10_000), help="How many paths; by default 100.")
@click.option("--seed", default=0, help="Another number takes other paths; the same one the same paths.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def command(file: Path, paths: int, seed: int, as_json: bool) -> None:
    """Take random and adverse paths through the questionnaire FILE (YAML or XLSForm); nothing is stored.

    Tells questions that no path reached, dead ends and how long the paths are. Ends with 1 when it has found any.
    """
    if not file.is_file():
        raise click.UsageError(f"{file} is no file.")
    reading = read_questionnaire(file)
    for problem in reading.problems:
        if problem.severity == "error":  # `jalon check` tells the warnings
            click.echo(str(problem), err=True)
    if reading.source is None or has_errors(reading.problems):
        sys.exit(1)
    rows = rows_beside(file)
    asked = with_other(with_files(reading.source.questionnaire, rows))  # as publishing does
    flow = Flow.of(asked, Model.of(asked, rows))
    if not flow.pages:
        raise click.ClickException(f"{file} asks nothing.")
    found = explored(flow, paths, seed, datetime.datetime.now().astimezone())
    click.echo(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2) if as_json else _lines(found))
    sys.exit(1 if found.never_reached or found.dead_ends or found.failures else 0)


def _lines(found: Walk) -> str:
    lines = [
        f"{found.paths} paths.",
        f"Questions on a path: {_span(found.questions)}. Pages: {_span(found.pages)}.",
    ]
    lines += [f"Never reached: {name}." for name in found.never_reached]
    for each in found.dead_ends:
        after = ", ".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in each.after.items())
        lines.append(f"Dead end: {each.name} {TOLD[each.rule]}{f' (with {after})' if after else ''}.")
    lines += [f"An expression fails: `{kind}` of {name}." for name, kind in found.failures]
    return "\n".join(lines)


def _span(lengths: Lengths) -> str:
    return f"{lengths.shortest} to {lengths.longest}, half of them up to {lengths.median:g}"
