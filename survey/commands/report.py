"""``jalon report``: what a study found, as pages to read and print, or as a file of numbers that can be verified."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from survey import private_files
from survey.application_context import in_application
from survey.config import LANGUAGES
from survey.fieldwork.paper.portable import NoPrinterError, as_pdf
from survey.store import audit, studies
from survey.store.studies import StudyRecord

if TYPE_CHECKING:
    from survey.findings.report.basis import Basis
    from survey.findings.report.file import ReportFile

HTML, PDF, JSON = ".html", ".pdf", ".json"
ENDINGS = (HTML, PDF, JSON)
LONGEST_NAME = 200
LONGEST_REASON = 500


@click.command("report")
@click.argument("study")
@click.option(
    "--output",
    "-o",
    "outputs",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A new file ending in .html, .pdf or .json; may be given several times.",
)
@click.option("--language", help="A language of the study; its own without it. A .json file has none.")
@click.option("--exact", is_flag=True, help="For researchers: every answer as it is now, nothing left out.")
@click.option("--mixed", is_flag=True, help="Mixed models with more than 20,000 people too; only with --exact.")
@click.option("--actor", default="", metavar="NAME", help="Who asks for it; the log names them.")
@click.option(
    "--stale", default="", metavar="REASON", help="Print inferences that must be read again, too: why; needs --actor."
)
@in_application
def command(
    study: str, outputs: tuple[Path, ...], language: str | None, exact: bool, mixed: bool, actor: str, stale: str
) -> None:
    """Write the report of STUDY: methods, who answered, results, limits, every number with its key.

    Staff may read it: it holds what was last released, and nothing that would tell of a few people. With --exact it is
    for researchers alone. Several files of one command are one report. Each report is logged.
    """
    from survey.findings.report.basis import basis_of, file_of
    from survey.findings.report.file import ReportError
    from survey.findings.report.verifying import logged
    from survey.findings.report.words import refuse_stale

    record = studies.study_named(study)
    code = _language(record, language)
    _check(outputs, exact=exact, mixed=mixed, actor=actor)
    override = _override(actor.strip(), stale.strip())
    try:
        basis = basis_of(record, exact=exact, mixed=mixed)
        if not override:
            refuse_stale(basis.words)
    except ReportError as error:
        raise click.ClickException(str(error)) from None
    file = file_of(basis, override=override)
    contents = _contents(outputs, basis, file, code)
    detail = {"files": " ".join(path.suffix[1:].lower() for path in outputs), "language": code}
    signed = {"stale": override["reason"]} if override else {}
    logged(record, file, {**detail, **({"by": actor.strip()} if actor else {}), **signed}, audit.command_line())
    for path, content in contents.items():
        _write(path, content)


def _override(actor: str, stale: str) -> dict[str, str]:
    """Who answers for stale inferences, and why; empty where nobody does."""
    if stale and not actor:
        raise click.UsageError("--stale needs --actor: whoever prints what must be read again signs for it.")
    if len(stale) > LONGEST_REASON:
        raise click.UsageError(f"--stale has at most {LONGEST_REASON} characters.")
    return {"by": actor, "reason": stale} if stale else {}


def _language(record: StudyRecord, wanted: str | None) -> str:
    code = wanted or record.study.default_language
    if code not in record.study.languages:
        raise click.UsageError(f"{record.name} has no {code!r}. It has: {', '.join(record.study.languages)}.")
    if code.partition("-")[0] not in LANGUAGES:
        raise click.UsageError(f"Reports are written in {', '.join(LANGUAGES)}; choose one with --language.")
    return code


def _check(outputs: tuple[Path, ...], *, exact: bool, mixed: bool, actor: str) -> None:
    if mixed and not exact:
        raise click.UsageError("--mixed belongs to --exact: what staff see was computed when it was released.")
    if len(actor) > LONGEST_NAME:
        raise click.UsageError(f"--actor has at most {LONGEST_NAME} characters.")
    if len({path.resolve() for path in outputs}) < len(outputs):
        raise click.UsageError("Two of these files are one: give each --output a name of its own.")
    for path in outputs:
        if path.suffix.lower() not in ENDINGS:
            raise click.UsageError(f"{path} must end with .html, .pdf or .json.")
        if path.exists():
            raise click.ClickException(f"{path} exists already. Nothing was written: choose another name.")


def _contents(outputs: tuple[Path, ...], basis: Basis, file: ReportFile, language: str) -> dict[Path, bytes]:
    """Every file, complete before the first is written."""
    found: dict[Path, bytes] = {}
    for path in outputs:
        ending = path.suffix.lower()
        if ending == JSON:
            found[path] = file.text().encode("utf-8")
            continue
        page = _page(basis, file, language, on_paper=ending == PDF)
        try:
            found[path] = as_pdf(page) if ending == PDF else page.encode("utf-8")
        except NoPrinterError as error:
            raise click.ClickException(str(error)) from None
    return found


def _page(basis: Basis, file: ReportFile, language: str, *, on_paper: bool) -> str:
    from survey.findings.report.drawing import drawn
    from survey.findings.report.telling import told_report

    return drawn(told_report(basis, file, language, on_paper=on_paper))


def _write(path: Path, content: bytes) -> None:
    try:
        with private_files.new_file(path) as file:
            file.write(content)
    except FileExistsError:
        raise click.ClickException(f"{path} exists already. Nothing was written: choose another name.") from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from None
    click.echo(f"Written: {path}", err=True)
