"""Signing in and out: sessions, throttling, languages, one's own password."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from signed_in import PASSWORD, page, post, sign_in
from werkzeug.test import TestResponse

from survey.store import accounts, passwords


def test_signing_in_leads_to_the_studies(client: FlaskClient) -> None:
    accounts.create_account("ana", "staff", PASSWORD, "test")
    answer = post(client, "/staff/sign-in", name="ana", password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/staff/")


@pytest.mark.parametrize(("name", "password"), [("ana", "wrong password"), ("nobody", PASSWORD), ("closed", PASSWORD)])
def test_what_is_wrong_is_never_told_apart(client: FlaskClient, name: str, password: str) -> None:
    accounts.create_account("ana", "staff", PASSWORD, "test")
    accounts.create_account("closed", "staff", PASSWORD, "test")
    accounts.set_active("closed", False, "test")
    answer = post(client, "/staff/sign-in", name=name, password=password)
    told = [item.text for item in page(answer).find(role="alert").select("li")]
    assert (answer.status_code, len(told)) == (422, 1)
    assert told == [item.text for item in page(_failed(client)).find(role="alert").select("li")]


def _failed(client: FlaskClient) -> TestResponse:
    return post(client, "/staff/sign-in", name="someone.else", password="another wrong one")


def test_an_unknown_account_costs_the_same_hashing(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts.create_account("ana", "staff", PASSWORD, "test")
    hashed: list[str] = []

    class Counting:
        def __getattr__(self, name: str) -> object:
            return getattr(hasher, name)

        def verify(self, password_hash: str, password: str) -> bool:
            hashed.append(password_hash.rsplit("$", 2)[0])  # the parameters of the work
            return hasher.verify(password_hash, password)

    hasher = passwords.HASHER
    monkeypatch.setattr(passwords, "HASHER", Counting())
    post(client, "/staff/sign-in", name="ana", password="wrong")
    post(client, "/staff/sign-in", name="nobody", password="wrong")
    assert len(hashed) == 2 and hashed[0] == hashed[1]


def test_the_session_is_renewed_at_sign_in(client: FlaskClient) -> None:
    post(client, "/staff/language", language="ar")
    with client.session_transaction() as before:
        old_token = before[".csrf"]
        before["left"] = "by somebody else"
    sign_in(client, "staff")
    with client.session_transaction() as after:
        assert after.get(".csrf") != old_token
        assert "left" not in after and after["language"] == "ar"


def test_signing_out_ends_every_copy_of_the_session(app: Flask, client: FlaskClient) -> None:
    sign_in(client, "staff")
    cookie = client.get_cookie("jalon")
    assert cookie is not None
    post(client, "/staff/sign-out")
    thief = app.test_client()
    thief.set_cookie("jalon", cookie.value)
    assert thief.get("/staff/").location == "/staff/sign-in"


@pytest.mark.parametrize("change", ["role", "password", "disabled"])
def test_a_changed_account_ends_its_sessions(client: FlaskClient, change: str) -> None:
    sign_in(client, "staff", name="ana")
    assert client.get("/staff/").status_code == 200
    if change == "role":
        accounts.set_role("ana", "researcher", "test")
    elif change == "password":
        accounts.reset_password("ana", "another four words here", "test")
    else:
        accounts.set_active("ana", False, "test")
    assert client.get("/staff/").location == "/staff/sign-in"


def test_a_session_ends_after_half_a_day(client: FlaskClient) -> None:
    sign_in(client, "staff")
    with client.session_transaction() as session:
        session["signed_in_at"] -= 12 * 3600 + 1
    assert client.get("/staff/").location == "/staff/sign-in"


def test_changing_ones_password_keeps_this_session_and_ends_others(app: Flask, client: FlaskClient) -> None:
    sign_in(client, "staff", name="ana")
    other = app.test_client()
    post(other, "/staff/sign-in", name="ana", password=PASSWORD)
    new = "cinq autres mots tout neufs"
    answer = post(client, "/staff/password", current=PASSWORD, new=new, again=new)
    assert answer.status_code == 303
    assert client.get("/staff/").status_code == 200
    assert other.get("/staff/").status_code == 303
    assert accounts.verify("ana", new) is not None


@pytest.mark.parametrize(
    ("current", "new", "again", "field"),
    [
        ("wrong wrong wrong", "quatre mots tout neufs", "quatre mots tout neufs", "current"),
        (PASSWORD, "short", "short", "new"),
        (PASSWORD, "motdepasse123", "motdepasse123", "new"),
        (PASSWORD, "quatre mots tout neufs", "quatre mots", "again"),
    ],
)
def test_a_password_that_cannot_be_taken_is_told_at_its_field(
    client: FlaskClient, current: str, new: str, again: str, field: str
) -> None:
    sign_in(client, "staff", name="ana")
    answer = post(client, "/staff/password", current=current, new=new, again=again)
    found = page(answer)
    assert answer.status_code == 422
    wrong = [each["name"] for each in found.select('[aria-invalid="true"]')]
    assert wrong == [field]
    assert [link["href"] for link in found.find(role="alert").select("a")] == [f"#{field}"]
    assert current not in answer.text and new not in answer.text


def test_tries_are_throttled_by_name_and_network(client: FlaskClient) -> None:
    accounts.create_account("ana", "staff", PASSWORD, "test")
    statuses = [post(client, "/staff/sign-in", name="ana", password="wrong").status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    assert post(client, "/staff/sign-in", name="ana", password=PASSWORD).status_code == 429
    assert post(client, "/staff/sign-in", name="bo", password="wrong").status_code == 422


def test_a_forged_forwarding_header_changes_nothing(client: FlaskClient) -> None:
    accounts.create_account("ana", "staff", PASSWORD, "test")
    for _ in range(5):
        post(client, "/staff/sign-in", name="ana", password="wrong")
    entries = {"name": "ana", "password": "wrong"}
    found = page(client.get("/staff/sign-in")).select_one('input[name=".csrf"]')
    answer = client.post(
        "/staff/sign-in", data={".csrf": found["value"], **entries}, headers={"X-Forwarded-For": "203.0.113.9"}
    )
    assert answer.status_code == 429


def test_good_sign_ins_are_not_counted(client: FlaskClient) -> None:
    accounts.create_account("ana", "staff", PASSWORD, "test")
    statuses = [post(client, "/staff/sign-in", name="ana", password=PASSWORD).status_code for _ in range(7)]
    assert statuses == [303] * 7


def test_the_language_of_staff_pages_can_be_chosen(client: FlaskClient) -> None:
    answer = post(client, "/staff/language", language="ar", page="/staff/sign-in")
    assert answer.location == "/staff/sign-in"
    html = page(client.get("/staff/sign-in")).html
    assert (html["lang"], html["dir"]) == ("ar", "rtl")


@pytest.mark.parametrize(
    "there",
    ["https://elsewhere.example/", "//elsewhere.example", "/staff//x", "/r/x", "/staff/\\x", f"/staff/{'a' * 5000}!"],
)
def test_choosing_a_language_never_leads_elsewhere(client: FlaskClient, there: str) -> None:
    assert post(client, "/staff/language", language="ar", page=there).location == "/staff/"


def test_the_sign_in_form_is_named_and_labelled(client: FlaskClient) -> None:
    found = page(client.get("/staff/sign-in"))
    assert found.h1 is not None and len(found.select("h1")) == 1
    for field in found.select("main input:not([type=hidden])"):
        assert found.select_one(f'label[for="{field["id"]}"]') is not None
    assert found.select_one("input[name=password]")["autocomplete"] == "current-password"
