"""All Problems of files and folders, instruments, studies and plans alike, as one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from survey.instrument.loader import source_of
from survey.instrument.plan_file import is_plan, plan_of
from survey.instrument.problems import Problem
from survey.instrument.report import START, Report, TooManyProblemsError
from survey.instrument.study_file import FILE_NAME, read_study_files
from survey.instrument.yaml_tree import Map, read_tree

_ENDINGS = (".yaml", ".yml")


def check_paths(paths: Sequence[Path], library: Path) -> list[Problem]:
    """Every problem and warning of the files named and of those in the folders named, each once."""
    found = (problem for path in paths for file in _files(path) for problem in _check(file, library))
    missing = (problem for path in paths for problem in _nothing(path))
    return sorted(set(found) | set(missing))


def _files(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return sorted(file for ending in _ENDINGS for file in path.rglob(f"*{ending}") if file.is_file())
    return [path]


def _nothing(path: Path) -> Iterator[Problem]:
    if path.is_dir() and not _files(path):
        told = "The folder holds no YAML file."
        yield Problem(str(path), START.line, START.column, "file-not-found", told, "Name a file, or another folder.")


def _check(file: Path, library: Path) -> Sequence[Problem]:
    if file.name == FILE_NAME or file.name.endswith(f".{FILE_NAME}"):
        return read_study_files(file, library)[2]
    report = Report(str(file))
    try:
        tree = read_tree(file, report)
    except TooManyProblemsError:
        return report.sorted()
    if isinstance(tree, Map) and is_plan(tree):
        return plan_of(tree, report)[1]
    return source_of(lambda: tree, report)[1]
