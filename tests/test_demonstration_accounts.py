"""The password that everyone knows is found whatever the account is called."""

from __future__ import annotations

from flask import Flask

from survey import demonstration_accounts
from survey.store import accounts


def test_the_known_password_is_found_under_any_name(app: Flask) -> None:
    accounts.create_account("marie", "staff", demonstration_accounts.PASSWORD, "test")
    accounts.create_account("paul", "admin", "four-words-of-my-own", "test")
    accounts.create_account("luc", "admin", demonstration_accounts.PASSWORD, "test")
    accounts.set_active("luc", False, "test")
    assert demonstration_accounts.still_known() == ["marie"]
