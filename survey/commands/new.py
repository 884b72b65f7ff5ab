"""``jalon new``: files to begin from."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from survey.instrument.beginning import LANGUAGES, STUDY_NAME, study_files


@click.group("new")
def command() -> None:
    """Write files to begin from."""


@command.command("study")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", default="", help="The name of the study; by default that of the folder.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(LANGUAGES),
    default=LANGUAGES,
    help="A language of its texts, the default one first; all four unless some are named.",
)
def study(folder: Path, name: str, languages: tuple[str, ...]) -> None:
    """Write a working study into FOLDER, which must not exist yet or be empty.

    `jalon check` finds nothing wrong with it. Change its words to yours.
    """
    name = name or folder.resolve().name
    if not STUDY_NAME.fullmatch(name):
        raise click.UsageError(f"{name!r} is no name of a study: write a-z, figures, _ and -, with --name.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise click.ClickException(f"{folder} is not empty. Nothing was written: name another folder.")
        for file, text in study_files(name, tuple(dict.fromkeys(languages)), datetime.date.today()).items():
            with (folder / file).open("x", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
            click.echo(f"Written: {folder / file}")
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written: {error.strerror}.") from None
    click.echo(f"Change the words, then: jalon check {folder}")
