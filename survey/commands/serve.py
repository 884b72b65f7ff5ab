"""``jalon serve``: serve an installation with the settings of its config.toml."""

from __future__ import annotations

import click

from survey import create_app, demonstration_accounts, server
from survey.application_context import plain_errors
from survey.config import read_settings


@click.command("serve")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--host", default=server.LOOPBACK, show_default=True, help="The address to listen on.")
@click.option("--workers", default=server.WORKERS, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--certificate", default="", help="A TLS certificate file, when no proxy stands in front.")
@click.option("--private-key", default="", help="The key file of that certificate.")
def command(port: int, host: str, workers: int, certificate: str, private_key: str) -> None:
    """Serve the installation in this folder until the process is told to end.

    Databases must be up to date: `jalon migrate` brings them there.
    """
    place = server.Place(host, port, workers, certificate, private_key)
    try:
        with plain_errors():
            settings = read_settings()
            server.check_transport(settings, place)
            app = create_app(settings)
            server.check_databases()
            if not settings.demonstration:
                _check_passwords()
            server.check_port(place)
    except server.ServerError as error:
        raise click.ClickException(str(error)) from None
    server.serve(app, place, lambda: click.echo(f"Serving {settings.base_url} on {host}, port {port}. Ctrl-C ends it."))


def _check_passwords() -> None:
    known = demonstration_accounts.still_known()
    if known:
        raise server.ServerError(
            f"These accounts have the password of the demonstration: {', '.join(known)}. "
            "Give each one of its own with `jalon accounts reset NAME`."
        )
