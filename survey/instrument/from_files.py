"""Puts the choices of files into a questionnaire, so that what is published is complete in itself."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from survey.instrument.definition import Choice, Group, Node, Question, Questionnaire, Text
from survey.instrument.model import Rows, file_stem

_NAMED = re.compile(r"\b(?:instance|pulldata)\s*\(\s*(?:'([^']{1,120})'|\"([^\"]{1,120})\")")
_TYPED: Mapping[str, Any] = {
    "type": "text",
    "file": "",
    "list_name": "",
    "choice_filter": "",
    "parameters": {},
    "appearance": (),
}


def value_column(question: Question) -> str:
    """The column of a file that holds what is stored."""
    return question.parameters.get("value", "name")


def label_column(question: Question) -> str:
    """The column of a file that people read."""
    return question.parameters.get("label", "label")


def with_files(questionnaire: Questionnaire, rows: Rows) -> Questionnaire:
    """The questionnaire with a list for each file it reads; where a file is lacking, people type their answer.

    ``instance('villages')`` finds the list of villages.csv, which is called so.
    """
    lists = dict(questionnaire.choices)
    names: dict[tuple[str, str, str], str] = {}
    for question in questionnaire.questions():
        asked = (question.file, value_column(question), label_column(question))
        if question.file and asked not in names:
            listed = tuple(_choices(_rows(rows, question.file), question, questionnaire))
            if listed:
                names[asked] = _free_name(asked, lists)
                lists[names[asked]] = listed
    plain = Question("select_one", "", {})
    for name in dict.fromkeys(_names_read(questionnaire)):
        if name not in lists:
            listed = tuple(_choices(_rows(rows, f"{name}.csv"), plain, questionnaire))
            lists |= {name: listed} if listed else {}
    if lists == questionnaire.choices and not any(question.file for question in questionnaire.questions()):
        return questionnaire
    survey = tuple(_put_in(questionnaire.survey, names))
    return dataclasses.replace(questionnaire, survey=survey, choices=lists)


def _rows(rows: Rows, file: str) -> Sequence[Mapping[str, str]]:
    if not file.lower().endswith(".csv"):
        return ()
    try:
        return rows(file)
    except LookupError:
        return ()


def _free_name(asked: tuple[str, str, str], lists: Mapping[str, object]) -> str:
    file, value, label = asked
    names = (file_stem(file), file, f"{file}.{value}.{label}")
    return next((name for name in names if name not in lists), names[-1])


def _choices(rows: Sequence[Mapping[str, str]], question: Question, questionnaire: Questionnaire) -> Iterator[Choice]:
    value, label = value_column(question), label_column(question)
    told_anyway = {name for name, column in (("name", value), ("label", label)) if name == column}
    for row in rows:
        columns = {name: text for name, text in row.items() if name not in told_anyway}
        yield Choice(row.get(value, "").strip(), _label(row, label, questionnaire), columns)


def _label(row: Mapping[str, str], column: str, questionnaire: Questionnaire) -> Text:
    """The label, and what it is in the languages that have a column of their own, such as ``label::ar``."""
    found = {questionnaire.default_language: row.get(column, "").strip()}
    for language in questionnaire.languages:
        for named in (language.header, language.code):
            text = row.get(f"{column}::{named}", "").strip()
            found |= {language.code: text} if text else {}
    return found


def _put_in(nodes: Sequence[Node], names: Mapping[tuple[str, str, str], str]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Group):
            yield dataclasses.replace(node, children=tuple(_put_in(node.children, names)))
        elif not node.file:
            yield node
        else:
            name = names.get((node.file, value_column(node), label_column(node)))
            if name is None:
                yield dataclasses.replace(node, **_TYPED)
                continue
            others = {key: text for key, text in node.parameters.items() if key not in ("value", "label")}
            yield dataclasses.replace(node, list_name=name, file="", parameters=others)


def _names_read(questionnaire: Questionnaire) -> Iterator[str]:
    """The names in ``instance('…')`` and ``pulldata('…', …)`` of every expression."""
    waiting: list[Node] = list(questionnaire.survey)
    while waiting:
        node = waiting.pop()
        texts = [node.relevant]
        if isinstance(node, Group):
            waiting.extend(node.children)
            texts.append(getattr(node, "repeat_count", ""))
        else:
            texts += [node.constraint, node.required, node.calculation, node.default, node.read_only]
            texts += [node.choice_filter, *node.parameters.values()]
        for text in texts:
            for single, double in _NAMED.findall(text):
                yield (single or double).removesuffix(".csv")
