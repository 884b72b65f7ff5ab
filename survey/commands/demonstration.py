"""``jalon demonstration``: prepare fictional studies with answers and interviews, then serve them on loopback."""

from __future__ import annotations

import dataclasses
import os
import sys

import click
from flask import Flask

from survey import catalogs, create_app, demonstration_accounts, i18n, migrations, server
from survey.application_context import plain_errors
from survey.config import CONFIG_FILE, ConfigError, Settings, instance_folder, key_path, read_settings
from survey.extensions import answers, contacts, keyring
from survey.findings import client
from survey.keys import new_key_file
from survey.private_files import keep_from_others
from survey.store import studies

CONFIG = """\
# A demonstration: fictional people, known passwords, this machine alone. For a real study see docs/operators.md.
demonstration = true

[help]
telephone = "01 99 00 12 34"

[help.place]
fr = "Accueil de la Caisse des familles, 3 place des Tilleuls, Valmont"
ar = "استقبال صندوق العائلات، 3 ساحة تيول، فالمون"
es = "Recepción de la Caja de las familias, 3 place des Tilleuls, Valmont"
en = "Reception of the Family Fund, 3 place des Tilleuls, Valmont"
"""

SHOWN_FIRST = "post_only"
"""The study whose open link is told."""


@click.command("demonstration")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--prepare-only", is_flag=True, help="Prepare everything and end without serving.")
def command(port: int, prepare_only: bool) -> None:
    """Try Jalon out: two fictional studies with people, answers, interviews, and three accounts.

    Everything is kept in the folder `instance` (or JALON_INSTANCE). A second start finds it again.
    """
    place = server.Place(port=port)
    try:
        if not prepare_only:
            server.check_port(place)
    except server.ServerError as error:
        raise click.ClickException(str(error)) from None
    if prepare_only:
        _prepare(port)
        client.end()  # the figure process that released figures would wait for questions
        return
    _prepare_apart(port)
    with plain_errors():
        app = create_app(_settings(port))
        with app.app_context():
            lines = _addresses(place)
    _serve(app, place, lines)


def _serve(app: Flask, place: server.Place, lines: list[str]) -> None:
    def listening() -> None:
        for line in [*lines, "Ctrl-C ends it."]:
            click.echo(line)

    server.serve(app, place, listening)


def _settings(port: int) -> Settings:
    """The settings of the demonstration in the instance folder; both are made when they are not there yet."""
    keep_from_others()
    folder = instance_folder()
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / CONFIG_FILE).exists():
        click.echo(f"Preparing a demonstration in {folder}")
        (folder / CONFIG_FILE).write_text(CONFIG, encoding="utf-8")
    if not key_path(folder).exists():
        new_key_file(key_path(folder))
    settings = read_settings(folder)
    if not settings.demonstration:
        raise ConfigError(
            f"{folder / CONFIG_FILE} is the configuration of a real installation: no fictional people are put there. "
            "Start it with `jalon serve`, or set JALON_INSTANCE to another folder for the demonstration."
        )
    return dataclasses.replace(settings, base_url=f"http://{server.LOOPBACK}:{port}")


def _prepare_apart(port: int) -> None:
    """Prepare in a process that then ends: what it loads and reads is not wanted by the workers, who inherit ours."""
    process = os.fork()
    if not process:
        os._exit(_exit_code_of_preparing(port))
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if code:
        raise SystemExit(abs(code))


def _exit_code_of_preparing(port: int) -> int:
    code = 1
    try:
        _prepare(port)
        code = 0
    except click.ClickException as error:
        error.show()
    except KeyboardInterrupt:
        code = 130  # the process that waits is interrupted too, and says so
    except Exception:
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _prepare(port: int) -> None:
    """Bring settings, databases, studies and accounts to where they should be; what is there is kept."""
    # Loaded here and nowhere else in this file, so that the process which serves does not hold them.
    from survey.demonstration import preparing
    from survey.migrations.upgrading import upgrade

    with plain_errors():
        settings = _settings(port)
        catalogs.compile_catalogs(i18n.translations_folder())
        with create_app(settings).app_context():
            upgrade(answers, migrations.ANSWERS)
            upgrade(contacts, migrations.CONTACTS)
            for record in studies.all_studies():
                if not record.study.fictional:
                    raise ConfigError(
                        f"The study {record.name} in these databases is real: no demonstration is put beside it."
                    )
            preparing.prepare(settings.instance, click.echo)
            demonstration_accounts.create_missing(preparing.ACTOR)


def _addresses(place: server.Place) -> list[str]:
    """Where to go, one line each; the open link leads into the first wave of the first study."""
    record, base_url = studies.study_named(SHOWN_FIRST), f"http://{place.host}:{place.port}"
    token = keyring.open_token(record.name, record.waves[0].name, record.open_link_serial)
    return [
        f"Respondent: {base_url}/o/{token}",
        f"Staff: {base_url}/staff/",
        f"Dashboard: {base_url}/staff/{record.name}/dashboard",
    ] + [
        f"Sign in: {base_url}/staff/sign-in as {name} with the password {demonstration_accounts.PASSWORD}"
        for name in demonstration_accounts.ROLES
    ]
