"""Accounts: sign-in tells nothing about unknown names, and every change ends the sessions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from argon2 import PasswordHasher, extract_parameters
from flask import Flask
from sqlalchemy import select

from survey.extensions import answers
from survey.store import accounts, audit, passwords
from survey.store.accounts import Account, AccountError
from survey.store.passwords import PasswordError
from survey.store.tables.accounts import AccountRow

PASSWORD = "quatre petits mots simples"
ANOTHER = "cinq autres mots bien longs"


@pytest.fixture(autouse=True)
def light_hashing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash with little work, so that only the test of time pays the full price."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1))
    passwords._hash_of_nobody.cache_clear()
    yield
    passwords._hash_of_nobody.cache_clear()


def create(name: str = "ada", role: str = "staff") -> Account:
    return accounts.create_account(name, role, PASSWORD, "test")


def stored_hash() -> str:
    with answers.reading() as session:
        return session.scalars(select(AccountRow.password_hash)).one()


def test_an_account_signs_in_with_its_password(app: Flask) -> None:
    made = create()
    assert accounts.verify("ada", PASSWORD) == made == Account(made.id, "ada", "staff", True, 1)
    assert accounts.account(made.id) == made
    assert PASSWORD not in stored_hash()


def test_a_name_is_one_name_however_it_is_typed(app: Flask) -> None:
    create("Ada@Example.org")
    assert accounts.verify(" ada@example.ORG ", PASSWORD) is not None
    with pytest.raises(AccountError, match="exists already"):
        create("ADA@example.org")


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ada", ANOTHER),
        ("eve", PASSWORD),
        ("", PASSWORD),
        ("no name at all", PASSWORD),
        ("ada", ""),
        ("ada", "x" * 9999),
    ],
)
def test_a_wrong_name_or_password_signs_in_to_nothing(app: Flask, name: str, password: str) -> None:
    create()
    assert accounts.verify(name, password) is None


def test_a_disabled_account_does_not_sign_in_until_it_is_enabled(app: Flask) -> None:
    create()
    accounts.set_active("ada", False, "test")
    assert accounts.verify("ada", PASSWORD) is None
    accounts.set_active("ada", True, "test")
    assert accounts.verify("ada", PASSWORD) is not None


@pytest.mark.parametrize(
    ("change", "logged"),
    [
        (lambda: accounts.change_password("ada", ANOTHER, "test"), "password changed"),
        (lambda: accounts.reset_password("ada", ANOTHER, "test"), "password reset"),
        (lambda: accounts.set_role("ada", "researcher", "test"), "role set to researcher"),
        (lambda: accounts.set_active("ada", False, "test"), "account disabled"),
        (lambda: accounts.end_sessions("ada", "test"), "sessions ended"),
    ],
    ids=["change", "reset", "role", "disable", "end"],
)
def test_every_change_ends_the_sessions_and_is_logged(app: Flask, change: Callable[[], Account], logged: str) -> None:
    before = create()
    assert change().session_serial == before.session_serial + 1
    entry = audit.entries()[-1]
    assert (entry.action, entry.detail) == (logged, {"account": "ada"})


def test_after_a_reset_only_the_new_password_signs_in(app: Flask) -> None:
    create()
    accounts.reset_password("ada", ANOTHER, "test")
    assert accounts.verify("ada", PASSWORD) is None
    assert accounts.verify("ada", ANOTHER) is not None


def test_a_refused_password_makes_no_account(app: Flask) -> None:
    with pytest.raises(PasswordError):
        accounts.create_account("ada", "staff", "short", "test")
    assert accounts.all_accounts() == []


@pytest.mark.parametrize(("name", "role", "words"), [("a b", "staff", "one word"), ("ada", "chief", "not a role")])
def test_wrong_names_and_roles_are_said(app: Flask, name: str, role: str, words: str) -> None:
    with pytest.raises(AccountError, match=words):
        create(name, role)


def test_changing_an_unknown_account_is_said(app: Flask) -> None:
    with pytest.raises(AccountError, match="No account is called 'eve'"):
        accounts.set_role("eve", "admin", "test")


def test_a_hash_with_old_parameters_is_renewed_at_sign_in(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    create()
    before = stored_hash()
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=2048, parallelism=1))
    assert accounts.verify("ada", PASSWORD) is not None
    assert stored_hash() != before
    assert not passwords.is_outdated(stored_hash())
    assert accounts.verify("ada", PASSWORD) is not None


class NotingHasher(PasswordHasher):
    """Does its work, and notes how much each password cost."""

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.noted = [*getattr(self, "noted", []), extract_parameters(str(hash))]
        return super().verify(hash, password)


@pytest.mark.parametrize("name", ["ada", "eve", "nobody", "!"])
def test_unknown_disabled_and_known_names_cost_the_same_work(
    name: str, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher = NotingHasher()
    monkeypatch.setattr(passwords, "HASHER", hasher)
    create()
    create("eve")
    accounts.set_active("eve", False, "test")
    assert accounts.verify(name, ANOTHER) is None
    assert hasher.noted == [extract_parameters(PasswordHasher().hash(ANOTHER))]
