"""Files and functions stay small, arguments few."""

from __future__ import annotations

import ast

from house.source_tree import ROOT, functions, modules, place

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MOST_POSITIONAL = 5
GENERATED = "survey/migrations/"
OTHERS = ("survey/templates/**/*.html", "tests/**/*.py", "benchmarks/**/*.py")


def test_files_are_at_most_300_lines() -> None:
    sources = [path for path in modules().values() if GENERATED not in path.as_posix()]
    others = [path for pattern in OTHERS for path in ROOT.glob(pattern)]
    lengths = {place(path): path.read_text(encoding="utf-8").count("\n") for path in [*sources, *others]}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_are_at_most_40_lines() -> None:
    long = {
        f"{place(path, function)} {function.name}": lines
        for path in modules().values()
        if GENERATED not in path.as_posix()
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_functions_take_at_most_five_positional_parameters() -> None:
    many = {
        f"{place(path, function)} {function.name}": len(names)
        for path in modules().values()
        for function in functions(path)
        if len(names := positional(function.args.posonlyargs + function.args.args)) > MOST_POSITIONAL
        if not is_command(function.decorator_list)
    }
    assert many == {}


def positional(arguments: list[ast.arg]) -> list[str]:
    """The positional parameters, without the object a method belongs to."""
    return [argument.arg for argument in arguments if argument.arg not in ("self", "cls")]


def is_command(decorators: list[ast.expr]) -> bool:
    """Whether click calls the function: by keyword, whatever the signature says."""
    called = [decorator.func for decorator in decorators if isinstance(decorator, ast.Call)]
    return any(isinstance(name, ast.Attribute) and name.attr in ("command", "group") for name in called)
