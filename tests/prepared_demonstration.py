"""The demonstration, prepared once for all the tests that look at one."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from jalon_process import environment, jalon

ROOT = Path(__file__).parent.parent
PREPARE = (sys.executable, "-c", "from survey.commands import main; main(['demonstration', '--prepare-only'])")


@dataclass(frozen=True)
class Prepared:
    """Its instance, to be copied and left as it is, and what was said while it was made."""

    instance: Path
    said: str


@pytest.fixture(scope="session")
def demonstration_prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """An instance as the command leaves it before it serves."""
    folder = tmp_path_factory.mktemp("prepared")
    made = environment(JALON_INSTANCE=str(folder / "instance"), PYTHONPATH=str(ROOT))
    done = jalon([*PREPARE], folder, made)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return Prepared(folder / "instance", done.stdout)
