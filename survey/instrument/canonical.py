"""The published form: canonical JSON of a questionnaire, a study or a plan, and its digest."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import lru_cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from survey.instrument.definition import Group, Question, Questionnaire, Repeat
from survey.instrument.plan import Plan, PlanFile
from survey.instrument.study import Study

_Record = TypeVar("_Record")


def to_json(questionnaire: Questionnaire) -> str:
    """The canonical JSON of a questionnaire: sorted keys, no spaces, what has its default left out."""
    return _written(questionnaire, sort_keys=True)


def from_json(text: str) -> Questionnaire:
    """The questionnaire of a canonical JSON."""
    return _read(Questionnaire, json.loads(text))


def study_to_json(study: Study) -> str:
    """The canonical JSON of a study; its maps keep the order of the file, which is the order of display."""
    return _written(study, sort_keys=False)


def study_from_json(text: str) -> Study:
    """The study of a canonical JSON."""
    return _read(Study, json.loads(text))


def plan_to_json(plan: Plan | PlanFile) -> str:
    """The canonical JSON of a plan, alone or with the scales and columns it stands on."""
    return _written(plan, sort_keys=True)


def plan_from_json(text: str) -> Plan:
    """The plan of a canonical JSON."""
    return _read(Plan, json.loads(text))


def plan_file_from_json(text: str) -> PlanFile:
    """The plan of a canonical JSON, with its scales and columns."""
    return _read(PlanFile, json.loads(text))


def digest(text: str) -> str:
    """The SHA-256 of a canonical JSON, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _written(record: Any, *, sort_keys: bool) -> str:
    return json.dumps(_plain(record), ensure_ascii=False, sort_keys=sort_keys, separators=(",", ":"), allow_nan=False)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        kept = ((each.name, getattr(value, each.name), _default(each)) for each in fields(value))
        return {name: _plain(content) for name, content, default in kept if content != default}
    if isinstance(value, Mapping):
        return {key: _plain(content) for key, content in value.items()}
    if isinstance(value, tuple):
        return [_plain(content) for content in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _default(each: Field[Any]) -> Any:
    if each.default_factory is not MISSING:
        return each.default_factory()
    return each.default


@lru_cache(maxsize=64)
def _types(record: Any) -> dict[str, Any]:
    return get_type_hints(record)


def _read(record: type[_Record], plain: Mapping[str, Any]) -> _Record:
    types = _types(cast(Any, record))  # a class can be hashed, which its type does not say
    return record(**{name: _value(types[name], content) for name, content in plain.items()})


def _value(expected: Any, plain: Any) -> Any:
    origin = get_origin(expected)
    if origin in (Union, UnionType):
        return _one_of(get_args(expected), plain)
    if origin is tuple:
        return tuple(_value(get_args(expected)[0], each) for each in plain)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _value(get_args(expected)[1], each) for key, each in plain.items()}
    if isinstance(expected, type) and is_dataclass(expected):
        return _read(expected, plain)
    if expected is datetime.date:
        return datetime.date.fromisoformat(plain)
    return float(plain) if expected is float else plain


def _one_of(expected: tuple[Any, ...], plain: Any) -> Any:
    if plain is None:
        return None
    if Group in expected:
        return _read(_kind(plain), plain)
    return _value(next(each for each in expected if each is not type(None)), plain)


def _kind(plain: Mapping[str, Any]) -> type[Repeat | Group | Question]:
    if "repeat_count" in plain:
        return Repeat
    return Group if "children" in plain else Question
