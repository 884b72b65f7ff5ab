"""What a page brings over the wire: itself with its headers, and what it needs that is not cached."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from benchmarks.browser import Browser
from benchmarks.server import HOST

_NEEDED = re.compile(r'<(?:link|script|img|use|source)\b[^>]*?\b(?:href|src)="([^"#]+)')


@dataclass(frozen=True, slots=True)
class Weight:
    """What a page brought over the wire: headers and bodies, gzip not assumed."""

    page: str
    size: int
    requests: int
    trips: int = 0
    """How many answers are waited for one after the other until the page stands: redirects, itself, its style sheet."""


class Scale:
    """Weighs pages as a browser with a cache would: what was fetched once is not fetched again."""

    def __init__(self, port: int) -> None:
        """An empty cache."""
        self._port = port
        self._cached: set[str] = set()

    def weigh(self, name: str, path: str, text: str, size: int) -> Weight:
        """The page at ``path``, ``size`` bytes with its headers, and what it needs that is not cached."""
        needed = {urljoin(path, address.replace("&amp;", "&")) for address in _NEEDED.findall(text)} - self._cached
        self._cached |= needed
        return Weight(name, size + sum(self._fetched(address) for address in sorted(needed)), 1 + len(needed))

    def _fetched(self, address: str) -> int:
        connection = http.client.HTTPConnection(HOST, self._port, timeout=30)
        connection.request("GET", address)
        response = connection.getresponse()
        size = header_size(response) + len(response.read())
        connection.close()
        return size


def header_size(response: http.client.HTTPResponse) -> int:
    """The bytes of the status line and the headers of an answer."""
    lines = [f"HTTP/1.1 {response.status} {response.reason}", *(f"{a}: {b}" for a, b in response.getheaders())]
    return sum(len(line) + 2 for line in lines) + 2


class WeighedBrowser(Browser):
    """A browser that tells what each page weighed."""

    def __init__(self, host: str, port: int) -> None:
        """Nothing was weighed yet."""
        super().__init__(host, port)
        self.received = 0

    def answered(self, response: http.client.HTTPResponse, body: bytes) -> None:
        """Add an answer, redirects included, to what was received since the last page."""
        self.received += header_size(response) + len(body)
