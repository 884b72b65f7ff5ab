"""The scales and questions of a study that a code may speak to, by their labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.instrument.definition import Question, Questionnaire
from survey.store import versions
from survey.store.studies import StudyRecord
from survey.views.codebook import asked

NEVER_ANSWERED = ("note", "acknowledge")


@dataclass(frozen=True, slots=True)
class Offered:
    """A scale with its items, or the questions that belong to no scale, each by name and label; ``name`` is '' then."""

    name: str
    label: str
    items: tuple[tuple[str, str], ...]


def offered(record: StudyRecord) -> tuple[Offered, ...]:
    """What a study asks, scale by scale, at whichever wave."""
    scales: dict[str, Offered] = {}
    questions: dict[str, str] = {}
    for questionnaire in _questionnaires(record):
        asked_here = {each.name: each for each in questionnaire.questions() if _is_answered(each)}
        questions |= {name: asked.text(record, each.label) for name, each in asked_here.items()}
        for scale in questionnaire.scales:
            items = tuple((name, questions.get(name, name)) for name in scale.items)
            scales.setdefault(scale.name, Offered(scale.name, asked.text(record, scale.label), items))
    of_scales = {name for scale in scales.values() for name, _label in scale.items}
    others = tuple((name, label) for name, label in questions.items() if name not in of_scales)
    return (*scales.values(), Offered("", "", others)) if others else tuple(scales.values())


def labels(groups: Sequence[Offered]) -> Mapping[str, str]:
    """The label of each name."""
    found = {group.name: group.label for group in groups if group.name}
    return found | {name: label for group in groups for name, label in group.items}


def _questionnaires(record: StudyRecord) -> list[Questionnaire]:
    digests = dict.fromkeys(wave.questionnaire_digest for wave in record.waves)
    return [versions.questionnaire(digest) for digest in digests]


def _is_answered(question: Question) -> bool:
    return bool(question.label) and question.type not in NEVER_ANSWERED
