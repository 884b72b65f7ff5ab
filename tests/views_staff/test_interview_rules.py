"""Every rule by which files of interviews are refused or mended has its sentence in the language of the page."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from house.source_tree import PACKAGE, tree

from survey.views.interviews.rules import TITLES, rule_title

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


def rules(path: Path) -> Iterator[str]:
    """The rules that a module names."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            place = PLACES.get(name, len(node.args))
            for part in ast.walk(node.args[place]) if place < len(node.args) else ():
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def test_every_rule_has_its_sentence_and_no_sentence_is_left_over() -> None:
    paths = [*(PACKAGE / "voices").rglob("*.py"), PACKAGE / "csv_table.py"]
    paths = [path for path in paths if path.parent.name != "refi"]  # a command tells these, in English
    named = {rule for path in paths for rule in rules(path)} - OF_OTHER_FILES
    assert named == set(TITLES)


def test_a_rule_nobody_knows_is_told_by_its_reader_alone() -> None:
    assert rule_title("of another version") == ""
