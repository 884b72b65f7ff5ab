"""Every rule by which files of interviews are refused or mended has its sentence in the language of the page."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from house.source_tree import PACKAGE, tree

from survey.views.exchange.rules import SENTENCES
from survey.views.interviews.rules import TITLES, rule_title
from survey.voices.refi.matching import WAYS

PLACES = {
    "refused": 0,
    "_whole": 0,
    "Repair": 1,
    "StoredRepair": 1,
    "TranscriptProblem": 1,
    "TableProblem": 2,
    "problem": 2,
    "ImportProblem": 3,
}
"""The place of the rule among the arguments of what tells a problem or a repair."""
OF_OTHER_FILES = {"too_large"}
"""Said of files on a disk alone."""


OF_REFI = {"refused": 0, "once": 0, "each": 0, "Told": 0, "_refuse": 3}
PASSED_ON = ("packages.py", "encoding.py")
NEVER_PASSED_ON = {"encoding-mixed", "control-character"}
"""What is mended in a transcript; of a text of a project it is told that its encoding was guessed."""


def rules(path: Path, places: Mapping[str, int] = PLACES) -> Iterator[str]:
    """The rules that a module names."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            place = places.get(name, len(node.args))
            for part in ast.walk(node.args[place]) if place < len(node.args) else ():
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def test_every_rule_has_its_sentence_and_no_sentence_is_left_over() -> None:
    paths = [*(PACKAGE / "voices").rglob("*.py"), PACKAGE / "csv_table.py"]
    paths = [path for path in paths if path.parent.name != "refi"]  # the page of exchange tells these
    named = {rule for path in paths for rule in rules(path)} - OF_OTHER_FILES
    assert named == set(TITLES)


def test_every_rule_of_an_exchanged_file_has_its_sentence_and_no_sentence_is_left_over() -> None:
    """The rules of refi, and those of the readers of packages, XML and encodings that it passes on."""
    own = {rule for path in (PACKAGE / "voices" / "refi").glob("*.py") for rule in rules(path, OF_REFI)}
    passed_on = {rule for name in PASSED_ON for rule in rules(PACKAGE / "voices" / name, PLACES)}
    assert {*own, *WAYS, *passed_on} - NEVER_PASSED_ON == set(SENTENCES)


def test_a_rule_nobody_knows_is_told_by_its_reader_alone() -> None:
    assert rule_title("of another version") == ""
