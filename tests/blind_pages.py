"""Pages to the letter, but for what changes at each visit."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

TOKEN = re.compile(r'name="\.csrf" value="[^"]+"')


def to_the_letter(client: FlaskClient, address: str) -> tuple[int, str]:
    """What an address answers, without the tokens of its forms."""
    answer = client.get(address)
    return answer.status_code, TOKEN.sub("", answer.text)
