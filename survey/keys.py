"""The keys of an installation: link tokens, receipt codes, pseudonyms and encrypted contact fields."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import tomllib
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from survey import private_files

NAMES = ("secret_key", "links", "receipts", "pseudonyms", "contacts")
KEY_BYTES = 32
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no i, l, o, u, so that a code read aloud or written by hand survives."""
TOKEN_LENGTH = 26
"""26 characters of 5 bits: 130 bits, more than anyone can guess."""
CODE_LENGTH = 10
SHORTEST_PSEUDONYM = 13


class KeyFileError(ValueError):
    """The key file cannot be used; the message says why and what to do."""


class Keyring:
    """Derives every secret from the keys of one file; bound by ``create_app``."""

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}

    def bind(self, keys: dict[str, bytes]) -> None:
        """Use these keys from now on."""
        self._keys = dict(keys)

    @property
    def secret_key(self) -> bytes:
        """The key that signs sessions and CSRF tokens."""
        return self._keys["secret_key"]

    def link_token(self, study: str, participant: str, wave: str, serial: int) -> str:
        """The unguessable token of one participant and wave; the same again each time it is asked for."""
        return _letters(self._mac("links", study, participant, wave, str(serial)), TOKEN_LENGTH)

    def open_token(self, study: str, wave: str, serial: int) -> str:
        """The token of a study's open link."""
        return _letters(self._mac("links", "open link", study, wave, str(serial)), TOKEN_LENGTH)

    def kiosk_token(self, study: str, wave: str, serial: int) -> str:
        """The token of a study's open link for a device that people share."""
        return _letters(self._mac("links", "kiosk link", study, wave, str(serial)), TOKEN_LENGTH)

    def receipt_code(self, submission: int, submit_key: str) -> str:
        """The code on a receipt; only who holds the submit key can have it made again."""
        return _letters(self._mac("receipts", str(submission), submit_key), CODE_LENGTH)

    def receipt_digest(self, submission: int, code: str) -> str:
        """What is stored to recognise a receipt code."""
        return self._mac("receipts", "digest", str(submission), code).hex()

    def pseudonym(self, study: str, kind: str, name: str) -> str:
        """A name that stands for a worker or a household, the same throughout one study."""
        return _letters(self._mac("pseudonyms", study, kind, name), SHORTEST_PSEUDONYM)

    def encrypt(self, text: str, place: str) -> bytes:
        """``text`` as AES-GCM ciphertext that can be read back only at the same ``place``."""
        return self.encrypt_bytes(text.encode(), place)

    def decrypt(self, ciphertext: bytes, place: str) -> str:
        """The text encrypted for ``place``; raises ``InvalidTag`` when it was moved or changed."""
        return self.decrypt_bytes(ciphertext, place).decode()

    def encrypt_bytes(self, content: bytes, place: str) -> bytes:
        """``content`` as AES-GCM ciphertext that can be read back only at the same ``place``."""
        nonce = os.urandom(12)
        return nonce + AESGCM(self._keys["contacts"]).encrypt(nonce, content, place.encode())

    def decrypt_bytes(self, ciphertext: bytes, place: str) -> bytes:
        """The content encrypted for ``place``; raises ``InvalidTag`` when it was moved or changed."""
        return AESGCM(self._keys["contacts"]).decrypt(ciphertext[:12], ciphertext[12:], place.encode())

    def _mac(self, name: str, *parts: str) -> bytes:
        message = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)
        return hmac.digest(self._keys[name], message, "sha256")


def _letters(digest: bytes, length: int) -> str:
    number = int.from_bytes(digest, "big")
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(length))


def digest_of(text: str) -> str:
    """SHA-256 of a token, as stored: the token itself is never kept."""
    return hashlib.sha256(text.encode()).hexdigest()


def new_key_file(path: Path) -> None:
    """Write a file of new random keys, readable by its owner alone; never over an existing one."""
    lines = ["# Keys of this installation. Keep a copy elsewhere: without them links and contacts are lost.\n"]
    lines += [f'{name} = "{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"\n' for name in NAMES]
    try:
        with private_files.new_file(path) as file:
            file.write("".join(lines).encode())
    except FileExistsError:
        raise KeyFileError(f"{path} exists already. Nothing was written, so that no key is lost.") from None
    except OSError as error:
        raise KeyFileError(f"The key file {path} cannot be written: {error.strerror}.") from None


def read_key_file(path: Path) -> dict[str, bytes]:
    """The keys in ``path``; refuses a file that others can read, or in which a key is missing or short."""
    try:
        mode = path.stat().st_mode
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise KeyFileError(f"The key file {path} does not exist. Make one with `jalon keys new`.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KeyFileError(f"The key file {path} is not readable as TOML: {error}.") from None
    except OSError as error:
        raise KeyFileError(
            f"The key file {path} cannot be read: {error.strerror}. Let the account that runs Jalon read it."
        ) from None
    if mode & private_files.OTHERS:
        raise KeyFileError(f"Others can read the key file {path}. Run `chmod 600` on it.")
    return {name: _key(path, name, entries.get(name)) for name in NAMES}


def _key(path: Path, name: str, entry: object) -> bytes:
    try:
        key = base64.b64decode(entry if isinstance(entry, str) else "", validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES or len(set(key)) < 8:
        raise KeyFileError(f"The key {name!r} in {path} is missing, too short or too simple. Run `jalon keys new`.")
    return key
