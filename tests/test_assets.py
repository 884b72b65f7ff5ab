"""Static files as they are sent: small, compressed where the browser takes it, the same program as the source."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import need
from house.source_tree import PACKAGE

from survey import assets

MOST = 15_000
"""Bytes of all scripts that a respondent's pages can load, compressed as they are sent: the budget of the design."""
RESPONDENTS = ("fields", "layout/base.html", "layout/listen.html", "layout/respondent.html", "respond")
"""The templates of their pages; what is previewed by authors is none of them."""
ASSET = re.compile(r"""asset\(["']([^"']+\.mjs)["']\)""")
SCRIPTS = sorted(path.relative_to(assets.STATIC).as_posix() for path in assets.STATIC.rglob("*.mjs"))


def of_respondents() -> set[str]:
    """The scripts that the templates of respondents name."""
    found = set()
    for name in RESPONDENTS:
        path = PACKAGE / "templates" / name
        for template in sorted(path.rglob("*.html")) if path.is_dir() else [path]:
            found |= set(ASSET.findall(template.read_text("utf-8")))
    return found


def test_all_scripts_of_a_respondent_together_are_small() -> None:
    assert {"page.mjs", "typed.mjs", "expressions/interpreter.mjs"} <= of_respondents()
    weights = {name: len(assets.prepared(name).packed) for name in of_respondents()}
    assert sum(weights.values()) <= MOST, weights


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_made_small_is_still_one(name: str, tmp_path: Path) -> None:
    need(bool(shutil.which("node")), "Node", "no node on the PATH")
    small = tmp_path / "small.mjs"
    small.write_bytes(assets.prepared(name).content)
    assert small.stat().st_size < (assets.STATIC / name).stat().st_size
    done = subprocess.run(["node", "--check", str(small)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_texts_inside_a_script_stay_as_they_are() -> None:
    """Spaces, slashes and quotation marks in texts and patterns are no comments."""
    source = (assets.STATIC / "typed.mjs").read_text("utf-8")
    small = assets.prepared("typed.mjs").content.decode()
    patterns = re.findall(r"= (/\^.*/[gu]*);", source)
    assert len(patterns) >= 5
    assert [pattern for pattern in patterns if pattern not in small] == []


@pytest.mark.parametrize("name", ["page.mjs", "jalon.css", "pictures.svg", "expressions/form.mjs"])
@pytest.mark.parametrize("taken", ["gzip, br", "identity", "gzip;q=0"])
def test_a_text_is_compressed_where_the_browser_takes_it(client: Any, name: str, taken: str) -> None:
    is_packed = taken == "gzip, br"
    answer = client.get(f"/static/{name}", headers={"Accept-Encoding": taken})
    assert answer.status_code == 200 and "immutable" in answer.headers["Cache-Control"]
    assert answer.headers.get("Content-Encoding") == ("gzip" if is_packed else None)
    assert "Accept-Encoding" in answer.headers["Vary"]
    text = gzip.decompress(answer.data) if is_packed else answer.data
    assert text == assets.prepared(name).content
    again = client.get(f"/static/{name}", headers={"Accept-Encoding": taken, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304 and again.data == b""


def test_both_forms_have_names_of_their_own(client: Any) -> None:
    tags = {client.get("/static/page.mjs", headers={"Accept-Encoding": each}).headers["ETag"] for each in ("gzip", "")}
    assert len(tags) == 2


@pytest.mark.parametrize("name", ["nothing.mjs", "../config.py", "..%2fconfig.py", "/etc/passwd", "expressions"])
def test_nothing_else_is_sent(client: Any, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404
