"""What a report cannot say, in words: the design, every caution, who is missing, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from survey.findings.report.basis import Basis
from survey.findings.telling.results_words import claim_of
from survey.findings.telling.texts import Texts


def limits_of(basis: Basis, told: Mapping[str, Any], texts: Texts) -> tuple[str, ...]:
    """Every limit once; ``told``: the page in the language of the texts."""
    return tuple(dict.fromkeys(_limits(basis, told, texts)))


def _limits(basis: Basis, told: Mapping[str, Any], texts: Texts) -> Iterator[str]:
    tongue, page = texts.tongue, basis.page
    yield claim_of(tongue, page.design, page.assigned, has_arms=page.has_arms)
    yield tongue.gettext(
        "These are the answers of those who answered. Nobody knows how the others would have answered."
    )
    yield from told["cautions"]
    for caution, outcomes in _by_caution(told).items():
        yield tongue.gettext("%(label)s: %(value)s", label=tongue.listed(outcomes), value=caution)
    if not basis.is_exact:
        yield tongue.gettext(
            "This report is for the team. It leaves out figures of fewer than %(cell)s people, and figures that beside "
            "others would tell of so few. Pictures of single people, and how well the questions measure, stand in the "
            "report for researchers.",
            cell=tongue.number(basis.record.study.minimum_cell, 0),
        )
        for part in _withheld(told):
            yield tongue.gettext("Left out: %(title)s.", title=part)


def _by_caution(told: Mapping[str, Any]) -> dict[str, list[str]]:
    """Each caution of outcomes once, with the outcomes that it is about."""
    found: dict[str, list[str]] = {}
    for outcome in told["outcomes"]:
        for caution in outcome["cautions"]:
            found.setdefault(caution, []).append(outcome["label"])
    return found


def _withheld(told: Mapping[str, Any]) -> Iterator[str]:
    parts = [*(part for outcome in told["outcomes"] for part in outcome["parts"]), *told["who"]]
    yield from (part["title"].rstrip(".") for part in parts if part["why_not"])
