"""Static files: scripts without their comments, texts compressed once, at addresses that change with their content."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import rjsmin
from flask import Flask, Response, request
from werkzeug.security import safe_join

STATIC = Path(__file__).with_name("static")
SCRIPT = ".mjs"
TEXTS = {SCRIPT: "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
"""What becomes smaller by compressing, and what it is called."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file as it is sent, plain and compressed."""

    content: bytes
    packed: bytes
    digest: str


@lru_cache(maxsize=128)
def prepared(name: str) -> Asset:
    """A static file made small, once per process."""
    content = (STATIC / name).read_bytes()
    if name.endswith(SCRIPT):
        content = rjsmin.jsmin(content.decode()).encode()
    return Asset(content, gzip.compress(content, 9, mtime=0), hashlib.sha256(content).hexdigest())


def init_app(app: Flask) -> None:
    """Give templates ``asset``, the address of a static file, and send texts made small."""

    def asset(name: str) -> str:
        return f"{app.static_url_path}/{name}?v={prepared(name).digest[:10]}"

    def static(filename: str) -> Response:
        path = safe_join(str(STATIC), filename)
        kind = TEXTS.get(Path(filename).suffix)
        if kind is None or path is None or not Path(path).is_file():
            return app.send_static_file(filename)
        return _sent(prepared(str(Path(path).relative_to(STATIC))), kind)

    app.view_functions["static"] = static
    app.jinja_env.globals["asset"] = asset


def _sent(found: Asset, kind: str) -> Response:
    is_packed = request.accept_encodings.quality("gzip") > 0
    response = Response(found.packed if is_packed else found.content, content_type=f"{kind}; charset=utf-8")
    if is_packed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(found.digest[:20] + ("-gzip" if is_packed else ""))
    return response.make_conditional(request)
