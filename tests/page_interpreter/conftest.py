"""Node for the page's interpreter."""

from __future__ import annotations

import pytest
from page_interpreter import node


@pytest.fixture(scope="session", autouse=True)
def node_is_there() -> None:
    """Everything here runs in Node."""
    node.needed()
