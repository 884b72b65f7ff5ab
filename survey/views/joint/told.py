"""Inferences in the language of the page: what each says, and in three lines at most what has changed beneath it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, format_decimal, gettext, lazy_gettext, ngettext

from survey.privacy import inference_ground
from survey.privacy.inference_ground import Difference, Moved
from survey.privacy.joint_matrix import Matrix
from survey.store.inferences import Inference
from survey.store.studies import StudyRecord
from survey.views.joint import asked

KINDS: Mapping[str, LazyString] = {
    "confirms": lazy_gettext("Words and numbers say the same"),
    "completes": lazy_gettext("Words tell what numbers do not measure"),
    "expands": lazy_gettext("Words explain the numbers"),
    "contradicts": lazy_gettext("Words and numbers contradict each other"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """An inference with what has changed since it was written; no lines where it still stands."""

    inference: Inference
    kind: str
    lines: tuple[str, ...]


def by_subject(
    record: StudyRecord, matrix: Matrix, figures: Mapping[str, Any] | None
) -> Mapping[tuple[str, str], Told]:
    """The inferences of a study by what they are about; ``figures``: those of everyone, None where unknown."""
    labels = {} if figures is None else _labels(figures)
    return {
        (each.inference.subject, each.inference.name): Told(
            each.inference,
            str(KINDS[each.inference.kind]),
            tuple(lines(each.difference, labels.get(each.inference.name, {}))),
        )
        for each in inference_ground.standing(record, matrix, figures, asked.reader())
    }


def lines(found: Difference, labels: Mapping[str, str]) -> Iterator[str]:
    """What has changed, in three lines at most: figures, passages, and who they come from."""
    if found.figures:
        yield _figures(found.figures, labels)
    passages = [
        *([ngettext("%(num)s quote gone", "%(num)s quotes gone", found.gone)] if found.gone else []),
        *([ngettext("%(num)s new quote", "%(num)s new quotes", found.new)] if found.new else []),
        *([ngettext("%(num)s quote judged anew", "%(num)s quotes judged anew", found.judged)] if found.judged else []),
    ]
    if passages:
        yield gettext("; ").join(passages)
    others = [*_others(found)]
    if others:
        yield gettext("; ").join(others)


def _figures(moved: tuple[Moved, ...], labels: Mapping[str, str]) -> str:
    first, more = moved[0], len(moved) - 1
    line = gettext(
        "%(figure)s: from %(before)s to %(after)s (n from %(n_before)s to %(n_after)s)",
        figure=labels.get(first.key, first.key),
        before=_number(first.before.get("value"), "0.#"),
        after=_number(first.after.get("value"), "0.#"),
        n_before=_number(first.before.get("n"), "0"),
        n_after=_number(first.after.get("n"), "0"),
    )
    if not more:
        return line
    return line + gettext("; ") + ngettext("%(num)s more figure moved", "%(num)s more figures moved", more)


def _others(found: Difference) -> Iterator[str]:
    if found.consents:
        yield ngettext("consent of %(num)s interview changed", "consent of %(num)s interviews changed", found.consents)
    if found.texts:
        yield ngettext(
            "a name was replaced in %(num)s interview", "a name was replaced in %(num)s interviews", found.texts
        )
    if found.interviewed:
        before, after = found.interviewed
        yield gettext("people interviewed: from %(before)s to %(after)s", before=before, after=after)


def _number(value: float | None, pattern: str) -> str:
    return "–" if value is None else format_decimal(value, pattern)


def _labels(figures: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
    """What the figures of each theme are called in the language of the page."""
    found = {
        scale["name"]: {f"{each['of']}.{each['wave']}": str(each["label"]) for each in scale["figures"]}
        for scale in figures["scales"]
    }
    answers = {
        question["name"]: {f"answer.{place}": str(row[0]) for place, row in enumerate(question["rows"])}
        for question in figures["questions"]
    }
    return found | answers
