"""Lists exist, and each type accepts its choices and parameters."""

from __future__ import annotations

from collections.abc import Iterator

from survey.instrument.problems import Problem
from survey.instrument.report import meant
from survey.instrument.source import Source
from survey.instrument.types import question_type


def choice_problems(source: Source) -> Iterator[Problem]:
    """Unknown lists, and what each type finds in its own rows."""
    lists = source.questionnaire.choices
    for question in source.questionnaire.questions():
        name = question.list_name
        if name and name not in lists and " " not in name:
            remedy = meant(name, lists, f"Add choices with `list_name: {name}`.")
            yield source.problem(
                ("row", question.name, "type"), "unknown-list", f"The list `{name}` has no choice.", remedy
            )
        for rule, what, remedy in question_type(question.type).check(question, lists.get(name, ())):
            yield source.problem(("row", question.name, "parameters"), rule, what, remedy)
        for rule, what, remedy in question_type(question.type).advice(question):
            yield source.problem(("row", question.name, "type"), rule, what, remedy, warning=True)
    yield from _spaces(source)


def _spaces(source: Source) -> Iterator[Problem]:
    """A name of several words is refused where answers are lists of names, and advised against elsewhere."""
    several = {
        question.list_name
        for question in source.questionnaire.questions()
        if question_type(question.type).has_choices and question.type != "select_one"
    }
    for list_name, choices in source.questionnaire.choices.items():
        for choice in choices:
            if len(choice.name.split()) > 1:
                told = f"The choice name `{choice.name[:80]}` holds a space."
                remedy = f"Write one word: {'_'.join(choice.name.split())[:64]}."
                where, refused = ("choice", list_name, choice.name), list_name in several
                rule = "wrong-choice-name" if refused else "choice-with-spaces"
                yield source.problem(where, rule, told, remedy, warning=not refused)
