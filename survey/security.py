"""Response headers, the content security policy with its nonce, cookies and limits of a request."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask import Flask, Request, Response, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from survey.config import Settings
from survey.extensions import csrf

LARGEST_REQUEST = 1024 * 1024
LARGEST_UPLOAD = 25 * LARGEST_REQUEST
"""What an address that takes files lets through, once it is known who sends them."""
MOST_FIELDS = 2000
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
YEAR = 365 * 24 * 3600
LASTING = {"static", "dashboard.script"}
"""What browsers keep for ever: its address changes with its content, and it holds nothing of anybody."""
LASTING_APART = {"respond.media", "respond.open_media"}
"""The same under somebody's link, which no cache between them and here needs to know."""


def cookies_and_limits(settings: Settings) -> dict[str, Any]:
    """Flask's configuration of cookies, tokens and request sizes."""
    secure = settings.tls or settings.proxies > 0
    return {
        "SECRET_KEY": settings.keys["secret_key"],
        "SESSION_COOKIE_NAME": "__Host-jalon" if secure else "jalon",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_FIELD_NAME": ".csrf",  # no question can be called so
        "WTF_CSRF_SSL_STRICT": False,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "MAX_FORM_PARTS": MOST_FIELDS,
        "RATELIMIT_HEADERS_ENABLED": False,
        "SEND_FILE_MAX_AGE_DEFAULT": YEAR,
    }


def takes_upload() -> bool:
    """Let a request be as large as files may be, then check its token; false where it is larger still.

    For views that are exempt from the check before every view, since that one reads the body under the limit of
    ordinary pages: there the role was looked at first, then the limit is raised here, then the same check is made.
    """
    request.max_content_length = LARGEST_UPLOAD
    try:
        csrf.protect()
    except RequestEntityTooLarge:
        return False
    return True


class InMemoryRequest(Request):
    """A request whose files stay in memory: what is kept encrypted never lies unencrypted on a disk on its way.

    ``open_stream`` gives another place to an address that takes larger ones.
    """

    open_stream: Callable[[], Any] = BytesIO

    def _get_file_stream(self, *_sizes_and_names: Any, **_more: Any) -> Any:
        return self.open_stream()


class PathlessLogger(logging.Filter):
    """Keeps tokens out of the log: an exception is told with its endpoint, never with its path."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite Flask's "Exception on /path" message."""
        if record.exc_info and isinstance(record.msg, str) and record.msg.startswith("Exception on"):
            endpoint = request.endpoint if request else None
            record.msg, record.args = f"Exception in {endpoint or 'an unknown route'}", ()
        return True


def init_app(app: Flask) -> None:
    """Add headers to every response, keep files in memory and paths out of the log."""
    app.request_class = InMemoryRequest
    app.logger.addFilter(PathlessLogger())
    app.after_request(add_headers)
    app.context_processor(lambda: {"nonce": nonce})


def nonce() -> str:
    """The nonce of this response's scripts."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def add_headers(response: Response) -> Response:
    """Headers that every page carries; pages with personal content are never stored by a browser."""
    headers = response.headers
    headers["Content-Security-Policy"] = POLICY.replace("'nonce-{nonce}'", f"'nonce-{g.nonce}'" if "nonce" in g else "")
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self)"
    if request.is_secure:
        headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
    found = response.status_code in (200, 206, 304)
    if found and request.endpoint in LASTING | LASTING_APART:
        whose = "public" if request.endpoint in LASTING else "private"
        headers["Cache-Control"] = f"{whose}, max-age={YEAR}, immutable"
    else:
        headers["Cache-Control"] = "no-store"
        response.vary.add("Cookie")
    return response
