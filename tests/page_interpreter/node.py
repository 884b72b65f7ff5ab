"""The page's modules run by Node: what a script prints for what it is given, both as JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import need

MODULES = Path(__file__).parent.parent.parent / "survey" / "static" / "expressions"
HERE = Path(__file__).parent


def run(script: str, given: Any) -> Any:
    """What ``script``, a module of this folder, answers."""
    words = ["node", str(HERE / script), str(MODULES)]
    done = subprocess.run(words, input=json.dumps(given), capture_output=True, text=True, timeout=300)
    if done.returncode:
        pytest.fail(done.stderr[-2000:])
    return json.loads(done.stdout)


def needed() -> None:
    """Skip where there is no Node, or fail where nothing may be absent."""
    need(bool(shutil.which("node")), "Node", "no node on the PATH")
