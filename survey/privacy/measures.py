"""What a study measures, in one language: its scales with their items, and the questions outside scales."""

from __future__ import annotations

from dataclasses import dataclass

from survey.instrument.definition import Question, Text, text_in
from survey.store import versions
from survey.store.studies import StudyRecord

NEVER_ANSWERED = ("note", "acknowledge")


@dataclass(frozen=True, slots=True)
class Measure:
    """A scale with its items by name and label, or a question outside scales, which has none."""

    name: str
    label: str
    items: tuple[tuple[str, str], ...] = ()

    @property
    def is_scale(self) -> bool:
        """Whether it is a scale."""
        return bool(self.items)

    @property
    def names(self) -> frozenset[str]:
        """What codes and the guide may call it by: its own name, or that of an item."""
        return frozenset({self.name, *(name for name, _label in self.items)})


def measures(record: StudyRecord, language: str) -> tuple[Measure, ...]:
    """What is measured at whichever wave: scales first, then the questions outside them; none that looks back."""
    scales: dict[str, Measure] = {}
    questions: dict[str, str] = {}

    def told(text: Text) -> str:
        return text_in(text, language, record.study.default_language)

    for digest in dict.fromkeys(wave.questionnaire_digest for wave in record.waves):
        questionnaire = versions.questionnaire(digest)
        questions |= {each.name: told(each.label) for each in questionnaire.questions() if _measures(each)}
        for scale in questionnaire.scales:
            items = tuple((name, questions.get(name, name)) for name in scale.items)
            scales.setdefault(scale.name, Measure(scale.name, told(scale.label), items))
    of_scales = {name for scale in scales.values() for name, _label in scale.items}
    others = (Measure(name, label) for name, label in questions.items() if name not in of_scales)
    return (*scales.values(), *others)


def _measures(question: Question) -> bool:
    return bool(question.label) and not question.then_test and question.type not in NEVER_ANSWERED
