"""What an editor needs to complete and validate a study file."""

from __future__ import annotations

from survey.instrument import register_columns
from survey.instrument.editing import DAY, LANGUAGE, STRING, TEXT, TRUTH, WHOLE, Rule, keys, whole
from survey.instrument.editing_plan import plan_keys
from survey.instrument.plan import ASSIGNED, DESIGNS
from survey.instrument.study import ARABIC_DIGITS
from survey.instrument.study_file import KEYS, MONTHS, MONTHS_AT_WILL, OPTIONAL


def study_rules() -> Rule:
    """The JSON Schema of a study."""
    named = keys({"name": STRING, "label": TEXT}, ("name", "label"))
    names: Rule = {"type": "array", "items": STRING, "uniqueItems": True}
    some: Rule = {"type": "array", "items": named}
    question = keys({"name": STRING, "label": TEXT, "about": names, "codes": names}, ("name", "label"))
    known: dict[str, Rule] = {
        **dict.fromkeys(("title", "notice", "open_link_notice", "consent"), TEXT),
        **dict.fromkeys(("name", "time_zone"), STRING),
        **dict.fromkeys(("fictional", "open_link", "feedback", "practice"), TRUTH),
        **dict.fromkeys(("arms", "events", "sites"), some),
        "default_language": {"type": "string", "pattern": f"^{LANGUAGE}$"},
        "languages": {"type": "array", "items": {"type": "string", "pattern": f"^{LANGUAGE}$"}, "minItems": 1},
        "digits": {"const": ARABIC_DIGITS},
        "design": {"enum": list(DESIGNS)},
        "assigned": {"enum": list(ASSIGNED)},
        "instruments": {**names, "minItems": 1},
        "waves": {"type": "array", "items": _wave(), "minItems": 1},
        "register": _register(),
        "filters": names,
        "sensitive_sources": names,
        "minimum_cell": {"type": "integer", "minimum": 5},
        "help": keys({"telephone": STRING, "place": TEXT}, ("telephone", "place")),
        "expected_minutes": WHOLE,
        "retention": keys(dict.fromkeys((*MONTHS, *MONTHS_AT_WILL), WHOLE), MONTHS),
        "guide": {"type": "array", "items": question},
        "candidates": keys({"question": STRING, "value": STRING}, ("question", "value")),
        "plan": plan_keys(),
    }
    return whole(
        "A study of Jalon", keys({key: known[key] for key in KEYS}, [key for key in KEYS if key not in OPTIONAL])
    )


def _wave() -> Rule:
    known: dict[str, Rule] = {"name": STRING, "label": TEXT, "opens": DAY, "closes": DAY}
    return keys({**known, "then_test": TRUTH, "expected_minutes": WHOLE}, ("name", "label"))


def _register() -> Rule:
    texts: Rule = {"type": "object", "additionalProperties": {"type": "string"}}
    mapped: Rule = {"anyOf": [STRING, keys({"column": STRING, "values": texts}, ("column",))]}
    profile = keys(
        {"name": STRING, "column": STRING, "label": TEXT, "values": {"type": "object", "additionalProperties": TEXT}},
        ("name", "column", "label"),
    )
    known = {
        "participant_id": STRING,
        **dict.fromkeys(register_columns.MAPPED, mapped),
        **dict.fromkeys(register_columns.COLUMNS, STRING),
        "profile": {"type": "array", "items": profile},
        "contact": keys(dict.fromkeys(register_columns.CONTACT, STRING)),
    }
    return keys(known, ("participant_id",))
