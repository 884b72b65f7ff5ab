"""Staff accounts: made, signed in to, changed and closed; every change ends the sessions it must end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store import audit, passwords
from survey.store.clock import now
from survey.store.tables.accounts import AccountRow

ROLES = ("admin", "researcher", "staff")
_NAME = re.compile(r"[\w][\w.@+-]{0,63}")


class AccountError(ValueError):
    """The account cannot be made or changed; the message says why."""


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who may sign in. A session holds id and serial; another serial has ended it."""

    id: int
    name: str
    role: str
    active: bool
    session_serial: int


def create_account(name: str, role: str, password: str, actor: str) -> Account:
    """A new account; raises ``AccountError`` or ``PasswordError``."""
    known = normal_name(name)
    _check_role(role)
    passwords.check(password, known)
    password_hash, moment = passwords.hashed(password), now()
    with answers.writing() as session:
        if _row(session, known) is not None:
            raise AccountError(
                f"The account {known!r} exists already. Change it with `jalon accounts reset` or `role`."
            )
        row = AccountRow(
            name=known,
            role=role,
            password_hash=password_hash,
            active=True,
            session_serial=1,
            created_at=moment,
            password_changed_at=moment,
        )
        session.add(row)
        audit.record(session, actor, "account created", "", {"account": known, "role": role})
        session.flush()
        return _account(row)


def verify(name: str, password: str) -> Account | None:
    """The account that this name and password sign in to; None for a wrong one, an unknown or a disabled account."""
    try:
        known = normal_name(name)
    except AccountError:
        known = ""
    with answers.reading() as session:
        row = session.scalar(select(AccountRow).where(AccountRow.name == known))
        password_hash = row.password_hash if row is not None and row.active else None
    if not passwords.matches(password_hash, password) or row is None:
        return None
    if passwords.is_outdated(row.password_hash):
        _rehash(row.id, row.password_hash, password)
    return _account(row)


def account(account_id: int) -> Account | None:
    """The account stored under this number, whether active or not."""
    with answers.reading() as session:
        row = session.get(AccountRow, account_id)
        return None if row is None else _account(row)


def all_accounts() -> list[Account]:
    """Every account, by name."""
    with answers.reading() as session:
        return [_account(row) for row in session.scalars(select(AccountRow).order_by(AccountRow.name))]


def change_password(name: str, password: str, actor: str, action: str = "password changed") -> Account:
    """Set another password; every session of the account ends."""
    known = normal_name(name)
    passwords.check(password, known)
    password_hash = passwords.hashed(password)

    def change(row: AccountRow) -> None:
        row.password_hash, row.password_changed_at = password_hash, now()

    return _changed(known, change, actor, action)


def reset_password(name: str, password: str, actor: str) -> Account:
    """Set the password of somebody else's account; every session of it ends."""
    return change_password(name, password, actor, "password reset")


def set_role(name: str, role: str, actor: str) -> Account:
    """Give the account another role; every session of it ends."""
    _check_role(role)

    def change(row: AccountRow) -> None:
        row.role = role

    return _changed(normal_name(name), change, actor, f"role set to {role}")


def set_active(name: str, active: bool, actor: str) -> Account:
    """Disable or enable the account; every session of it ends."""

    def change(row: AccountRow) -> None:
        row.active = active

    return _changed(normal_name(name), change, actor, "account enabled" if active else "account disabled")


def end_sessions(name: str, actor: str) -> Account:
    """End every session of the account, as signing out everywhere does."""
    return _changed(normal_name(name), lambda row: None, actor, "sessions ended")


def normal_name(name: str) -> str:
    """The name as stored: NFKC, lower case; raises ``AccountError`` when it cannot be one."""
    known = unicodedata.normalize("NFKC", name).strip().casefold()
    if not _NAME.fullmatch(known):
        raise AccountError("An account's name is one word of at most 64 letters, figures and . @ + - _")
    return known


def _changed(name: str, change: Callable[[AccountRow], None], actor: str, action: str) -> Account:
    with answers.writing() as session:
        row = _row(session, name)
        if row is None:
            raise AccountError(f"No account is called {name!r}. `jalon accounts list` shows them all.")
        change(row)
        row.session_serial += 1
        audit.record(session, actor, action, "", {"account": name})
        session.flush()
        return _account(row)


def _rehash(account_id: int, before: str, password: str) -> None:
    """Keep the password with today's parameters, unless it was changed a moment ago."""
    password_hash = passwords.hashed(password)
    with answers.writing() as session:
        row = session.get(AccountRow, account_id)
        if row is not None and row.password_hash == before:
            row.password_hash = password_hash


def _row(session: Session, name: str) -> AccountRow | None:
    """The row to be changed; who changes it at the same moment waits."""
    return session.scalar(select(AccountRow).where(AccountRow.name == name).with_for_update())


def _account(row: AccountRow) -> Account:
    return Account(row.id, row.name, row.role, row.active, row.session_serial)


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise AccountError(f"{role!r} is not a role. Roles: {', '.join(ROLES)}.")
