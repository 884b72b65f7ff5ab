"""What an editor needs to complete and validate a plan, in a study or in a file of its own."""

from __future__ import annotations

from survey.instrument.editing import STRING, TEXT, WHOLE, Rule, keys, whole
from survey.instrument.plan import ADJUSTMENTS, ASSIGNED, CLUSTERS, DESIGNS, FITTED, PARTS, WEIGHT_METHODS
from survey.instrument.plan_file import COLUMNS, FILE, NEEDED, NEEDED_COLUMNS, NEEDED_OF_SCALE
from survey.instrument.plan_reading import KEYS, LOST, WEIGHTS
from survey.instrument.plan_rules import LEAST_LEVEL
from survey.instrument.reader import NAME

_NAMES: Rule = {"type": "array", "items": STRING, "uniqueItems": True}
_PAIR: Rule = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}

_CONTRAST: dict[str, Rule] = {
    "wave": {**STRING, "description": "When: the later wave."},
    "from": {**STRING, "description": "Since when: the earlier wave."},
    "arm": {**STRING, "description": "The group that is held against another."},
    "reference": {**STRING, "description": "The group it is held against; left out, the first one."},
}


def plan_keys() -> Rule:
    """The rules of what stands under ``plan:``."""
    known: dict[str, Rule] = {
        **dict.fromkeys((*PARTS, "subgroups", "covariates"), _NAMES),
        "contrasts": {"type": "array", "items": keys(_CONTRAST, ("wave",))},
        "cluster": {"enum": list(CLUSTERS)},
        "weights": _weights(),
        "adjustment": keys({key: {"enum": list(words)} for key, words in ADJUSTMENTS.items()}),
        "level": {"type": "number", "minimum": LEAST_LEVEL, "exclusiveMaximum": 1},
        "important_change": {"type": "object", "additionalProperties": {"type": "number", "exclusiveMinimum": 0}},
        "lost": keys({key: {"type": "array", "items": {"type": "number"}} for key in LOST}, LOST),
    }
    return keys({key: known[key] for key in KEYS})


def plan_file_rules() -> Rule:
    """The JSON Schema of PLAN.yaml."""
    known: dict[str, Rule] = {
        "design": {"enum": list(DESIGNS)},
        "assigned": {"enum": list(ASSIGNED)},
        "columns": {
            **keys(dict.fromkeys(COLUMNS, STRING), NEEDED_COLUMNS),
            "description": "What the columns of the CSV file are called.",
        },
        "waves": {**_NAMES, "minItems": 1, "description": "The waves in their order, as the CSV file names them."},
        "scales": {"type": "array", "items": _scale(), "minItems": 1},
        "plan": plan_keys(),
    }
    return whole("A plan of Jalon for a CSV file", keys({key: known[key] for key in FILE}, NEEDED))


def _weights() -> Rule:
    known: dict[str, Rule] = {"method": {"enum": list(WEIGHT_METHODS)}, "margins": _NAMES, "trim": _PAIR}
    fitted = {"properties": {"method": {"enum": list(FITTED)}}, "required": ["method"]}
    needed = {"required": ["margins"]}
    return {**keys({key: known[key] for key in WEIGHTS}, ("method",)), "if": fitted, "then": needed}


def _scale() -> Rule:
    known: dict[str, Rule] = {
        "name": {"type": "string", "pattern": f"^{NAME.pattern}$"},
        "label": TEXT,
        "items": {**_NAMES, "minItems": 1},
        "reverse": _NAMES,
        "minimum_answered": WHOLE,
        "score_range": _PAIR,
        "range": {**_PAIR, "description": "The lowest and the highest answer of an item: [1, 5]."},
        "source": STRING,
    }
    return keys(known, NEEDED_OF_SCALE)
