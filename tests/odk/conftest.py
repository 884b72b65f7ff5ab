"""ODK's own engine, installed once per checkout."""

from __future__ import annotations

from pathlib import Path

import npm_packages
import pytest
from conftest import need
from odk import reference


@pytest.fixture(scope="session")
def engine() -> None:
    """The engine at hand, installed from its lock file."""
    absent = npm_packages.install(reference.HERE)
    need(not absent, "ODK's engine", absent)


@pytest.fixture(scope="session")
def forms(real_data: Path) -> Path:
    """The folder of the public forms."""
    return real_data / "xlsforms"
