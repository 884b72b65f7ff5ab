"""Key files are private and strong; tokens differ by everything they stand for; ciphertext stays in its place."""

from __future__ import annotations

import secrets
import stat
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from survey.keys import NAMES, KeyFileError, Keyring, new_key_file, read_key_file


@pytest.fixture
def keyring() -> Keyring:
    ring = Keyring()
    ring.bind({name: secrets.token_bytes(32) for name in NAMES})
    return ring


def test_a_new_key_file_is_for_its_owner_alone_and_is_read_back(tmp_path: Path) -> None:
    new_key_file(tmp_path / "keys.toml")
    assert stat.S_IMODE((tmp_path / "keys.toml").stat().st_mode) == 0o600
    assert set(read_key_file(tmp_path / "keys.toml")) == set(NAMES)


def test_an_existing_key_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "keys.toml").write_text("precious")
    with pytest.raises(KeyFileError, match="exists already"):
        new_key_file(tmp_path / "keys.toml")
    assert (tmp_path / "keys.toml").read_text() == "precious"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("links = ", "lines = "), "'links'"),
        (lambda text: text.replace(text.split('links = "')[1].split('"')[0], "AAAA"), "'links'"),
        (lambda text: text.replace(text.split('links = "')[1].split('"')[0], "A" * 43 + "="), "'links'"),
        (lambda text: "links", "TOML"),
    ],
)
def test_missing_short_and_simple_keys_are_refused(tmp_path: Path, change, words: str) -> None:
    path = tmp_path / "keys.toml"
    new_key_file(path)
    path.write_text(change(path.read_text()))
    with pytest.raises(KeyFileError, match=words):
        read_key_file(path)


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    new_key_file(tmp_path / "keys.toml")
    (tmp_path / "keys.toml").chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod 600"):
        read_key_file(tmp_path / "keys.toml")


def test_tokens_have_130_bits_and_differ_by_study_participant_wave_and_serial(keyring: Keyring) -> None:
    asked = [
        ("s", "p", "w", 1),
        ("t", "p", "w", 1),
        ("s", "q", "w", 1),
        ("s", "p", "x", 1),
        ("s", "p", "w", 2),
        ("sp", "", "w", 1),
    ]
    tokens = {keyring.link_token(*each) for each in asked}
    assert len(tokens) == len(asked) and {len(token) for token in tokens} == {26}
    assert keyring.link_token("s", "p", "w", 1) in tokens


def test_a_ciphertext_moved_to_another_place_is_refused(keyring: Keyring) -> None:
    hidden = keyring.encrypt("Amina", "contact_field/s/1/name")
    assert keyring.decrypt(hidden, "contact_field/s/1/name") == "Amina"
    with pytest.raises(InvalidTag):
        keyring.decrypt(hidden, "contact_field/s/2/name")
