"""``jalon accounts``: staff accounts, made and changed at the command line alone."""

from __future__ import annotations

import secrets
import sys

import click

from survey.application_context import as_json_option, in_application, report
from survey.keys import ALPHABET
from survey.store import accounts, audit
from survey.store.accounts import ROLES

GROUPS, LETTERS = 4, 5
"""A generated password: 20 letters of 5 bits."""

role_choice = click.Choice(ROLES)
password_from_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read the password from the first line of standard input."
)


@click.group("accounts")
def command() -> None:
    """Make, change and list the accounts of staff."""


@command.command("create")
@click.argument("name")
@click.option("--role", required=True, type=role_choice, help="What the account may do.")
@password_from_stdin
@in_application
def create(name: str, role: str, password_stdin: bool) -> None:
    """Make the account NAME. Its password is asked twice and never shown."""
    account = accounts.create_account(name, role, _password(password_stdin), audit.command_line())
    click.echo(f"The account {account.name} is made, with the role {account.role}.")


@command.command("reset")
@click.argument("name")
@click.option("--generate", is_flag=True, help="Make a password and print it once.")
@password_from_stdin
@in_application
def reset(name: str, generate: bool, password_stdin: bool) -> None:
    """Give the account NAME another password; all its sessions end."""
    if generate and password_stdin:
        raise click.UsageError("Use --generate or --password-stdin, one of both.")
    password = _generated() if generate else _password(password_stdin)
    account = accounts.reset_password(name, password, audit.command_line())
    click.echo(f"The account {account.name} has another password; its sessions have ended.")
    if generate:
        click.echo(password)


@command.command("role")
@click.argument("name")
@click.argument("role", type=role_choice)
@in_application
def role(name: str, role: str) -> None:
    """Give the account NAME another ROLE; all its sessions end."""
    account = accounts.set_role(name, role, audit.command_line())
    click.echo(f"The account {account.name} has the role {account.role}; its sessions have ended.")


@command.command("disable")
@click.argument("name")
@in_application
def disable(name: str) -> None:
    """Close the account NAME; all its sessions end."""
    account = accounts.set_active(name, False, audit.command_line())
    click.echo(f"The account {account.name} is disabled.")


@command.command("enable")
@click.argument("name")
@in_application
def enable(name: str) -> None:
    """Open the account NAME again."""
    account = accounts.set_active(name, True, audit.command_line())
    click.echo(f"The account {account.name} is enabled.")


@command.command("list")
@as_json_option
@in_application
def show(as_json: bool) -> None:
    """List every account with its role."""
    found = accounts.all_accounts()
    rows = [{name: getattr(account, name) for name in ("name", "role", "active")} for account in found]
    lines = [f"{account.name}\t{account.role}\t{'active' if account.active else 'disabled'}" for account in found]
    report(
        rows, lines or ["There is no account yet. Make one with `jalon accounts create NAME --role admin`."], as_json
    )


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _generated() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))
