"""``jalon evaluate``: what a questionnaire decides on given answers."""

from __future__ import annotations

import dataclasses
import datetime
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from survey.exchange.xlsform.reading import read_questionnaire
from survey.instrument.by_path import Decision, answers_by_path, decisions, state_by_path
from survey.instrument.definition import Questionnaire
from survey.instrument.files_beside import rows_beside
from survey.instrument.from_files import with_files
from survey.instrument.model import Model
from survey.instrument.or_other import with_other
from survey.instrument.report import has_errors, meant

LARGEST = 16_000_000


@click.command("evaluate")
@click.argument("questionnaire", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("answers", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--now", default="", help="The moment, such as 2026-01-15T10:00:00+00:00; without an offset in UTC.")
@click.option("--language", default="", help="The language of labels, months and days; by default the file's own.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object by path.")
def command(questionnaire: Path, answers: Path, now: str, language: str, as_json: bool) -> None:
    """Tell what QUESTIONNAIRE (YAML or XLSForm) decides on ANSWERS, a JSON object of texts by path.

    Paths are ODK's without the form's name, /household/member[2]/age; texts are what ODK stores. Of each question it
    tells whether it is relevant, required and valid (its constraint holds), its value, and the choices offered.
    Ends with 1 when the questionnaire has an error, an answer has no place, or an expression fails; all are told.
    """
    moment, texts = _moment(now), _texts(answers)
    if not questionnaire.is_file():
        raise click.UsageError(f"{questionnaire} is no file.")
    reading = read_questionnaire(questionnaire, language)
    for problem in reading.problems:
        if problem.severity == "error":  # `jalon check` tells the warnings
            click.echo(str(problem), err=True)
    if reading.source is None:
        sys.exit(1)
    _check_language(questionnaire, reading.source.questionnaire, language)
    rows = rows_beside(questionnaire)
    model = Model.of(with_other(with_files(reading.source.questionnaire, rows)), rows)
    given, unknown = answers_by_path(model, texts)
    state = state_by_path(model, given, moment=moment, language=language)
    found = list(decisions(state, language or model.questionnaire.default_language))
    click.echo(_json(found) if as_json else _lines(found))
    for path in unknown:
        near = meant(path, (each.path for each in found), "Write a path of a question, such as /group/name.")
        click.echo(f"{answers}: `{path}` has no place in {questionnaire}. {near}", err=True)
    for failure in state.failures():
        click.echo(f"{questionnaire}: the `{failure.kind}` of `{failure.name}` fails on these answers.", err=True)
    sys.exit(1 if has_errors(reading.problems) or unknown or state.failures() else 0)


def _check_language(file: Path, read: Questionnaire, language: str) -> None:
    codes = [each.code for each in read.languages] or [read.default_language]
    if language and language not in codes:
        raise click.UsageError(f"{file} has no language {language!r}; it has {', '.join(codes)}.")


def _moment(now: str) -> datetime.datetime:
    if not now:
        return datetime.datetime.now().astimezone()
    try:
        moment = datetime.datetime.fromisoformat(now)
    except ValueError:
        raise click.UsageError(f"--now must be a moment such as 2026-01-15T10:00:00+00:00, not {now!r}.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _texts(file: Path) -> Mapping[str, str]:
    try:
        if file.stat().st_size > LARGEST:
            raise click.UsageError(
                f"{file} is larger than {LARGEST // 1_000_000} MB: no questionnaire has as many answers."
            )
        read = json.loads(file.read_text(encoding="utf-8"), parse_constant=_refuse)
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}.") from None
    except json.JSONDecodeError as error:
        told = f"{file}:{error.lineno}:{error.colno} is no JSON: {error.msg}."
        raise click.UsageError(f'{told} Write {{"/path": "text"}}.') from None
    except (ValueError, RecursionError):
        raise click.UsageError(f'{file} is no JSON in UTF-8. Write {{"/path": "text"}}.') from None
    if not isinstance(read, dict):
        raise click.UsageError(f"{file} must hold one JSON object: paths and their texts.")
    wrong = [path for path, text in read.items() if isinstance(text, bool) or not isinstance(text, (str, int, float))]
    if wrong:
        raise click.UsageError(f"{file}: the answer at `{wrong[0]}` must be a text, as ODK stores it.")
    return {path: text if isinstance(text, str) else json.dumps(text) for path, text in read.items()}


def _refuse(constant: str) -> None:
    """NaN and Infinity are no JSON, whatever Python says."""
    raise ValueError(constant)


def _json(found: Sequence[Decision]) -> str:
    entries = {each.path: dataclasses.asdict(each) for each in found}
    for entry in entries.values():
        del entry["path"]
        if entry["choices"] is None:
            del entry["choices"]
    return json.dumps(entries, ensure_ascii=False, indent=2)


def _lines(found: Sequence[Decision]) -> str:
    return "\n".join(_line(each) for each in found)


def _line(each: Decision) -> str:
    words = ["relevant" if each.relevant else "not relevant"]
    words += ["required"] if each.required else []
    words += [] if each.valid else ["not valid"]
    told = f"{each.path}: {', '.join(words)}; {json.dumps(each.value, ensure_ascii=False)}"
    return told if each.choices is None else f"{told}; offered: {' '.join(each.choices) or 'nothing'}"
