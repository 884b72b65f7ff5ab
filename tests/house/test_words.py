"""Names in the words of the field, a sentence for every module and public function, no ``assert`` in the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from house.source_tree import ROOT, definitions, modules, place, tree

NEVER = {"data", "helper", "helpers", "info", "manager", "obj", "payload", "schema", "util", "utils"}
NO_RESPONDENT = {"user", "users"}
NAMED_BY_LIBRARIES = {
    ("commands", "schema"),
    ("forms", "data"),
    ("views", "user_loader"),
    ("views", "current_user"),
    ("views", "login_user"),
}
"""Editors know JSON Schema by that name; WTForms calls a field's value so, Flask-Login a person who signs in."""
DATA_VERSION = re.compile(r"data_?version", re.IGNORECASE)
"""The one term of ours with such a word in it: what figures are cached by."""
DOCUMENTED = "survey/migrations/"
STRANGERS = re.compile(r"/work\b|(?<!\))/root\b|/tmp/|\bissue \d|\bissue #|\bagents?\b|\bsub-?agent", re.IGNORECASE)
"""A folder of one machine, but for the root of ``instance('list')/root/item``, and talk of who wrote it."""


def words(name: str) -> set[str]:
    """``register_rows`` and ``RegisterRows`` are both ``register`` and ``rows``."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", DATA_VERSION.sub("version", name))}


def names() -> Iterator[tuple[str, str]]:
    """Every module, class, function, parameter and variable, with its place."""
    for module, path in modules().items():
        yield place(path), module.rpartition(".")[2]
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield place(path, node), node.name
            elif isinstance(node, ast.arg):
                yield place(path, node), node.arg
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield place(path, node), node.id


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("save_payload", {"payload"}),
        ("SchemaReader", {"schema"}),
        ("database", set()),
        ("HTMLInfo", {"info"}),
        ("data_version", set()),
    ],
)
def test_words_of_a_name(name: str, found: set[str]) -> None:
    assert words(name) & NEVER == found


def test_no_name_holds_a_word_that_says_nothing() -> None:
    found = [
        f"{where} {name}"
        for where, name in names()
        if words(name) & (NEVER | NO_RESPONDENT)
        if (where.split("/")[1], name) not in NAMED_BY_LIBRARIES
    ]
    assert found == []


def test_every_module_says_its_purpose() -> None:
    assert [place(path) for path in modules().values() if not ast.get_docstring(tree(path))] == []


def test_every_public_function_and_class_says_what_it_does() -> None:
    silent = [
        f"{place(path, node)} {node.name}"
        for path in modules().values()
        if DOCUMENTED not in path.as_posix()
        for node in definitions(path)
        if not node.name.startswith("_") and not is_inner(path, node) and not ast.get_docstring(node)
    ]
    assert silent == []


def is_inner(path: object, node: ast.AST) -> bool:
    """Whether a definition stands inside a function or a private class, where only its surroundings see it."""
    surroundings = (ast.FunctionDef, ast.AsyncFunctionDef)
    for outer in ast.walk(tree(path)):  # type: ignore[arg-type]  # a path
        private = isinstance(outer, ast.ClassDef) and outer.name.startswith("_")
        if outer is not node and (isinstance(outer, surroundings) or private) and node in ast.walk(outer):
            return True
    return False


def test_assert_stands_in_tests_alone() -> None:
    found = [
        place(path, node)
        for path in modules().values()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assert)
    ]
    assert found == []


def test_nothing_is_put_off() -> None:
    mark = re.compile(r"\b(TODO|FIXME|XXX)\b")
    files = [path for top in ("survey", "benchmarks", "tests") for path in (ROOT / top).rglob("*.py")]
    found = [place(path) for path in files if path.name != "test_words.py" if mark.search(path.read_text("utf-8"))]
    assert found == []


def test_a_silenced_rule_has_its_reason_beside_it() -> None:
    bare = re.compile(r"#\s*(noqa(: ?[A-Z0-9, ]+)?|type: ignore(\[[a-z, -]+\])?)\s*$")
    files = [path for top in ("survey", "benchmarks", "tests") for path in (ROOT / top).rglob("*.py")]
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert found == []


def test_the_project_speaks_of_itself_alone() -> None:
    files = [*modules().values(), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), ROOT / "Makefile"]
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in files
        if (match := STRANGERS.search(path.read_text("utf-8")))
    ]
    assert found == []
