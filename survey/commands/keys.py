"""``jalon keys``: make the keys of an installation."""

from __future__ import annotations

from pathlib import Path

import click

from survey.config import instance_folder, key_path
from survey.keys import KeyFileError, new_key_file


@click.group("keys")
def command() -> None:
    """Make the keys that links, receipts, pseudonyms and contacts depend on."""


@command.command("new")
@click.argument("path", required=False, type=click.Path(path_type=Path))
def new(path: Path | None) -> None:
    """Write new keys to PATH, by default where JALON_KEYS says; never over an existing file."""
    file = path or key_path(instance_folder())
    try:
        new_key_file(file)
    except KeyFileError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"New keys are in {file}, readable by their owner alone.")
    click.echo("Keep a copy apart from the databases and their back-ups: without it links and contacts are lost.")
