"""Names in texts, triggers, paths and filters exist, and no row hangs on what is asked only later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from survey.instrument.definition import Choice, Question
from survey.instrument.expressions.grammar import Tree
from survey.instrument.expressions.tree import branches
from survey.instrument.files_beside import file_beside
from survey.instrument.model import Model, file_stem
from survey.instrument.problems import Problem
from survey.instrument.report import meant
from survey.instrument.rules.circles import circle
from survey.instrument.rules.traps import bare_names
from survey.instrument.rules.written import climbs, model_of, readable, steps_named, texts_of
from survey.instrument.source import Source, Where
from survey.instrument.standing import Standing, expression_or_none
from survey.instrument.types import question_type

_IN_TEXT = re.compile(r"\$\{\s*([^}#\s]+)\s*\}")
_ASKED_FIRST = ("relevant", "choice_filter", "repeat_count")


def reference_problems(source: Source) -> Iterator[Problem]:
    """The names that nothing has, and the references forward."""
    model = model_of(source)
    yield from _text_problems(source, model)
    in_circle = circle(model)
    lists = _lists(source)
    columns = {name: _columns(choices) for name, choices in source.questionnaire.choices.items()}
    for standing in model.standings.values():
        yield from _trigger_problems(source, model, standing)
        yield from _path_problems(source, model, standing, lists)
        yield from _filter_problems(source, standing, columns)
        if standing.name not in in_circle:
            yield from _later_problems(source, model, standing)


def names_in_text(words: str) -> list[str]:
    """The names that a text shows as ``${name}``."""
    return list(dict.fromkeys(_IN_TEXT.findall(words)))


def _text_problems(source: Source, model: Model) -> Iterator[Problem]:
    for where, what, text in texts_of(source, model):
        for name in dict.fromkeys(name for words in text.values() for name in names_in_text(words)):
            if name not in model.standings:
                told = f"{what} shows `${{{name}}}`, which names no question of this file."
                yield source.problem(where, "unknown-reference", told, meant(name, sorted(model.standings)))


def _trigger_problems(source: Source, model: Model, standing: Standing) -> Iterator[Problem]:
    for name in standing.node.trigger if isinstance(standing.node, Question) else ():
        if name not in model.standings:
            told = f"`${{{name}}}` names no question of this file."
            where = ("row", standing.name, "trigger")
            yield source.problem(where, "unknown-reference", told, meant(name, sorted(model.standings)))
        elif not _is_seen(model.standings[name]):
            told = f"`${{{name}}}` is no question that people answer, which ODK refuses as a trigger."
            where = ("row", standing.name, "trigger")
            yield source.problem(where, "trigger-not-asked", told, "Name a question that is asked.", warning=True)


def _path_problems(source: Source, model: Model, standing: Standing, lists: set[str]) -> Iterator[Problem]:
    for column, expression in readable(standing):
        where = ("row", standing.name, column)
        bare = set(bare_names(expression.tree)) if isinstance(standing.node, Question) else set()
        for name in dict.fromkeys(steps_named(expression.tree, of_items=column == "choice_filter")):
            if name not in model.standings and name not in bare:
                told = f"The path to `{name}` leads to no question of this file."
                yield source.problem(where, "unknown-path", told, meant(name, sorted(model.standings)), warning=True)
        for up, name in climbs(expression.tree, of_items=column == "choice_filter"):
            if up > len(standing.above) + 1 and name in model.standings:
                told = f"The path to `{name}` goes up {up} times, which leads out of the form; it is always blank."
                yield source.problem(where, "unknown-path", told, f"Write `${{{name}}}`.", warning=True)
        for branch in branches(expression.tree):
            yield from _list_problems(source, model, where, branch, lists)


def _list_problems(source: Source, model: Model, where: Where, branch: Tree, lists: set[str]) -> Iterator[Problem]:
    if branch[0] == "instance" and branch[1] not in lists and not _is_external(source, model, branch[1]):
        told = f"`instance('{branch[1]}')` names no list and no file of this one."
        remedy = meant(branch[1], sorted(lists), "" if lists else "Write the list under `choices`, or bring the file.")
        yield source.problem(where, "unknown-list", told, remedy)
    elif branch[:2] == ("call", "pulldata") and branch[2][0] == "string":
        name = file_stem(branch[2][1])
        if name not in lists and not _is_external(source, model, name):
            told = f"There is no file `{name}.csv`; without it `pulldata()` is blank."
            remedy = "Put it beside this file, or into the folder `media`."
            yield source.problem(where, "missing-file", told, remedy, warning=True)


def _is_external(source: Source, model: Model, name: str) -> bool:
    """Whether a file brings the list, by a row of its own or by its name alone, or the last answers are meant."""
    standing = model.standings.get(name)
    external = standing is not None and getattr(standing.node, "type", "") in ("csv-external", "xml-external")
    return external or name == "__last-saved" or file_beside(Path(source.file), f"{name}.csv") is not None


def _lists(source: Source) -> set[str]:
    files = {file_stem(question.file) for question in source.questionnaire.questions() if question.file}
    return files | set(source.questionnaire.choices)


def _columns(choices: Sequence[Choice]) -> set[str]:
    return {"name", "label", "itextId", *(column for choice in choices for column in choice.columns)}


def _filter_problems(source: Source, standing: Standing, columns: Mapping[str, set[str]]) -> Iterator[Problem]:
    """A filter reads the columns of its list; one that no choice has is blank for all of them."""
    node = standing.node
    if not isinstance(node, Question) or not node.choice_filter or node.list_name not in columns:
        return
    expression, known = expression_or_none(node.choice_filter), columns[node.list_name]
    read = [branch[2][1] for branch in branches(expression.tree) if _is_column(branch)] if expression else []
    for column in dict.fromkeys(read):
        if column not in known:
            told = f"No choice of `{node.list_name}` has the column `{column}` that the filter reads."
            remedy = meant(column, sorted(known), "Add it under `columns:` of the choices.")
            where = ("row", node.name, "choice_filter")
            yield source.problem(where, "unknown-column", told, remedy, warning=True)


def _is_column(branch: Tree) -> bool:
    return branch[0] == "path" and branch[1] == ("self",) and len(branch) == 3 and bool(branch[2][0] == "child")


def _later_problems(source: Source, model: Model, standing: Standing) -> Iterator[Problem]:
    """What is typed later is blank when the row is first reached; what is worked out may stand anywhere."""
    for column, expression in readable(standing):
        for name in expression.references if column in _ASKED_FIRST else ():
            other = model.standings.get(name)
            if other is None or other.number <= standing.number or not _is_typed(other):
                continue
            told = f"`{column}` reads `${{{name}}}`, which is asked later."
            remedy = f"Move `{name}` before this row: until it is answered it is blank."
            yield source.problem(("row", standing.name, column), "later-reference", told, remedy, warning=True)


def _is_seen(standing: Standing) -> bool:
    return isinstance(standing.node, Question) and question_type(standing.node.type).is_shown


def _is_typed(standing: Standing) -> bool:
    node = standing.node
    return isinstance(node, Question) and question_type(node.type).is_question and not node.calculation
