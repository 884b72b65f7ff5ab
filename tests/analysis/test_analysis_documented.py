"""Every public function is a lesson: its parts are there and its example runs; rooms stay small."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
from pathlib import Path

import pytest
from house.source_tree import ROOT, Function, functions, place

PACKAGE = ROOT / "analysis"
FILES = sorted(PACKAGE.rglob("*.py"))
GUIDE = ROOT / "docs" / "analysis.md"
PARTS = ("Estimand", "Formula", "Columns and units", "Missing", "Raises", "Source", "Checked against R")
TABLES = ("pd.DataFrame", "pd.Series")
FURNITURE = {
    "covariates.py",
    "weights.py",
    "design.py",
    "items.py",
    "missing.py",
    "precision.py",
    "rows.py",
    "waves.py",
}
"""They prepare columns and estimate nothing."""
PROTECTING = PACKAGE / "disclosure"
"""It counts people and estimates nothing: its lesson is a rule, not a formula."""


def module_of(path: Path) -> str:
    """``analysis/change/paired.py`` is ``analysis.change.paired``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def public() -> list[tuple[Path, Function]]:
    """Every public function of a module, methods left out."""
    return [
        (path, node)
        for path in FILES
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def estimators() -> list[tuple[Path, Function]]:
    """Public functions that take a table or a column and estimate something from it."""
    return [
        (path, node)
        for path, node in public()
        if path.name not in FURNITURE and path.parent != PROTECTING
        if {ast.unparse(argument.annotation) for argument in node.args.args if argument.annotation} & set(TABLES)
    ]


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_the_examples_run(path: Path) -> None:
    assert doctest.testmod(importlib.import_module(module_of(path))).failed == 0


def test_the_examples_of_the_guide_run() -> None:
    ran = doctest.testfile(str(GUIDE), module_relative=False, encoding="utf-8")
    assert ran.attempted > 0 and ran.failed == 0


@pytest.mark.parametrize(("path", "function"), estimators(), ids=[node.name for _path, node in estimators()])
def test_an_estimator_tells_everything_about_itself(path: Path, function: Function) -> None:
    told = ast.get_docstring(function) or ""
    assert [part for part in PARTS if not re.search(rf"\b{part}\b[^:\n]*:", told)] == []
    assert ">>> " in told


def test_estimators_were_found() -> None:
    names = {node.name for _path, node in estimators()}
    assert {"scores", "describe", "paired_change", "cohen_d_z", "hedges_g_av", "signed_rank"} <= names


def test_every_public_function_is_in_the_guide_and_has_a_sentence() -> None:
    guide = GUIDE.read_text("utf-8")
    assert [place(path, node) for path, node in public() if not ast.get_docstring(node)] == []
    assert [node.name for _path, node in estimators() if f"`{node.name}`" not in guide] == []


def test_files_and_functions_stay_small() -> None:
    long = [place(path) for path in FILES if path.read_text("utf-8").count("\n") > 300]
    long += [
        f"{place(path, node)} {node.name}"
        for path in FILES
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno + 1 > 40 or len(node.args.args) > 5
    ]
    assert long == []


def test_assert_stands_in_tests_alone() -> None:
    trees = [(path, ast.parse(path.read_text("utf-8"))) for path in FILES]
    assert [place(path, node) for path, tree in trees for node in ast.walk(tree) if isinstance(node, ast.Assert)] == []
