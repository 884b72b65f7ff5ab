"""An installation knows nothing of previews."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize("path", ["/preview/", "/preview/state", "/preview/comments", "/preview/enter/x"])
def test_an_installation_has_no_page_of_a_preview(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_of_an_installation_holds_nothing_of_a_preview(client: FlaskClient) -> None:
    page = client.get("/")
    assert page.status_code == 200 and "preview" not in page.text
