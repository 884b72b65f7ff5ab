"""``jalon paper``: a questionnaire to print, filled in with a pen."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from survey import i18n
from survey.application_context import application
from survey.commands.check import LIBRARY
from survey.config import CONFIG_FILE, LANGUAGES, instance_folder
from survey.exchange.xlsform.reading import read_questionnaire
from survey.fieldwork.links import open_link
from survey.fieldwork.paper.drawing import drawn
from survey.fieldwork.paper.laying import laid_out
from survey.fieldwork.paper.occasion import Wishes, occasion_of
from survey.fieldwork.paper.portable import NoPrinterError, as_pdf
from survey.fieldwork.paper.sheet import Asked, Sheet
from survey.fieldwork.paper.square_code import LONGEST
from survey.fieldwork.paper.words import Words
from survey.instrument.answer_tables import without_headings
from survey.instrument.definition import Questionnaire
from survey.instrument.files_beside import file_beside, rows_beside
from survey.instrument.from_files import with_files
from survey.instrument.or_other import with_other
from survey.instrument.problems import Problem
from survey.instrument.report import has_errors
from survey.instrument.study import Study
from survey.instrument.study_file import FILE_NAME, read_study_files
from survey.store import studies
from survey.store.studies import UnknownStudyError

ALL = "all"
GAPS = ("label", "hint")
"""The columns whose texts may refer to what is worked out."""
HTML, PDF = ".html", ".pdf"
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Printed:
    """A questionnaire and the study it belongs to, None where it stands alone."""

    questionnaire: Questionnaire
    study: Study | None
    wave: str
    folder_of: Path


@click.command("paper")
@click.argument("questionnaire", type=click.Path(path_type=Path))
@click.option(
    "--language", "languages", multiple=True, help="A language, several, or `all`; by default the file's own."
)
@click.option("--wave", default="", help="The wave of a study that has more than one.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="A file ending in .html or .pdf.")
@click.option("--pdf", "wants_pdf", is_flag=True, help="Write PDF; needs `pip install jalon[pdf]`.")
@click.option("--link", default="", help="The address to answer at instead; by default the open link, if it is on.")
@click.option("--no-link", is_flag=True, help="Print no address, even when the open link is on.")
@click.option("--participant", default="", help="The number of whom it is for; by default a box to write it in.")
@click.option("--open", "is_open", is_flag=True, help="For people who are in no register: their notice, no number.")
@click.option("--return-to", default="", help="Where the paper is brought or sent; by default the study's help desk.")
@click.option("--instances", default=3, type=click.IntRange(1, 20), help="How often a repeat is printed; by default 3.")
@click.option("--overwrite", is_flag=True, help="Replace a file of that name.")
@click.option(
    "--library",
    type=click.Path(path_type=Path, file_okay=False),
    default=LIBRARY,
    help="The folder of shared instruments; by default those of Jalon.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array: what was written, question by question.")
def command(
    questionnaire: Path,
    languages: tuple[str, ...],
    wave: str,
    output: Path | None,
    wants_pdf: bool,
    link: str,
    no_link: bool,
    participant: str,
    is_open: bool,
    return_to: str,
    instances: int,
    overwrite: bool,
    library: Path,
    as_json: bool,
) -> None:
    """Write QUESTIONNAIRE (YAML, XLSForm, or a study) as pages to print and fill in with a pen.

    One file for each language, complete in itself. Tells which conditions it has no words for.
    """
    ending = _ending(output, wants_pdf)
    printed = _read(questionnaire, wave, languages, library)
    wishes = Wishes(
        participant=participant, link="" if no_link else _address(link, printed), return_to=return_to, is_open=is_open
    )
    codes = _codes(printed.questionnaire, languages)
    sheets: dict[Path, tuple[str, Sheet]] = {}
    for code in codes:
        path = _path(printed, output, code, len(codes) > 1, ending)
        sheet, page = _on_paper(printed, wishes, code, instances)
        _write(path, page, overwrite)
        sheets[path] = code, sheet
    if as_json:
        reports = [_report(path, code, sheet, wishes.link) for path, (code, sheet) in sheets.items()]
        click.echo(json.dumps(reports, ensure_ascii=False, indent=2))
    else:
        _tell(sheets)


def _on_paper(printed: _Printed, wishes: Wishes, code: str, instances: int) -> tuple[Sheet, str]:
    words = _words(code)
    sheet = laid_out(printed.questionnaire, words, instances)
    occasion = occasion_of(printed.study, wishes, words)
    return sheet, drawn(sheet, occasion, words, lambda name: file_beside(printed.folder_of, name))


def _ending(output: Path | None, wants_pdf: bool) -> str:
    if output is None:
        return PDF if wants_pdf else HTML
    ending = output.suffix.lower()
    if ending not in (HTML, PDF) or (wants_pdf and ending != PDF):
        raise click.UsageError(f"{output} must end with {PDF if wants_pdf else f'{HTML} or {PDF}'}.")
    return ending


def _read(path: Path, wave: str, languages: Sequence[str], library: Path) -> _Printed:
    if path.is_dir() or path.name == FILE_NAME or path.name.endswith(f".{FILE_NAME}"):
        return _read_study(path, wave, library)
    if not path.is_file():
        raise click.UsageError(f"{path} is no file.")
    if wave:
        raise click.UsageError(f"{path} is one questionnaire; only a study has waves. Leave out --wave.")
    own = next((code for code in languages if code != ALL), "")
    reading = read_questionnaire(path, own)
    _stop_at_errors(reading.problems)
    if reading.source is None:
        sys.exit(1)
    complete = with_other(without_headings(with_files(reading.source.questionnaire, rows_beside(path))))
    return _Printed(complete, None, "", path)


def _read_study(path: Path, wave: str, library: Path) -> _Printed:
    study, questionnaires, problems = read_study_files(path, library)
    _stop_at_errors(problems)
    if study is None:
        sys.exit(1)
    names = [each.name for each in study.waves]
    if not wave and len(names) > 1:
        raise click.UsageError(f"{study.name} has the waves {', '.join(names)}: choose one with --wave.")
    if wave and wave not in names:
        raise click.UsageError(f"{study.name} has no wave {wave!r}; it has {', '.join(names)}.")
    chosen = wave or names[0]
    return _Printed(questionnaires[chosen], study, chosen, path if path.is_file() else path / FILE_NAME)


def _stop_at_errors(problems: Sequence[Problem]) -> None:
    for problem in problems:
        if problem.severity == "error":  # `jalon check` tells the warnings
            click.echo(str(problem), err=True)
    if has_errors(problems):
        sys.exit(1)


def _codes(questionnaire: Questionnaire, wanted: Sequence[str]) -> list[str]:
    known = list(dict.fromkeys((*(each.code for each in questionnaire.languages), questionnaire.default_language)))
    if ALL in wanted:
        return known
    for code in wanted:
        if code not in known:
            raise click.UsageError(f"The questionnaire is not in {code!r}; it is in {', '.join(known)}.")
    return list(dict.fromkeys(wanted)) or [questionnaire.default_language]


def _words(code: str) -> Words:
    base = code.partition("-")[0]
    interface = base if base in LANGUAGES else "en"
    return Words(i18n.catalog(interface), code, interface)


def _address(link: str, printed: _Printed) -> str:
    """The address on the paper: the one given, or the open link of a study that is published here and has it on."""
    if link:
        if not link.startswith(("https://", "http://")) or len(link) > LONGEST or not link.isprintable() or " " in link:
            raise click.UsageError(f"--link must be a web address of at most {LONGEST} characters: https://…")
        return link
    if printed.study is None or not (instance_folder() / CONFIG_FILE).is_file():
        return ""
    with application() as app:
        try:
            record = studies.study_named(printed.study.name)
        except UnknownStudyError:
            return ""
        wave = next((each for each in record.waves if each.name == printed.wave), None)
        return open_link(app.config["JALON"].base_url, record, wave) if record.open_link and wave is not None else ""


def _path(printed: _Printed, output: Path | None, code: str, are_several: bool, ending: str) -> Path:
    if output is None:
        name = re.sub(r"[^\w-]+", "_", printed.questionnaire.form_id).strip("_") or "paper"
        return Path(f"{name}.{code}{ending}")
    return output.with_suffix(f".{code}{ending}") if are_several else output


def _write(path: Path, page: str, overwrite: bool) -> None:
    try:
        content = as_pdf(page) if path.suffix.lower() == PDF else page.encode("utf-8")
        with path.open("wb" if overwrite else "xb") as file:
            file.write(content)
    except NoPrinterError as error:
        raise click.ClickException(str(error)) from None
    except FileExistsError:
        raise click.ClickException(f"{path} exists already. Choose another name, or add --overwrite.") from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from None


def _report(path: Path, code: str, sheet: Sheet, link: str) -> dict[str, object]:
    asked = {row.question.name: row for row in sheet.rows if isinstance(row, Asked) and row.number is not None}
    return {
        "file": str(path),
        "language": code,
        "link": link,
        "questions": [
            {"number": row.number, "name": name, "type": row.question.type, "answered_by": row.way}
            for name, row in asked.items()
        ],
        "without_words": [dataclasses.asdict(each) for each in sheet.unsaid],
        "left_out": list(sheet.left_out),
        "borrowed": list(sheet.borrowed),
    }


def _tell(sheets: Mapping[Path, tuple[str, Sheet]]) -> None:
    """What was written, and what the author should know of it."""
    for path, (code, sheet) in sheets.items():
        click.echo(f"Written: {path}, {len(sheet.numbers)} questions.")
        if sheet.borrowed:
            names = ", ".join(f"`{name}`" for name in sheet.borrowed[:MOST_NAMED])
            more = f" and {len(sheet.borrowed) - MOST_NAMED} more" if len(sheet.borrowed) > MOST_NAMED else ""
            click.echo(f"Not wholly in {code!r}, so in part in another language: {names}{more}.", err=True)
    _tell_unsaid([sheet for _, sheet in sheets.values()])


def _tell_unsaid(sheets: Sequence[Sheet]) -> None:
    """What paper has no words for, once for all languages."""
    found = dict.fromkeys(each for sheet in sheets for each in sheet.unsaid)
    gaps: dict[str, list[str]] = {}
    for each in found:
        where = f"question {each.number} (`{each.name}`)" if each.number else f"`{each.name}`"
        if each.column in GAPS:
            gaps.setdefault(each.expression, []).append(where)
        else:
            click.echo(f"No words for the `{each.column}` of {where}: {' '.join(each.expression.split())}", err=True)
    for reference, places in gaps.items():
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        click.echo(f"{reference} is no answer on this paper: a gap to fill in {places[0]}{more}.", err=True)
    for name in dict.fromkeys(name for sheet in sheets for name in sheet.left_out):
        click.echo(f"Not printed, for nobody is asked it: `{name}`.", err=True)
