"""What an editor needs to complete and validate a file: a JSON Schema made of the tables of keys and types."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from survey.instrument import columns
from survey.instrument.editing_words import EXPLAINED
from survey.instrument.reader import LIST_NAME, MEDIA_NAME, NAME, NAME_PATTERN
from survey.instrument.settings import STATUSES
from survey.instrument.types import question_type, type_names

Rule = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"  # the newest that editors of YAML understand as a whole
LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{1,8})*"
TEXT: Rule = {"anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#/definitions/languages"}]}
TRUTH: Rule = {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}
STRING: Rule = {"type": "string", "minLength": 1}
OWN_COLUMNS: Rule = {"type": "object", "additionalProperties": {"type": "string"}}
DAY: Rule = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
WHOLE: Rule = {"type": "integer", "minimum": 1}
_MEDIA: Rule = {
    "anyOf": [
        {"type": "string", "pattern": f"^{MEDIA_NAME.pattern}$"},
        {"type": "object", "propertyNames": {"pattern": f"^{LANGUAGE}$"}, "additionalProperties": {"type": "string"}},
    ]
}
_SELECTS = tuple(name for name in type_names() if question_type(name).has_choices)
_LIST = LIST_NAME.pattern.removesuffix("{1,64}")
_TRUTH_OR_EXPRESSION: Rule = {"anyOf": [{"enum": ["yes", "no"]}, {"type": "boolean"}, STRING]}
_CELLS: Mapping[str, Rule] = {
    **dict.fromkeys(("label", "hint", "guidance_hint", "required_message", "constraint_message"), TEXT),
    **dict.fromkeys(("required", "read_only"), _TRUTH_OR_EXPRESSION),
    **dict.fromkeys(columns.MEDIA, _MEDIA),
    "name": {"type": "string", "pattern": f"^{NAME_PATTERN}$"},
    "sensitive": TRUTH,
    "columns": OWN_COLUMNS,
}


def instrument_rules() -> Rule:
    """The JSON Schema of an instrument."""
    return whole(
        "An instrument of Jalon",
        keys(
            {
                "settings": _settings(),
                "choices": _listed(_choice()),
                "survey": {**_listed(_row()), "minItems": 1},
                "scales": _listed(_scale()),
                "sheets": {"type": "object"},
            },
            ("settings", "survey"),
        ),
    )


def whole(title: str, rule: Rule) -> Rule:
    """A JSON Schema with its title and with what every file knows: a text per language."""
    texts = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": f"^{LANGUAGE}$"},
        "additionalProperties": STRING,
    }
    return {"$schema": DRAFT, "title": title, **rule, "definitions": {"languages": texts}}


def keys(known: Mapping[str, Rule], required: Collection[str] = ()) -> Rule:
    """A map with these keys and no others, each explained where there is something to say."""
    explained = {
        key: {"description": EXPLAINED[key], **rule} if key in EXPLAINED else rule for key, rule in known.items()
    }
    return {
        "type": "object",
        "properties": explained,
        "required": list(required),
        "additionalProperties": False,
    }


def _listed(rule: Rule) -> Rule:
    return {"type": "array", "items": rule}


def _settings() -> Rule:
    language = keys(
        {"header": STRING, "status": {"enum": list(STATUSES)}, "reviewed_by": STRING, "reviewed_on": DAY},
        ("header", "status"),
    )
    reviewed = {"properties": {"status": {"const": "reviewed"}}, "required": ["status"]}
    language |= {"if": reviewed, "then": {"required": ["reviewed_by", "reviewed_on"]}}
    known = {
        "form_id": {"type": "string", "pattern": f"^{NAME_PATTERN}$"},
        "form_title": TEXT,
        "version": STRING,
        "default_language": {"type": "string", "pattern": f"^{LANGUAGE}$"},
        "languages": {
            "type": "object",
            "propertyNames": {"pattern": f"^{LANGUAGE}$"},
            "additionalProperties": language,
        },
        "columns": OWN_COLUMNS,
        **dict.fromkeys(columns.SETTINGS_OF_XLSFORM, STRING),
    }
    return keys(known, ("form_id", "form_title", "version", "default_language"))


def _choice() -> Rule:
    known: dict[str, Rule] = {"list_name": {"type": "string", "pattern": f"^{_LIST}{{1,64}}$"}}
    known |= {"name": {**STRING, "maxLength": 64}, "label": TEXT, **dict.fromkeys(columns.MEDIA, _MEDIA)}
    choice = keys({**known, "columns": OWN_COLUMNS})
    shown = [{"required": ["list_name", "name", seen]} for seen in ("label", *columns.MEDIA)]
    return {**choice, "anyOf": [*shown, _remark()]}


def _scale() -> Rule:
    names: Rule = {"type": "array", "items": STRING, "uniqueItems": True}
    known: dict[str, Rule] = {
        "name": {"type": "string", "pattern": f"^{NAME.pattern}$"},
        "label": TEXT,
        "items": {**names, "minItems": 1},
        "reverse": names,
        "minimum_answered": WHOLE,
        "score_range": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        "source": STRING,
    }
    return keys(known, [key for key in columns.SCALE if key != "reverse"])


def _remark() -> Rule:
    """A row of the author's own, which no program reads."""
    return {"propertyNames": {"enum": ["columns"]}}


def _row() -> Rule:
    """A row: its type decides which other keys it may have."""
    known: dict[str, Rule] = {column: _CELLS.get(column, STRING) for column in columns.ROW}
    known["then_test"] = {"anyOf": [TRUTH, STRING]}
    known["type"] = {
        "anyOf": [
            {"enum": [*(name for name in type_names() if name not in _SELECTS), *columns.BEGINNINGS, *columns.ENDINGS]},
            {
                "type": "string",
                "pattern": f"^({'|'.join(_SELECTS)})\\s+{_LIST}{{1,64}}(\\s+{columns.OR_OTHER})?$",
                "examples": [f"{name} LIST" for name in _SELECTS],
            },
            {
                "type": "string",
                "pattern": f"^({'|'.join(columns.FROM_FILE)})\\s+[^/\\\\]{{1,120}}\\.(csv|xml|geojson)$",
            },
        ]
    }
    rules = [_when(columns.BEGIN_GROUP, _only(columns.GROUP, TRUTH)), _when(columns.BEGIN_REPEAT, _repeat())]
    rules += [_when(end, _only(columns.END)) for end in columns.ENDINGS]
    rules += [_when(name, _of_type(name)) for name in type_names()]
    return {**keys(known), "anyOf": [{"required": ["type"]}, _remark()], "allOf": rules}


def _when(name: str, then: Rule) -> Rule:
    beginning = {"type": {"type": "string", "pattern": f"^{name}(_from_file)?(\\s|$)"}}
    return {"if": {"properties": beginning, "required": ["type"]}, "then": then}


def _only(allowed: Collection[str], then_test: Rule | None = None) -> Rule:
    rule: Rule = {"propertyNames": {"enum": list(allowed)}}
    if then_test is None:
        return rule
    appearance = _words(columns.GROUP_APPEARANCES)
    return {**rule, "required": ["name"], "properties": {"then_test": then_test, "appearance": appearance}}


def _repeat() -> Rule:
    return _only(columns.REPEAT, TRUTH)


def _of_type(name: str) -> Rule:
    """What a question of a type may say; words that only other programs know are left alone, as the checker does."""
    known = question_type(name)
    properties: dict[str, Rule] = {"appearance": _words(known.appearances), "then_test": STRING}
    if known.parameters:
        one = f"({'|'.join(known.parameters)})=[^\\s;,]+"
        properties["parameters"] = {"type": "string", "pattern": f"^\\s*{one}([\\s;,]+{one})*[\\s;,]*$"}
    return {"required": ["name"], "propertyNames": {"enum": list(columns.QUESTION)}, "properties": properties}


def _words(words: Collection[str]) -> Rule:
    return {"anyOf": [{"enum": list(words)}, STRING]} if words else STRING
