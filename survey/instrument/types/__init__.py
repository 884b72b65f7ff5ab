"""The question types, found by listing this folder: one file per type with its ``TYPE``, or with ``TYPES`` alike."""

from __future__ import annotations

import importlib
import pkgutil

from survey.instrument.question_type import Mistake, QuestionType

__all__ = ["Mistake", "QuestionType", "module_of", "question_type", "type_names"]


def _discovered() -> dict[str, tuple[str, QuestionType]]:
    found: dict[str, tuple[str, QuestionType]] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        module = importlib.import_module(f"{__name__}.{name}")
        types = module.TYPES if hasattr(module, "TYPES") else (module.TYPE,)
        found |= {each.name: (name, each) for each in types}
    return dict(sorted(found.items()))


_TYPES = _discovered()


def question_type(name: str) -> QuestionType:
    """The type of that name; raises KeyError."""
    return _TYPES[name][1]


def module_of(name: str) -> str:
    """The file that the type of that name stands in: ``date_time`` for ``dateTime``; '' for an unknown one."""
    return _TYPES[name][0] if name in _TYPES else ""


def type_names() -> tuple[str, ...]:
    """The names of all types, in alphabetical order."""
    return tuple(_TYPES)
