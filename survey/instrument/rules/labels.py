"""The choices of a list can be told apart by their labels, in each language."""

from __future__ import annotations

from collections.abc import Iterator

from survey.instrument.problems import Problem
from survey.instrument.source import Source


def label_problems(source: Source) -> Iterator[Problem]:
    """Labels that stand twice in a list; where a filter picks the choices, two may share a label."""
    filtered = {question.list_name for question in source.questionnaire.questions() if question.choice_filter}
    for list_name, choices in source.questionnaire.choices.items():
        first: dict[tuple[str, str], str] = {}
        told: set[tuple[str, str]] = set()
        for choice in choices if list_name not in filtered else ():
            for code, label in choice.label.items():
                name = first.setdefault((code, label), choice.name)
                if name != choice.name and (name, choice.name) not in told:
                    told.add((name, choice.name))
                    what = (
                        f"The choices `{name}` and `{choice.name}` of `{list_name}` are both `{label[:80]}` in {code}."
                    )
                    where = ("choice", list_name, choice.name)
                    yield source.problem(where, "duplicate-label", what, "Give each its own words.", warning=True)
