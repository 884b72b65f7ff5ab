"""Passwords: long, uncommon, no composition rule; hashed with Argon2id."""

from __future__ import annotations

import pytest
from conftest import EARNEST

from survey.store import passwords
from survey.store.passwords import PasswordError


@pytest.mark.parametrize(
    "password",
    ["quatre petits mots simples", "aaaaabbbbbccccc", "كلمات كثيرة هنا معا", "lettersonlyhere", "7291 0482 6635 rue"],
)
def test_long_uncommon_passwords_are_accepted_whatever_they_are_made_of(password: str) -> None:
    passwords.check(password, "ada")


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("onze lettre", "fewer than 12"),
        ("x" * 1025, "more than 1024"),
        ("Ada.Lovelace.1815", "account's name"),
        ("123456789012", "tried first"),
        ("motdepasse2026", "tried first"),
        ("Password1234!", "tried first"),
        ("Contraseña 2026", "tried first"),
        ("abababababab", "tried first"),
        ("azertyuiop12", "tried first"),
        ("1qaz2wsx3edc", "tried first"),
    ],
)
def test_short_common_and_own_names_are_refused(password: str, words: str) -> None:
    with pytest.raises(PasswordError, match=words):
        passwords.check(password, "ada.lovelace.1815")


def test_a_hash_takes_what_the_standard_asks_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 9106, second recommendation: 64 MiB, three passes, four lanes; tests elsewhere hash with less."""
    monkeypatch.setattr(passwords, "HASHER", EARNEST)
    password_hash = passwords.hashed("quatre petits mots")
    assert "$m=65536,t=3,p=4$" in password_hash
    assert passwords.matches(password_hash, "quatre petits mots")
    assert not passwords.is_outdated(password_hash)


def test_a_hash_is_argon2id_and_knows_its_password() -> None:
    password_hash = passwords.hashed("quatre petits mots")
    assert password_hash.startswith("$argon2id$")
    assert passwords.matches(password_hash, "quatre petits mots")
    assert not passwords.matches(password_hash, "quatre petits maux")


def test_one_password_typed_in_two_forms_is_one_password() -> None:
    assert passwords.matches(passwords.hashed("cafe\u0301 cre\u0300me noir"), "café crème noir")


@pytest.mark.parametrize("password_hash", [None, "", "no hash"])
def test_without_a_hash_nothing_matches(password_hash: str | None) -> None:
    assert not passwords.matches(password_hash, "")
    assert not passwords.matches(password_hash, "quatre petits mots")
