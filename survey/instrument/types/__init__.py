"""The question types, found by listing this folder: one file per type, each with its ``TYPE``."""

from __future__ import annotations

import importlib
import pkgutil

from survey.instrument.question_type import Mistake, QuestionType

__all__ = ["Mistake", "QuestionType", "question_type", "type_names"]


def _discovered() -> dict[str, QuestionType]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    types = [importlib.import_module(f"{__name__}.{name}").TYPE for name in names]
    return {each.name: each for each in types}


_TYPES = _discovered()


def question_type(name: str) -> QuestionType:
    """The type of that name; raises KeyError."""
    return _TYPES[name]


def type_names() -> tuple[str, ...]:
    """The names of all types, in alphabetical order."""
    return tuple(_TYPES)
