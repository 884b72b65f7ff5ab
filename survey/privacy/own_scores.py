"""A person's own scores, for that person alone: now, and beside the first time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.scales.rule import ScoringRule, score
from survey.instrument.definition import Question, Questionnaire, Scale, Text, Value
from survey.store.submissions import Submission

SAME, HIGHER, LOWER = "same", "higher", "lower"


@dataclass(frozen=True, slots=True)
class OwnScore:
    """One scale: its label, the score of now and of the first time (None where too few items were answered).

    ``step``: by how much the score moves when one answer moves by one step.
    """

    name: str
    label: Text
    low: float
    high: float
    step: float
    now: float | None
    first: float | None = None
    is_alone: bool = False
    """Whether the scale is one question."""

    @property
    def change(self) -> str:
        """``higher``, ``lower`` or ``same`` than the first time; '' where that cannot be said.

        One answer that moved by one step is no change yet, unless the scale is one question.
        """
        if self.now is None or self.first is None:
            return ""
        difference, tolerance = self.now - self.first, 1e-9
        if abs(difference) < self.step + (-tolerance if self.is_alone else tolerance):
            return SAME
        return HIGHER if difference > 0 else LOWER


def own_scores(submission: Submission, first: Submission | None = None) -> tuple[OwnScore, ...]:
    """The score of each scale of what was submitted, beside that of the first time where it is the same scale."""
    earlier = {} if first is None else {each.name: each for each in own_scores(first)}
    found = []
    for scale in submission.flow.questionnaire.scales:
        own = _score(scale, submission)
        before = earlier.get(scale.name)
        if own is None:
            continue
        is_same = before is not None and (before.low, before.high) == (own.low, own.high)
        found.append(own if before is None or not is_same else _beside(own, before))
    return tuple(found)


def _beside(own: OwnScore, before: OwnScore) -> OwnScore:
    step = max(own.step, before.step)
    return OwnScore(own.name, own.label, own.low, own.high, step, own.now, before.now, own.is_alone)


def _score(scale: Scale, submission: Submission) -> OwnScore | None:
    questionnaire, document = submission.flow.questionnaire, submission.document
    questions = {question.name: question for question in questionnaire.questions() if question.name in scale.items}
    low, high = float(scale.score_range[0]), float(scale.score_range[1])
    try:
        ranges = {name: range_of(question, questionnaire) for name, question in questions.items()}
        known = {name: (lowest, highest) for name, (lowest, highest, _steps) in ranges.items()}
        rule = ScoringRule(scale.items, known, scale.minimum_answered, (low, high), scale.reverse)
        value = score({item: _number(document.answers.get(item)) for item in scale.items}, rule)
    except ValueError:  # an item that is no number, or of another version: there is no score to tell
        return None
    finest = max(steps for _lowest, _highest, steps in ranges.values())
    step = (high - low) / (finest * len(scale.items))
    return OwnScore(scale.name, scale.label, low, high, step, value, is_alone=len(scale.items) == 1)


def range_of(question: Question, questionnaire: Questionnaire) -> tuple[float, float, int]:
    """The lowest and highest number an item allows, and how many steps there are between; ``ValueError`` if none."""
    if question.type == "range":
        low, high = float(question.parameters["start"]), float(question.parameters["end"])
        return low, high, max(1, round((high - low) / float(question.parameters.get("step", "1"))))
    numbers = sorted({float(choice.name) for choice in questionnaire.choices.get(question.list_name, ())})
    if len(numbers) < 2:
        raise ValueError(f"{question.name} has no numbers to choose from.")
    return numbers[0], numbers[-1], len(numbers) - 1


def _number(value: Value | None) -> float | None:
    return None if value is None else float(str(value))


def as_plain(scores: tuple[OwnScore, ...]) -> list[Mapping[str, object]]:
    """The scores for a file: numbers, None where too few items were answered."""
    return [
        {"scale": each.name, "score": each.now, "lowest": each.low, "highest": each.high, "label": dict(each.label)}
        for each in scores
    ]
