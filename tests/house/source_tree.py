"""The source as the tests of the house read it: modules, their trees, what they import, what they define."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "survey"
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[str, Path]:
    """Every module of the application by its dotted name; a package by its ``__init__.py``."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def imports(module: str) -> frozenset[str]:
    """Everything a module imports, wherever in the file the import stands: modules of ours, else dotted names."""
    found = set()
    for node in ast.walk(tree(modules()[module])):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                raise ValueError(f"{module} imports relatively; imports name the whole path here")
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in modules() else str(node.module))
    return frozenset(found)


def definitions(path: Path) -> Iterator[Definition]:
    """Every class and function of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Definition):
            yield node


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file."""
    return (node for node in definitions(path) if isinstance(node, Function))


def place(path: Path, node: ast.AST | None = None) -> str:
    """``survey/keys.py:31``: where a test's complaint is about."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"
