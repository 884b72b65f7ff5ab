"""A page that its script sends: in place of a redirect it is told where to go on, in words no stranger would say."""

from __future__ import annotations

import json

from flask import request
from werkzeug.wrappers import Response

ASKED, OURS = "Jalon-Send", "Jalon-Answer"
"""The header by which the script asks, and the one by which it knows that this server answers."""


def answered(response: Response) -> Response:
    """What a script gets: every page as it is, and the address of the next one where a browser would be sent on."""
    if ASKED not in request.headers:
        return response
    if response.status_code == 303:
        response = Response(json.dumps({"next": response.headers["Location"]}), content_type="application/json")
    response.headers[OURS] = "1"
    return response
