"""Signing in for the tests of staff pages, and reading their HTML."""

from __future__ import annotations

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from survey.store import accounts

PASSWORD = "quatre mots bien choisis"


def page(response: TestResponse) -> BeautifulSoup:
    """The page of a response."""
    return BeautifulSoup(response.text, "html.parser")


def token(client: FlaskClient, address: str) -> str:
    """The CSRF token of a page."""
    field = page(client.get(address)).select_one('input[name=".csrf"]')
    if field is None:
        raise LookupError(f"{address} has no form")
    return str(field["value"])


def post(client: FlaskClient, address: str, **entries: str) -> TestResponse:
    """Send a form as a browser would, with the token that the sign-in page gives."""
    return client.post(address, data={".csrf": token(client, "/staff/sign-in"), **entries})


def sign_in(client: FlaskClient, role: str, name: str = "") -> FlaskClient:
    """Make an account of this role and sign it in."""
    account = accounts.create_account(name or f"{role}.one", role, PASSWORD, "test")
    answer = post(client, "/staff/sign-in", name=account.name, password=PASSWORD)
    if answer.status_code != 303:
        raise AssertionError(answer.text)
    return client
