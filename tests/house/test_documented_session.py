"""The operator's guide, carried out line by line on the study that the author's guide shows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from house.source_tree import PACKAGE, ROOT

from survey import extensions
from survey.commands import main
from survey.findings import client
from survey.keys import new_key_file

GUIDE = (ROOT / "docs" / "operators.md").read_text("utf-8")
AUTHORS = (PACKAGE / "questionnaires" / "README.md").read_text("utf-8")
REGISTER = """\
matricule,mesure,antenne,langue,nom,prenom,telephone
B0862,accompagnement,north,fr,Jolivande,Paul,01 99 00 91 50
B0401,conseil,north,en,Montejara,Pilar,
"""
PASSWORD = "quatre mots bien choisis"  # typed twice, as the command asks


def block(kind: str, holding: str, text: str) -> str:
    """The block of this kind that holds these words."""
    return next(found for found in re.findall(rf"```{kind}\n(.*?)```", text, re.S) if holding in found)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of an operator who has done everything before ``jalon migrate``."""
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "config.toml").write_text(block("toml", "[help]", GUIDE), encoding="utf-8")
    (tmp_path / "nights").mkdir()
    (tmp_path / "nights" / "study.yaml").write_text(block("yaml", "name: nights", AUTHORS), encoding="utf-8")
    (tmp_path / "nights" / "sleep.yaml").write_text(block("yaml", "form_id: sleep", AUTHORS), encoding="utf-8")
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    new_key_file(tmp_path / "keys.toml")
    monkeypatch.setenv("JALON_KEYS", str(tmp_path / "keys.toml"))
    monkeypatch.setenv("JALON_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    client.end()  # a release has started the figure process
    for database in (extensions.answers, extensions.contacts):
        database.close()


def carry_out(line: str) -> None:
    done = CliRunner().invoke(main, shlex.split(line)[1:], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0, f"{line}: {done.output}"


def test_every_command_of_the_guide_works_in_its_order(folder: Path) -> None:
    carry_out("jalon migrate")
    for holding in ("jalon publish", "jalon open-link", "jalon accounts", "jalon export"):
        for line in block("sh", holding, GUIDE).splitlines():
            carry_out(line)
    assert "Jolivande" in (folder / "links.csv").read_text("utf-8")
    assert (folder / "nights.csv").read_text("utf-8").startswith("participant_id,")
    assert (folder / "nights.xlsx").stat().st_size > 1000
