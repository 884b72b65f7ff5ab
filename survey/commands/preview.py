"""``jalon preview``: a questionnaire as its respondents will see it, renewed on saving, with comments of testers."""

from __future__ import annotations

import json
import secrets
from importlib import resources
from pathlib import Path

import click

from survey import catalogs, i18n, server
from survey.application_context import plain_errors
from survey.config import Preview
from survey.instrument.languages import is_language
from survey.preview import serving
from survey.preview.comment_table import as_csv, as_lines, rows
from survey.preview.comments import CommentsError, comments_file, read_comments
from survey.preview.reading import READ, previewed_file, read
from survey.preview.showing import Showing, Shown

LIBRARY = Path(str(resources.files("survey"))) / "questionnaires"


@click.command("preview")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--port", default=8100, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--host", default=server.LOOPBACK, show_default=True, help="The address to listen on.")
@click.option("--open-to-network", is_flag=True, help="Let others in who know the code that is then told.")
@click.option("--language", default="", help="The language to begin in, such as ar.")
@click.option(
    "--library",
    type=click.Path(path_type=Path, file_okay=False),
    default=LIBRARY,
    help="The folder of shared instruments; by default those of Jalon.",
)
@click.option("--comments", is_flag=True, help="Print the comments on FILE and end.")
@click.option("--csv", "as_table", is_flag=True, help="With --comments: print CSV.")
@click.option("--json", "as_json", is_flag=True, help="With --comments: print a JSON array.")
def command(
    path: Path,
    *,
    port: int,
    host: str,
    open_to_network: bool,
    language: str,
    library: Path,
    comments: bool,
    as_table: bool,
    as_json: bool,
) -> None:
    """Show the questionnaire FILE (YAML or XLSForm), or the study in a folder, as respondents will see it.

    Pages renew themselves when the file is saved. Answers are thrown away at the end; comments of testers are kept in
    a file beside FILE, and printed by --comments.
    """
    file = previewed_file(path)
    if comments:
        _print_comments(file, library, as_table=as_table, as_json=as_json)
        return
    if as_table or as_json:
        raise click.UsageError("--csv and --json print comments: add --comments.")
    if not file.is_file():
        raise click.UsageError(f"{file} is no file.")
    if file.suffix.lower() not in READ:
        raise click.UsageError(f"{file} must end with one of {', '.join(READ)}.")
    if language and not is_language(language):
        raise click.UsageError(f"{language!r} is not a language code: write fr, ar, es or en.")
    if not open_to_network and not serving.is_loopback(host):
        raise click.UsageError(
            f"{host} can be reached by others, and a preview is unencrypted. Leave --host out, or say "
            "--open-to-network on a network whose people you trust."
        )
    code = secrets.token_urlsafe(16) if open_to_network else ""
    place = serving.EVERYWHERE if code and serving.is_loopback(host) else host
    _serve(Preview(file, library, language, serving.hosts(place, port), code), place, port)


def _serve(preview: Preview, host: str, port: int) -> None:
    reached = serving.own_address() if host == serving.EVERYWHERE else host
    address = f"http://{f'[{reached}]' if ':' in reached else reached}:{port}"
    try:
        server.check_port(server.Place(host, port))
    except server.ServerError as error:
        raise click.ClickException(str(error)) from None
    catalogs.compile_catalogs(i18n.translations_folder())
    with plain_errors(), serving.installation(preview, address) as app:
        showing: Showing = app.extensions["preview"]
        lines = _lines(preview, address, showing.current())

        def listening() -> None:
            for line in lines:
                click.echo(line)

        serving.serve(app, host, port, listening)


def _lines(preview: Preview, address: str, shown: Shown) -> list[str]:
    told = sum(problem.severity == "error" for problem in shown.problems)
    warnings = f"{len(shown.problems)} warning{'' if len(shown.problems) == 1 else 's'}"
    state = f"{told} to mend before it can be shown" if shown.is_broken else warnings
    lines = [f"Preview of {preview.file} ({state}): {address}/"]
    if preview.code:
        lines = [
            f"Preview of {preview.file} ({state}): {address}/preview/enter/{preview.code}",
            "Whoever has this address can read the questionnaire and comment; what they send is not encrypted.",
        ]
    return [
        *lines,
        "Pages renew themselves when the file is saved. Answers are thrown away at the end.",
        f"Comments of testers are kept in {comments_file(preview.file)}.",
        "Ctrl-C ends it.",
    ]


def _print_comments(file: Path, library: Path, *, as_table: bool, as_json: bool) -> None:
    try:
        kept = read_comments(comments_file(file))
    except CommentsError as error:
        raise click.ClickException(str(error)) from None
    found = read(file, library) if file.is_file() else None
    names = None
    if found is not None and found.study is not None:
        names = {each.name for asked in found.questionnaires.values() for each in asked.questions()}
    table = rows(kept, names)
    if as_json:
        click.echo(json.dumps(table, ensure_ascii=False, indent=2))
    elif as_table:
        click.echo(as_csv(table), nl=False)
    else:
        for line in as_lines(table) or [f"No comments on {file}."]:
            click.echo(line)
