"""Headers and cookies of every page."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from flask import Flask

from survey import create_app, extensions
from survey.config import Settings

PAGES = ["/", "/r/unknown", "/staff/sign-in", "/nowhere"]


@pytest.fixture
def behind_proxy(settings: Settings) -> Iterator[Flask]:
    yield create_app(dataclasses.replace(settings, proxies=1, demonstration=False))
    for database in (extensions.answers, extensions.contacts):
        database.close()


@pytest.mark.parametrize("path", PAGES)
def test_pages_run_no_foreign_script_and_are_not_stored(client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_static_files_are_kept_for_ever(client) -> None:
    with client.get("/static/jalon.css") as answer:
        assert "immutable" in answer.headers["Cache-Control"]


def test_behind_a_proxy_cookies_are_bound_to_the_host_and_to_tls(behind_proxy: Flask) -> None:
    answer = behind_proxy.test_client().get("/", headers={"X-Forwarded-Proto": "https"})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-") and "Secure" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert "Domain=" not in cookie and "Path=/" in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
