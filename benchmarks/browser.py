"""A browser without JavaScript: cookies, redirects, forms as the HTML has them, and the reload after a lost answer."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin

SECONDS_TO_WAIT = 60.0
"""How long a lost answer is asked for again before the browser gives up."""
PAUSE = 0.05
MOST_REDIRECTS = 6
REDIRECTS = (301, 302, 303, 307, 308)

# Only the tags of forms are read: a page is mostly text, and the server under measurement shares the machine.
_TAGS = re.compile(r"""<(?:/?form|input|button|textarea|html)\b(?:[^>"']|"[^"]*"|'[^']*')*>""")


class LostServerError(RuntimeError):
    """The server did not answer again in time."""


class UnexpectedPageError(RuntimeError):
    """The server answered with something else than this page of the journey."""


@dataclass(frozen=True, slots=True)
class Control:
    """One input or button of a form."""

    kind: str
    name: str
    value: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Page:
    """An answer of the server: where one is after the redirects, and what stands there."""

    path: str
    status: int
    text: str
    language: str
    controls: tuple[Control, ...]

    def hidden(self) -> list[tuple[str, str]]:
        """The hidden fields of the page's form."""
        return [(control.name, control.value) for control in self.controls if control.kind == "hidden"]

    def radios(self) -> dict[str, list[str]]:
        """The values that can be chosen, by question."""
        found: dict[str, list[str]] = {}
        for control in self.controls:
            if control.kind == "radio":
                found.setdefault(control.name, []).append(control.value)
        return found

    def button(self, value: str) -> tuple[str, str]:
        """The name and value of a button of the page; raises ``UnexpectedPageError`` when it has none such."""
        for control in self.controls:
            if control.kind == "submit" and control.value == value:
                return control.name, control.value
        raise UnexpectedPageError(f"{self.status} at {place(self.path)}: there is no button {value!r}.")

    def button_named(self, name: str) -> tuple[str, str]:
        """The name and value of a button of the page; raises ``UnexpectedPageError`` when it has none such."""
        for control in self.controls:
            if control.kind == "submit" and control.name == name:
                return control.name, control.value
        raise UnexpectedPageError(f"{self.status} at {place(self.path)}: there is no button called {name!r}.")


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language = ""
        self.controls: list[Control] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        elif tag == "form":
            self._inside = True
        elif self._inside or given.get("form"):
            kind = {"button": "submit", "textarea": "text"}.get(tag) or given.get("type") or "text"
            self.controls.append(
                Control(kind, given.get("name") or "", given.get("value") or "", checked="checked" in given)
            )

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


def read_controls(text: str) -> tuple[str, tuple[Control, ...]]:
    """The language of a page, and the controls of its forms."""
    reader = _FormReader()
    reader.feed("".join(_TAGS.findall(text)))
    return reader.language, tuple(reader.controls)


def place(path: str) -> str:
    """A path without the secret of its link."""
    return re.sub(r"/([ro])/[^/]+", r"/\1/…", path)


class Browser:
    """One person's browser, with cookies of its own and a connection that is kept."""

    def __init__(self, host: str, port: int, *, headers: Mapping[str, str] | None = None) -> None:
        """Nothing is sent yet."""
        self._host, self._port = host, port
        self._headers = dict(headers or {})
        self._cookies: dict[str, str] = {}
        self._connection: http.client.HTTPConnection | None = None
        self.requests = 0
        self.sent_again = 0
        self.lost_on_the_way = 0

    def get(self, path: str) -> Page:
        """Go to a page, through its redirects."""
        return self._follow("GET", path, None)

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Page:
        """Send a form, and go where the answer leads."""
        return self._follow("POST", path, urlencode(fields).encode())

    def send(self, path: str, fields: Sequence[tuple[str, str]]) -> tuple[int, str]:
        """Send a form and stop at the answer: its status, and where it leads."""
        status, location, _ = self.request("POST", path, urlencode(fields).encode())
        return status, location

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def answered(self, response: http.client.HTTPResponse, body: bytes) -> None:
        """An answer has arrived; a browser that weighs or counts says here what it does with it."""

    def request(self, method: str, path: str, body: bytes | None) -> tuple[int, str, bytes]:
        """One request: status, where it leads, body. An answer that was lost is asked for again, as by a reload."""
        until = time.monotonic() + SECONDS_TO_WAIT
        while True:
            try:
                return self._once(method, path, body)
            except (OSError, http.client.HTTPException) as lost:
                self.close()
                if time.monotonic() > until:
                    raise LostServerError(f"No answer to {method} {place(path)} for a minute: {lost!r}") from lost
                self.sent_again += 1
                self.lost_on_the_way += not isinstance(lost, ConnectionRefusedError)
                time.sleep(PAUSE)

    def opened(self, method: str, path: str, body: bytes | None) -> http.client.HTTPResponse:
        """An answer whose headers have arrived; its body is still to be read."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self._host, self._port, timeout=30)
        headers = dict(self._headers)
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        for line in response.headers.get_all("Set-Cookie") or ():
            self._cookies.update((name, morsel.value) for name, morsel in SimpleCookie(line).items())
        return response

    def _once(self, method: str, path: str, body: bytes | None) -> tuple[int, str, bytes]:
        response = self.opened(method, path, body)
        received = response.read()
        self.requests += 1
        self.answered(response, received)
        if response.will_close:
            self.close()
        return response.status, response.headers.get("Location", ""), received

    def _follow(self, method: str, path: str, body: bytes | None) -> Page:
        for _ in range(MOST_REDIRECTS):
            status, location, received = self.request(method, path, body)
            if status not in REDIRECTS:
                text = received.decode()
                language, controls = read_controls(text)
                return Page(path, status, text, language, controls)
            path, method, body = urljoin(path, location), "GET", None
        raise UnexpectedPageError(f"{place(path)} leads from page to page without end.")
