"""The fields, found by listing this folder: one file per question type, each with its ``FIELD``."""

from __future__ import annotations

import importlib
import pkgutil

from survey.forms.answer_field import AnswerField
from survey.instrument.types import module_of

__all__ = ["AnswerField", "field_class"]


def _discovered() -> dict[str, type[AnswerField]]:
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return {name: importlib.import_module(f"{__name__}.{name}").FIELD for name in names}


_FIELDS = _discovered()


def field_class(type_name: str) -> type[AnswerField] | None:
    """The field of a question type; None where nothing is asked."""
    return _FIELDS.get(module_of(type_name))
