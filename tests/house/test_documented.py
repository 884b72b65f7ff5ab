"""What the documents show can be done: their commands, their files and their links."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from house.source_tree import PACKAGE, ROOT

from survey import config
from survey.commands import main
from survey.instrument.checks import check_paths

PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("benchmarks/*.md"),
        *PACKAGE.glob("questionnaires/*.md"),
    ]
)
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```", re.S | re.M)
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


def blocks(kind: str) -> Iterator[tuple[str, str]]:
    """Every block of this kind in the documents, with the page it stands on."""
    for page in PAGES:
        for match in BLOCK.finditer(page.read_text("utf-8")):
            if match.group(2) == kind:
                text = "\n".join(line.removeprefix(match.group(1)) for line in match.group(3).splitlines())
                yield str(page.relative_to(ROOT)), text


def lines(beginning: str) -> list[tuple[str, str]]:
    """Every shell line that begins so."""
    return [
        (page, line.strip())
        for page, block in blocks("sh")
        for line in block.replace("\\\n", " ").splitlines()
        if line.strip().startswith(beginning)
    ]


@pytest.mark.parametrize(("page", "line"), lines("jalon "))
def test_a_command_shown_is_understood(page: str, line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    command: click.Command = main
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words[0])
        assert found is not None, f"{page}: {line}"
        command, words = found, words[1:]
    command.make_context(command.name, words)  # raises for an option or argument that the command does not have


@pytest.mark.parametrize(("page", "line"), lines("make"))
def test_a_make_target_shown_exists(page: str, line: str) -> None:
    assert line.split()[1] in TARGETS


@pytest.mark.parametrize(("page", "text"), list(blocks("toml")))
def test_a_configuration_shown_is_known(page: str, text: str) -> None:
    entries = tomllib.loads(text)
    assert entries.keys() <= config.KNOWN.keys()


WITH_FILES = {"docs/examples.md"}
"""Examples that name pictures and files of choices: tests/instrument/test_guide_examples.py puts these beside them."""


@pytest.mark.parametrize("page", sorted({page for page, _text in blocks("yaml")} - WITH_FILES))
def test_the_instruments_and_studies_shown_have_no_problem(page: str, tmp_path: Path) -> None:
    for text in (text for shown, text in blocks("yaml") if shown == page):
        entries = yaml.load(text, Loader=yaml.CSafeLoader)  # the loader that reads instruments
        if "settings" in entries and "survey" in entries:
            (tmp_path / f"{entries['settings']['form_id']}.yaml").write_text(text, encoding="utf-8")
        elif "waves" in entries and "register" in entries:
            (tmp_path / entries["name"]).mkdir()
            (tmp_path / entries["name"] / "study.yaml").write_text(text, encoding="utf-8")
    for study in tmp_path.glob("*/study.yaml"):
        for instrument in tmp_path.glob("*.yaml"):
            (study.parent / instrument.name).write_text(instrument.read_text("utf-8"), encoding="utf-8")
    found = check_paths([tmp_path], PACKAGE / "questionnaires") if any(tmp_path.iterdir()) else []
    assert [str(problem) for problem in found] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
