"""``jalon release`` brings flow and dashboard of the team up to date, and says what it did."""

from __future__ import annotations

import json
from pathlib import Path

from jalon_process import jalon

from .test_with_a_server import JALON, ROOT, variables

__all__ = ["variables"]

STUDY = ROOT / "survey" / "questionnaires" / "post_only"
REGISTER = ROOT / "survey" / "demonstration" / "post_only.csv"


def told(folder: Path, variables: dict[str, str], *words: str) -> str:
    done = jalon([*JALON, *words], folder, variables)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def test_figures_are_released_once_until_enough_has_changed(folder: Path, variables: dict[str, str]) -> None:
    told(folder, variables, "publish", str(STUDY))
    told(folder, variables, "import", "register", "post_only", str(REGISTER))
    told(folder, variables, "simulate", "post_only", "-n", "60", "--seed", "1")
    first = json.loads(told(folder, variables, "release", "post_only", "--json"))
    assert first["dashboard"]["released"] is True and first["dashboard"]["bases"] >= 1
    assert any(outcome["released"] for outcome in first["flow"])
    again = told(folder, variables, "release", "post_only")
    assert "dashboard: not released anew" in again
    assert "dashboard released" in told(folder, variables, "log", "post_only")
