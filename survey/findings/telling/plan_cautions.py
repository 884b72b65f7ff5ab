"""A caution of a plan's results in one sentence, with its numbers where they may be told."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.results import Cell, Finding
from analysis.sampling.margins import BETWEEN
from survey.findings.telling.messages import message_told
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import N_

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
DETAILS: Mapping[str, str] = {
    "floor_crowded": N_("%(wave)s: %(share)s of %(n)s people."),
    "ceiling_crowded": N_("%(wave)s: %(share)s of %(n)s people."),
    "regression_to_the_mean": N_(
        "The starting score and the change correlate at %(correlation)s; this alone would give %(expected)s."
    ),
    "lost_more_than_5_percent": N_("%(lost)s did not answer again (%(share)s), %(retained)s did."),
    "items_differ_by_language": N_("Questions: %(items)s."),
    "few_clusters": N_("There are %(clusters)s."),
    "wave_still_open": N_("Time of measurement concerned: %(wave)s."),
    "without_arm": N_("%(people)s people are concerned."),
    "subgroup_unknown": N_("%(variable)s: %(people)s people are concerned."),
    "subgroup_of_too_many_values": N_("%(variable)s: %(values)s values."),
    "changed_between_waves": N_("%(variable)s: %(people)s people are concerned."),
    "people_not_in_register": N_("%(people)s people are concerned."),
    "plan_locked_after_answers": N_("Times of measurement concerned: %(waves)s."),
}
"""What the numbers of a caution say, after the sentence of its name."""


def caution_told(texts: Texts, key: str, values: Mapping[str, Cell], finding: Finding | None = None) -> str:
    """What to be careful about and what to do with it; its numbers where all of them are there; why it is so."""
    sentence, detail = texts[f"caution:{key}"], DETAILS.get(key)
    if finding is not None:
        return f"{sentence} {message_told(texts.tongue, finding, _labels(texts, finding.values))}"
    said = {name: _told(texts, name, value) for name, value in values.items()}
    if detail is None or not all(said.get(name) for name in PLACEHOLDER.findall(detail)):
        return sentence
    return f"{sentence} {texts.tongue.gettext(detail, **said)}"


def _told(texts: Texts, name: str, value: Cell) -> str:
    tongue = texts.tongue
    if value is None:
        return ""
    if name == "share" and not isinstance(value, str):
        return tongue.percent(value)
    if isinstance(value, str):
        return _named(texts, name, value)
    return tongue.number(value, 0) if isinstance(value, int) else tongue.signed(value, 2)


def _named(texts: Texts, name: str, value: str) -> str:
    """Names in a value as people read them; several stand with spaces between them."""
    kind = {"wave": "wave", "from_wave": "wave", "waves": "wave", "items": "question"}.get(name)
    if kind is not None:
        return texts.tongue.listed([texts[f"{kind}:{each}"].rstrip(".") for each in value.split()])
    if name == "variable":
        return _variable(texts, value)
    return value


def _variable(texts: Texts, name: str) -> str:
    """A variable by its label, whether it is an attribute or part of the register's profile."""
    profile = {each.name for each in texts.columns.record.study.register.profile}
    return texts[f"variable:register.{name}" if name in profile else f"variable:{name}"]


def _labels(texts: Texts, values: Mapping[str, Cell]) -> dict[str, str]:
    """What the study calls the margins and the category in a finding; names it does not know stay as they are."""
    told = {name: str(values[name]) for name in ("margin", "other", "margins", "category") if name in values}
    found: dict[str, str] = {name: _crossed(texts, told[name]) for name in ("margin", "other") if name in told}
    if "margins" in told:
        found["margins"] = texts.tongue.listed([_crossed(texts, each) for each in told["margins"].split(", ")])
    if "category" in told and "margin" in told:
        names, parts = told["margin"].split(BETWEEN), told["category"].split(BETWEEN)
        if len(names) == len(parts):
            pairs = zip(names, parts, strict=True)
            found["category"] = BETWEEN.join(_category(texts, name, part) for name, part in pairs)
    return found


def _crossed(texts: Texts, margin: str) -> str:
    return BETWEEN.join(_known(texts, name) for name in margin.split(BETWEEN))


def _known(texts: Texts, name: str) -> str:
    try:
        return _variable(texts, name)
    except KeyError:
        return name


def _category(texts: Texts, name: str, value: str) -> str:
    profile = {each.name for each in texts.columns.record.study.register.profile}
    try:
        return texts[f"category:register.{name}:{value}" if name in profile else f"category:{name}:{value}"]
    except KeyError:
        return value
