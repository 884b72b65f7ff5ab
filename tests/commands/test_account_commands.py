"""Accounts at the command line: a password is typed or piped, never an argument, never shown unasked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey import create_app
from survey.commands.accounts import command
from survey.store import accounts, audit

Run = Callable[..., Result]
PASSWORD = "quatre petits mots simples"


@pytest.fixture
def run(installation: Path) -> Run:
    """Run `jalon accounts` in an installation without accounts."""

    def call(*words: str, typed: str = "") -> Result:
        return CliRunner().invoke(command, words, input=typed, catch_exceptions=False)

    return call


def signs_in(name: str, password: str) -> bool:
    with create_app().app_context():
        return accounts.verify(name, password) is not None


def test_a_password_is_asked_twice_and_not_shown(run: Run) -> None:
    made = run("create", "ada", "--role", "admin", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert (made.exit_code, PASSWORD in made.output) == (0, False)
    assert signs_in("ada", PASSWORD)


def test_a_password_comes_through_standard_input(run: Run) -> None:
    assert run("create", "ada", "--role", "staff", "--password-stdin", typed=f"{PASSWORD}\n").exit_code == 0
    assert signs_in("ada", PASSWORD)


def test_a_refused_password_makes_no_account(run: Run) -> None:
    result = run("create", "ada", "--role", "staff", "--password-stdin", typed="short\n")
    assert (result.exit_code, "fewer than 12" in result.output) == (1, True)
    assert json.loads(run("list", "--json").stdout) == []


def test_a_generated_password_is_printed_once_and_signs_in(run: Run) -> None:
    run("create", "ada", "--role", "staff", "--password-stdin", typed=PASSWORD)
    result = run("reset", "ada", "--generate")
    assert signs_in("ada", result.stdout.splitlines()[-1])
    assert not signs_in("ada", PASSWORD)


def test_roles_and_closing_are_listed_and_logged(run: Run) -> None:
    run("create", "ada", "--role", "staff", "--password-stdin", typed=PASSWORD)
    for words in (("role", "ada", "researcher"), ("disable", "ada"), ("enable", "ada"), ("disable", "ada")):
        assert run(*words).exit_code == 0
    assert json.loads(run("list", "--json").stdout) == [{"name": "ada", "role": "researcher", "active": False}]
    assert run("list").output == "ada\tresearcher\tdisabled\n"
    with create_app().app_context():
        logged = audit.entries()
    assert [entry.action for entry in logged][-2:] == ["account enabled", "account disabled"]
    assert all(entry.actor.startswith("command line (") for entry in logged)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("disable", "eve"), 1, "No account is called 'eve'"),
        (("role", "eve", "chief"), 2, "'chief' is not one of"),
        (("reset", "eve", "--generate", "--password-stdin"), 2, "one of both"),
    ],
)
def test_mistakes_are_said_plainly(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    result = run(*words)
    assert (result.exit_code, said in result.output) == (code, True)
