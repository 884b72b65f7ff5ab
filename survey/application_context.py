"""What every command that opens the application shares: its context, its plain errors, its two ways of reporting."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

import click
from cryptography.exceptions import InvalidTag
from flask import Flask
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, ProgrammingError

from survey import create_app, migrations
from survey.config import ConfigError
from survey.csv_table import TableError
from survey.extensions import answers, contacts
from survey.fieldwork.links import LinksError
from survey.instrument.problems import DefinitionError
from survey.keys import KeyFileError
from survey.migrations import DatabaseStateError
from survey.store.accounts import AccountError
from survey.store.invitations import UnknownParticipantError
from survey.store.passwords import PasswordError
from survey.store.plan_locks import PlanLockError
from survey.store.register_imports import InterruptedImportError
from survey.store.studies import UnknownStudyError

Parameters = ParamSpec("Parameters")
Returned = TypeVar("Returned")

PLAIN_ERRORS = (
    AccountError,
    ConfigError,
    DatabaseStateError,
    DefinitionError,
    InterruptedImportError,
    KeyFileError,
    LinksError,
    PasswordError,
    PlanLockError,
    TableError,
    UnknownParticipantError,
    UnknownStudyError,
)
"""What the person at the keyboard can mend: said in its own words, without a trace."""
HISTORIES = ((answers, migrations.ANSWERS), (contacts, migrations.CONTACTS))


@contextmanager
def plain_errors() -> Iterator[None]:
    """Say an expected error plainly and end with 1."""
    try:
        yield
    except PLAIN_ERRORS as error:
        raise click.ClickException(str(error)) from None
    except DatabaseError as error:
        if isinstance(error, IntegrityError | DataError | ProgrammingError):
            raise  # a mistake of the program: its trace is wanted
        raise click.ClickException(f"The database cannot be used: {error.orig}.") from None
    except InvalidTag:
        raise click.ClickException(
            "A contact cannot be read with the keys of JALON_KEYS: another key file wrote it. Put that file back."
        ) from None


@contextmanager
def application(*, migrated: bool = True) -> Iterator[Flask]:
    """The application of this installation; its databases must be up to date unless ``migrated`` is false."""
    with plain_errors():
        app = create_app()
        try:
            with app.app_context():
                for database, history in HISTORIES if migrated else ():
                    migrations.check(database, history)
                yield app
        finally:
            for database, _ in HISTORIES:
                database.close()


def in_application(command: Callable[Parameters, Returned]) -> Callable[Parameters, Returned]:
    """Run a command inside the application of this installation."""

    @functools.wraps(command)
    def inside(*given: Parameters.args, **named: Parameters.kwargs) -> Returned:
        with application():
            return command(*given, **named)

    return inside


as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def report(found: Any, lines: Sequence[str], as_json: bool) -> None:
    """Print what was found: as JSON, or as lines for a person."""
    for line in [json.dumps(found, ensure_ascii=False, indent=2)] if as_json else lines:
        click.echo(line)
