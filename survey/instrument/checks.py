"""All Problems of files and folders, instruments and studies alike, as one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from survey.instrument.loader import read_source
from survey.instrument.problems import Problem
from survey.instrument.report import START
from survey.instrument.study_file import FILE_NAME, read_study_files

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
    return read_source(file)[1]
