"""Every role at every address: the table decides, and what it does not list is refused."""

from __future__ import annotations

import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from kept_interviews import interview
from open_answers_study import asking, said
from signed_in import PASSWORD, sign_in
from staff_study import published

from survey.extensions import limiter
from survey.privacy import access
from survey.store import accounts, codes
from survey.store.codes import NewCode
from survey.voices.answer_sources import bring_in

VALUES = {
    "study": "tiny",
    "wave": "post",
    "number": 1,
    "turn": 1,
    "guid": "none",
    "code": 1,
    "chart": "flow",
    "token": "0" * 26,
    "anything": "x",
    "name": "photo-0.jpg",
    "filename": "jalon.css",
    "subject": "theme",
    "scale": "wellbeing",
}
NEVER_HERE = {"study": "other"}
ALLOWED = {200, 303, 404, 422}
"""What an address answers to who may open it; the 404 are links that nobody was given."""
NAMES_ONE_THING = (
    *("downloads.sent_file", "coding.mark_of", "joint.inference", "joint.write", "joint.confirm"),
    *("joint.slope", "joint.slope_picture", "joint.slope_paper", "joint.quote"),
    *("joint.passport", "joint.decide"),
)
"""There is no file, no mark, no theme and no pair of this name: tests of their own ask for those that there are."""
CHECKS_ITS_TOKEN = (("interviews.upload", 400), ("exchange.bring", 400))
"""They take large bodies, so they check the token themselves, after the role, also where that is switched off here."""


@pytest.fixture(autouse=True)
def no_throttle(app: Flask) -> None:
    limiter.reset()


def answers_brought_in() -> None:
    """Let the study of these tests have open answers, too, so that there is something at their addresses."""
    record = asking()
    said(record, a="Merci")
    bring_in(record, "test")


def addresses(app: Flask) -> list[tuple[str, str, str]]:
    """Every endpoint with a method and an address, from the URL map."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            address = app.url_for(rule.endpoint, **{name: VALUES[name] for name in rule.arguments})
            found += [(rule.endpoint, method, address) for method in sorted(rule.methods & {"GET", "POST"})]
    return found


def test_every_endpoint_is_listed_and_nothing_else(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(access.ENDPOINTS)


def asked_for(client: FlaskClient, method: str, address: str) -> int:
    """The status of an address; figures that are being computed are asked for again when they say, a minute long."""
    for _ in range(30):
        with client.open(address, method=method) as answer:
            if answer.status_code != 503 or "Retry-After" not in answer.headers:
                return answer.status_code
            time.sleep(float(answer.headers["Retry-After"]))
    return 503


@pytest.mark.parametrize("role", [access.NOBODY, "staff", "researcher", "admin", "disabled"])
def test_every_role_at_every_address(app: Flask, role: str) -> None:
    record = published()
    interview(record, 1, released=True)
    answers_brought_in()
    (code,) = codes.add(record, [NewCode("holds another")], "test")
    codes.add(record, [NewCode("held", parent=code.id)], "test")
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    if role:
        sign_in(client, "researcher" if role == "disabled" else role, name="one")
    if role == "disabled":
        accounts.set_active("one", False, "test")
    acting = access.NOBODY if role == "disabled" else role
    signing_out_last = sorted(addresses(app), key=lambda each: each[0] == "account.sign_out")
    for endpoint, method, address in signing_out_last:
        status = asked_for(client, method, address)
        told = f"{role or 'nobody'} {method} {address} ({endpoint}): {status}"
        if acting in access.ENDPOINTS[endpoint]:
            assert status in ALLOWED or (endpoint, status) in CHECKS_ITS_TOKEN, told
            assert status != 404 or endpoint.startswith("respond.") or endpoint in NAMES_ONE_THING, told
        else:
            assert status == (303 if acting == access.NOBODY else 404), told


@pytest.mark.parametrize("role", ["staff", "researcher", "admin"])
def test_a_study_or_wave_that_does_not_exist_is_not_found(app: Flask, role: str) -> None:
    published()
    app.config["WTF_CSRF_ENABLED"] = False
    client = sign_in(app.test_client(), role)
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "study" not in rule.arguments:
                continue
            address = app.url_for(rule.endpoint, **{name: (VALUES | NEVER_HERE)[name] for name in rule.arguments})
            for method in sorted(rule.methods & {"GET", "POST"}):
                assert client.open(address, method=method).status_code == 404, f"{method} {address}"
    assert client.post("/staff/tiny/waves/never").status_code == 404


def test_no_address_of_staff_answers_a_post_without_its_token(app: Flask) -> None:
    published()
    client = sign_in(app.test_client(), "researcher")
    for endpoint, method, address in addresses(app):
        if method == "POST" and address.startswith("/staff"):
            assert client.post(address).status_code == 400, endpoint


def test_passwords_are_never_in_a_page(app: Flask) -> None:
    client = sign_in(app.test_client(), "staff")
    assert PASSWORD not in client.get("/staff/password").text
