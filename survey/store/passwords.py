"""Which passwords are accepted, and how they are hashed and recognised."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from survey.password_limits import LONGEST, SHORTEST

HASHER = PasswordHasher()

_WORDS = """
azertyuiop azertyuiopqsdfghjklm azertyuiopqsdfgh qwertyuiop qwertyuiopasdfghjkl qwertyuiopasdf qwertzuiop
qwerty azerty 1qaz2wsx3edc 1q2w3e4r5t6y 1q2w3e4r5t6y7u8i abcdefghijkl abcdefghijklm abcdefghijklmnop
abcdefghijklmnopqrstuvwxyz motdepasse monmotdepasse motdepassemotdepasse password passwordpassword mypassword
thisismypassword passw0rd p@ssw0rd contrasena contraseña micontrasena micontraseña clave claveclave
administrateur administrator administrador admin adminadmin adminadminadmin root letmein letmeinletmein
welcome welcomewelcome bienvenue bienvenido bienvenida bonjour bonjourbonjour changeme changemechangeme
changezmoi cambiame iloveyou iloveyouiloveyou jetaime jetaimejetaime tequiero tequieromucho doudou loulou
soleil princesse princesa superman batman football futbol barcelona realmadrid olympique marseille parissaint
correcthorsebatterystaple trustno secret secretsecret jalon jalonjalon jalonjalonjalon statistics
كلمةالسر كلمةالمرور كلمةسر مرحبا
"""
COMMON = frozenset(_WORDS.split())
"""Common passwords without the figures and signs people add to them."""


class PasswordError(ValueError):
    """The password cannot be used; the message says why."""


def check(password: str, name: str) -> None:
    """Raise ``PasswordError`` unless ``password`` is long enough, uncommon and not the account's name."""
    text = normal(password)
    if len(text) < SHORTEST:
        raise PasswordError(f"The password has fewer than {SHORTEST} characters. Four words together are a good one.")
    if len(text) > LONGEST:
        raise PasswordError(f"The password has more than {LONGEST} characters.")
    if _folded(text) == _folded(name):
        raise PasswordError("The password is the account's name. Choose another.")
    if _is_common(_folded(text)):
        raise PasswordError("This password is among those that are tried first. Four words together are a better one.")


def hashed(password: str) -> str:
    """The Argon2id hash to store."""
    return HASHER.hash(normal(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether ``password`` belongs to the hash; the same work without one, so that time tells nothing."""
    nobody = _hash_of_nobody()  # made at the first sign-in whatever its name
    known = nobody if password_hash is None else password_hash
    try:
        return HASHER.verify(known, normal(password[: LONGEST + 1])) and known is not nobody
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(password_hash)


def normal(password: str) -> str:
    """NFKC, so that one password typed on two keyboards is one password."""
    return unicodedata.normalize("NFKC", password)


def _folded(text: str) -> str:
    return "".join(normal(text).casefold().split())


def _is_common(folded: str) -> bool:
    """One sign or two over and over, a run of figures, or a common word with figures and signs around it."""
    letters = folded.strip("0123456789!?.,;:*-+_@#$%&/=")
    return len(set(folded)) < 3 or not letters or not COMMON.isdisjoint((folded, letters))


@cache
def _hash_of_nobody() -> str:
    return HASHER.hash(secrets.token_urlsafe())
