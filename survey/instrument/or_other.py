"""The answer nobody thought of: a choice ``other``, and ``NAME_other`` that asks for it, named as in an XForm."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from survey.instrument.definition import Choice, Group, Node, Question, Questionnaire, Text

OTHER = "other"
ENDING = "_other"

_CHOICE: Text = {"en": "Other", "fr": "Autre", "ar": "غير ذلك", "es": "Otra respuesta"}
_QUESTION: Text = {
    "en": "Please say it in your own words",
    "fr": "Dites-le avec vos mots",
    "ar": "قل ذلك بكلماتك",
    "es": "Dígalo con sus palabras",
}


def with_other(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire as it is asked: what ``or_other`` stands for written out, and the flag gone.

    As in an XForm, the list has ``other`` wherever it is used.
    """
    asked = [question for question in questionnaire.questions() if question.or_other]
    if not asked:
        return questionnaire
    lists = {question.list_name for question in asked}
    other = Choice(OTHER, _in_languages(_CHOICE, questionnaire))
    choices = {
        name: (*listed, other) if name in lists and OTHER not in {choice.name for choice in listed} else listed
        for name, listed in questionnaire.choices.items()
    }
    label = _in_languages(_QUESTION, questionnaire)
    named = {question.name: question for question in asked}
    survey = tuple(_written_out(questionnaire.survey, label, named))
    return dataclasses.replace(questionnaire, survey=survey, choices=choices)


def _written_out(nodes: Sequence[Node], label: Text, named: Mapping[str, Question]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Group):
            yield dataclasses.replace(node, children=tuple(_written_out(node.children, label, named)))
        elif node.or_other:
            filtered = f"({node.choice_filter}) or name = '{OTHER}'" if node.choice_filter else ""
            yield dataclasses.replace(node, or_other=False, choice_filter=filtered)
            yield _asking(node, label, named)
        else:
            yield node


def _asking(question: Question, label: Text, named: Mapping[str, Question]) -> Question:
    """The question after it; the one it belongs to stands under it, as the page may be another."""
    return Question(
        type="text",
        name=question.name + ENDING,
        label=label,
        hint=question.label,
        relevant=f"selected(${{{question.name}}}, '{OTHER}')",
        sensitive=question.sensitive,
        then_test=question.then_test + ENDING if question.then_test in named else "",
        instrument=question.instrument,
    )


def _in_languages(text: Text, questionnaire: Questionnaire) -> Text:
    """A text in the languages of a questionnaire that it has; in English where the default language is another one."""
    codes = dict.fromkeys((*(each.code for each in questionnaire.languages), questionnaire.default_language))
    found = {code: text[code.partition("-")[0]] for code in codes if code.partition("-")[0] in text}
    return found if questionnaire.default_language in found else {**found, questionnaire.default_language: text["en"]}
