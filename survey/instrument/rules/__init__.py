"""The rules that look at a whole questionnaire: one file per concern, each a function from Source to Problems."""

from __future__ import annotations

from collections.abc import Iterator

from survey.instrument.problems import Problem
from survey.instrument.rules.choices import choice_problems
from survey.instrument.rules.circles import circle_problems
from survey.instrument.rules.conditions import condition_problems
from survey.instrument.rules.labels import label_problems
from survey.instrument.rules.media import media_problems
from survey.instrument.rules.negations import negation_problems
from survey.instrument.rules.pages import page_problems
from survey.instrument.rules.recordings import recording_problems
from survey.instrument.rules.references import reference_problems
from survey.instrument.rules.repeats import repeat_problems
from survey.instrument.rules.scales import scale_problems
from survey.instrument.rules.then_test import then_test_problems
from survey.instrument.rules.traps import trap_problems
from survey.instrument.rules.two_questions import two_questions_problems
from survey.instrument.rules.unreachable import unreachable_problems
from survey.instrument.rules.unused import unused_problems
from survey.instrument.rules.wording import wording_problems
from survey.instrument.source import Source

__all__ = ["rule_problems"]

_RULES = (
    condition_problems,
    circle_problems,
    reference_problems,
    choice_problems,
    scale_problems,
    then_test_problems,
    unreachable_problems,
    trap_problems,
    unused_problems,
    repeat_problems,
    page_problems,
    media_problems,
    recording_problems,
    label_problems,
    wording_problems,
    two_questions_problems,
    negation_problems,
)


def rule_problems(source: Source) -> Iterator[Problem]:
    """Every problem and warning of a questionnaire as a whole, worked out as it is asked for."""
    for rule in _RULES:
        yield from rule(source)
