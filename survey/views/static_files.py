"""Static texts are sent made small: compressed where the browser takes it."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, request
from werkzeug.security import safe_join
from werkzeug.wrappers import Response

from survey.assets import STATIC, TEXTS, Asset, prepared


def init_app(app: Flask) -> None:
    """Send scripts, style sheets and drawings made small; everything else as the framework does."""

    def static(filename: str) -> Response:
        path = safe_join(str(STATIC), filename)
        kind = TEXTS.get(Path(filename).suffix)
        if kind is None or path is None or not Path(path).is_file():
            return app.send_static_file(filename)
        return _sent(prepared(str(Path(path).relative_to(STATIC))), kind)

    app.view_functions["static"] = static


def _sent(found: Asset, kind: str) -> Response:
    is_packed = request.accept_encodings.quality("gzip") > 0
    response = Response(found.packed if is_packed else found.content, content_type=f"{kind}; charset=utf-8")
    if is_packed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(found.digest[:20] + ("-gzip" if is_packed else ""))
    return response.make_conditional(request)
