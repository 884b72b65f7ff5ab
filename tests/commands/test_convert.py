"""``jalon convert``: the example of the guide, what it writes, and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from exchange.sheets import cells, workbook

from survey.commands.convert import command

GUIDE = (Path(__file__).parent.parent.parent / "docs" / "authors.md").read_text("utf-8")
SECTION = GUIDE.partition("This sheet `survey`")[2]
TABLE = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in SECTION.splitlines() if line.startswith("| ")
]
ROWS = [[cell or None for cell in row] for row in TABLE[:1] + TABLE[2:4]]


def convert(*words: str | Path) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


@pytest.fixture
def rooms(tmp_path: Path) -> Path:
    return workbook(tmp_path / "rooms.xlsx", {"survey": ROWS})


def test_the_example_of_the_guide_becomes_what_the_guide_shows_and_comes_back(rooms: Path, tmp_path: Path) -> None:
    texts, again = tmp_path / "rooms.yaml", tmp_path / "rooms-again.xlsx"
    assert convert(rooms, texts, "--language", "en").exit_code == 0
    shown = re.search(r"```yaml\n(.*?)```", SECTION, re.S)
    assert shown is not None and texts.read_text("utf-8") == shown[1]
    assert convert(texts, again).exit_code == 0
    assert cells(again) == cells(rooms)


def test_an_xform_is_written(rooms: Path, tmp_path: Path) -> None:
    assert convert(rooms, tmp_path / "rooms.xml").exit_code == 0
    made = (tmp_path / "rooms.xml").read_text("utf-8")
    assert '<bind nodeset="/data/which" type="string" relevant=" /data/rooms  &gt; 1"/>' in made


def test_with_an_error_nothing_is_written_unless_asked_for(tmp_path: Path) -> None:
    form = workbook(tmp_path / "form.xlsx", {"survey": [["type", "name", "label"], ["txet", "a", "One"]]})
    refused = convert(form, tmp_path / "form.yaml", "--json")
    assert (refused.exit_code, (tmp_path / "form.yaml").exists()) == (1, False)
    (problem,) = json.loads(refused.stdout)
    assert (problem["file"], problem["line"], problem["rule"]) == (f"{form}[survey]", 2, "unknown-type")
    even_so = convert(form, tmp_path / "form.yaml", "--despite-problems")
    assert (even_so.exit_code, "type: txet" in (tmp_path / "form.yaml").read_text("utf-8")) == (1, True)


@pytest.mark.parametrize(
    ("read_from", "write_to", "words"),
    [
        ("form.xml", "form.yaml", "is an XForm"),
        ("form.csv", "form.yaml", "must end with one of"),
        ("rooms.xlsx", "form.docx", "must end with one of"),
        ("rooms.xlsx", "rooms.xlsx", "exists already"),
    ],
)
def test_other_kinds_of_files_are_refused(read_from: str, write_to: str, words: str, rooms: Path) -> None:
    ended = convert(rooms.parent / read_from, rooms.parent / write_to)
    assert ended.exit_code != 0 and words in ended.output


def test_a_language_is_a_code(rooms: Path) -> None:
    assert "is not a language code" in convert(rooms, rooms.with_name("a.yaml"), "--language", "French").output


EASY = """settings:
  form_id: easy
  form_title: {fr: Essai}
  version: "1"
  default_language: fr
  languages:
    fr: {header: Français (fr), status: draft}
    fr-x-facile: {header: Français facile (fr-x-facile), status: draft}
survey:
  - {type: integer, name: people, label: {fr: Combien êtes-vous ?, fr-x-facile: Combien de personnes ?}}
  - {type: text, name: words, label: {fr: Un mot ?}}
"""


def test_an_easy_wording_is_a_language_of_the_workbook_and_comes_back(tmp_path: Path) -> None:
    texts, book, again = (tmp_path / name for name in ("easy.yaml", "easy.xlsx", "again.yaml"))
    texts.write_text(EASY, encoding="utf-8")
    assert convert(texts, book).exit_code == 0
    header, first, second = cells(book)["survey"]
    assert header[-2:] == ["label::Français (fr)", "label::Français facile (fr-x-facile)"]
    assert (first[-1], second[-1]) == ("Combien de personnes ?", "Un mot ?")  # whose easy cell is empty
    assert convert(book, again).exit_code == 0
    assert "fr-x-facile: Combien de personnes ?" in again.read_text("utf-8")
