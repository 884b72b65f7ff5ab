"""``jalon demonstration``: prepare a fictional study with its register and accounts, then serve it on loopback."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

import click
from flask import Flask

from survey import catalogs, create_app, demonstration_accounts, i18n, migrations, server
from survey.application_context import plain_errors
from survey.config import CONFIG_FILE, ConfigError, Settings, instance_folder, key_path, read_settings
from survey.extensions import answers, contacts, keyring
from survey.fieldwork.register import read_register
from survey.instrument import canonical
from survey.instrument.definition import Questionnaire
from survey.instrument.study import Study
from survey.instrument.study_file import read_study
from survey.keys import new_key_file
from survey.migrations.upgrading import upgrade
from survey.private_files import keep_from_others
from survey.store import register_imports, studies

ACTOR = "demonstration"
STUDIES = ("post_only", "before_after")
PACKAGE = Path(str(resources.files("survey")))
LIBRARY = PACKAGE / "questionnaires"
REGISTERS = PACKAGE / "demonstration"
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


@click.command("demonstration")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--prepare-only", is_flag=True, help="Prepare everything and end without serving.")
def command(port: int, prepare_only: bool) -> None:
    """Try Jalon out: a fictional study, fifty fictional people, three accounts.

    Everything is kept in the folder `instance` (or JALON_INSTANCE). A second start finds it again.
    """
    place = server.Place(port=port)
    try:
        if not prepare_only:
            server.check_port(place)
    except server.ServerError as error:
        raise click.ClickException(str(error)) from None
    with plain_errors():
        settings = _settings(port)
        catalogs.compile_catalogs(i18n.translations_folder())
        app = create_app(settings)
        with app.app_context():
            _prepare()
            lines = _addresses(settings.base_url)
    if not prepare_only:
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


def _prepare() -> None:
    """Bring databases, studies, registers and accounts to where they should be; what is there is kept."""
    upgrade(answers, migrations.ANSWERS)
    upgrade(contacts, migrations.CONTACTS)
    for record in studies.all_studies():
        if not record.study.fictional:
            raise ConfigError(f"The study {record.name} in these databases is real: no demonstration is put beside it.")
    for name in STUDIES:
        record = _published(*read_study(LIBRARY / name / "study.yaml", LIBRARY))
        register = read_register(REGISTERS / f"{name}.csv", record.study)
        imported = register_imports.import_register(record, register.rows, register.digest, ACTOR)
        if imported.added:
            click.echo(f"The study {name}: {imported.added} fictional people")
    demonstration_accounts.create_missing(ACTOR)


def _published(study: Study, questionnaires: Mapping[str, Questionnaire]) -> studies.StudyRecord:
    """The study as published, published again only when its files changed."""
    for record in studies.all_studies():
        if record.name == study.name and _same(record, study, questionnaires):
            return record
    return studies.publish(study, questionnaires, ACTOR)


def _same(record: studies.StudyRecord, study: Study, questionnaires: Mapping[str, Questionnaire]) -> bool:
    digests = {name: canonical.digest(canonical.to_json(each)) for name, each in questionnaires.items()}
    return canonical.study_to_json(record.study) == canonical.study_to_json(study) and digests == {
        wave.name: wave.questionnaire_digest for wave in record.waves
    }


def _addresses(base_url: str) -> list[str]:
    """Where to go, one line each; the open link leads into the first wave of the first study."""
    record = studies.study_named(STUDIES[0])
    token = keyring.open_token(record.name, record.waves[0].name, record.open_link_serial)
    return [f"Respondent: {base_url}/o/{token}", f"Staff: {base_url}/staff/"] + [
        f"Sign in: {base_url}/staff/sign-in as {name} with the password {demonstration_accounts.PASSWORD}"
        for name in demonstration_accounts.ROLES
    ]
