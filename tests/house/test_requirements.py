"""Dependencies are pinned with hashes, carry a reason, and name no address."""

from __future__ import annotations

import re
import tomllib

import pytest
from house.source_tree import ROOT

LOCKS = ["run.txt", "pdf.txt", "test.txt"]


def blocks(name: str) -> list[str]:
    """One text per locked library, its hashes joined to it."""
    text = (ROOT / "requirements" / name).read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]


@pytest.mark.parametrize("name", LOCKS)
def test_every_library_is_pinned_with_hashes(name: str) -> None:
    loose = [block[:40] for block in blocks(name) if "==" not in block or "--hash=sha256:" not in block]
    assert loose == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_no_address(name: str) -> None:
    assert not re.search(r"://|--index|--find-links|--trusted-host", (ROOT / "requirements" / name).read_text("utf-8"))


def test_the_tests_run_on_the_versions_that_are_installed() -> None:
    def pins(name: str) -> dict[str, str]:
        return {block.split("==")[0]: block.split()[0] for block in blocks(name)}

    run, pdf, test = pins("run.txt"), pins("pdf.txt"), pins("test.txt")
    assert {name: pdf.get(name) for name in run} == run
    assert {name: test.get(name) for name in pdf} == pdf


def test_every_direct_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    locked = {name: {block.split("==")[0] for block in blocks(name)} for name in LOCKS}
    direct = {re.split(r"[\[<>=;]", name)[0] for name in project["dependencies"] + extras["install"]}
    assert direct <= locked["run.txt"]
    assert direct | set(extras["pdf"]) <= locked["pdf.txt"]
    assert direct | set(extras["test"]) <= locked["test.txt"]


def test_every_direct_dependency_has_its_reason_beside_it() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").split("[project.scripts]")[0].splitlines()
    listed = [line for line in lines if re.match(r'  "[a-z]', line)]
    assert [line for line in listed if "  # " not in line] == []
    assert len(listed) > 20
