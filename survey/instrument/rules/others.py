"""What ``or_other`` adds has room: its name is free, and no other question of the list gets a choice unasked."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from survey.instrument.assembly import row_names
from survey.instrument.or_other import ENDING, OTHER, with_other
from survey.instrument.problems import Problem
from survey.instrument.source import Source


def other_problems(source: Source) -> Iterator[Problem]:
    """A name that is taken already, and a list that is used without ``or_other`` too."""
    names = set(row_names(source.questionnaire.survey))
    plain: dict[str, str] = {}
    for question in source.questionnaire.questions():
        if question.list_name and not question.or_other:
            plain.setdefault(question.list_name, question.name)
    for question in source.questionnaire.questions():
        if not question.or_other:
            continue
        where, added = ("row", question.name, "type"), question.name + ENDING
        if added in names:
            told = f"`or_other` adds a question `{added}`, but there is one already."
            yield source.problem(where, "other-name-taken", told, f"Rename `{added}`, or leave out `or_other`.")
        listed = {choice.name for choice in source.questionnaire.choices.get(question.list_name, ())}
        if question.list_name in plain and OTHER not in listed:
            told = f"`{plain[question.list_name]}` has the same list, so `{OTHER}` is among its answers too."
            remedy = "Write `or_other` there too, or give it a list of its own."
            yield source.problem(where, "other-elsewhere", told, remedy, warning=True)


def as_asked(source: Source) -> Source:
    """The source with what ``or_other`` stands for written out, each at the place of the row that says so."""
    places = dict(source.places)
    for question in source.questionnaire.questions():
        place = places.get(("row", question.name, "type"))
        if question.or_other and place is not None:
            places.setdefault(("row", question.name + ENDING, ""), place)
            places.setdefault(("choice", question.list_name, OTHER), place)
    return dataclasses.replace(source, questionnaire=with_other(source.questionnaire), places=places)
