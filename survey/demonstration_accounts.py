"""The accounts of the demonstration, whose password is known to everyone: refused in a real installation."""

from __future__ import annotations

from survey.store import accounts

ROLES = {"admin": "admin", "researcher": "researcher", "staff": "staff"}
"""The role of each account by its name."""
PASSWORD = "jalon-demonstration"  # noqa: S105 - it is printed at every start, and listens on loopback alone


def create_missing(actor: str) -> None:
    """Create the accounts that are not there yet."""
    known = {account.name for account in accounts.all_accounts()}
    for name, role in ROLES.items():
        if name not in known:
            accounts.create_account(name, role, PASSWORD, actor)


def still_known() -> list[str]:
    """The accounts that anyone could sign in to, because they have the password of the demonstration."""
    active = [account.name for account in accounts.all_accounts() if account.active]
    return [name for name in active if accounts.verify(name, PASSWORD) is not None]
