"""What a file names and nothing uses: lists, values worked out, files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from survey.instrument.definition import Question
from survey.instrument.expressions.tree import branches
from survey.instrument.files_beside import FOLDERS
from survey.instrument.model import Model, file_stem
from survey.instrument.problems import Problem
from survey.instrument.recordings import FILE as RECORDINGS
from survey.instrument.recordings import recordings_beside
from survey.instrument.rules.references import names_in_text
from survey.instrument.rules.written import model_of, readable, texts_of
from survey.instrument.source import Source
from survey.instrument.spoken import key_of, spoken_of

_WORKED_OUT = ("calculate", "hidden")
_OF_FORMS = (".yaml", ".yml", ".xlsx", ".xlsm", ".xls")
_WHOLE = ("file", "", "")
MOST_FILES = 2000


def unused_problems(source: Source) -> Iterator[Problem]:
    """One warning for each name that could go."""
    model = model_of(source)
    instances = _instances(model)
    yield from _lists(source, instances)
    yield from _worked_out(source, model)
    for question in source.questionnaire.questions():
        if question.type in ("csv-external", "xml-external") and question.name not in instances:
            told = f"Nothing reads `instance('{question.name}')`."
            where = ("row", question.name, "")
            yield source.problem(where, "unused-file", told, "Remove the row, or use it.", warning=True)
    yield from _media(source)


def _instances(model: Model) -> set[str]:
    """The lists and files that expressions read by ``instance()`` or ``pulldata()``."""
    found: set[str] = set()
    for standing in model.standings.values():
        for _, expression in readable(standing):
            for branch in branches(expression.tree):
                if branch[0] == "instance":
                    found.add(branch[1])
                elif branch[:2] == ("call", "pulldata") and branch[2][0] == "string":
                    found |= {branch[2][1], file_stem(branch[2][1])}
    return found


def _lists(source: Source, instances: set[str]) -> Iterator[Problem]:
    used = {question.list_name for question in source.questionnaire.questions()} | instances
    for name in source.questionnaire.choices:
        if name not in used:
            told = f"No question uses the list `{name}`."
            yield source.problem(("list", name, ""), "unused-list", told, "Remove it, or use it.", warning=True)


def _worked_out(source: Source, model: Model) -> Iterator[Problem]:
    """A value that nothing reads is for the export alone: its label then says what it is."""
    read = set(names_in_text(source.questionnaire.settings.get("instance_name", "")))
    for standing in model.standings.values():
        read |= {name for _, expression in readable(standing) for name in expression.names if name != standing.name}
        read |= set(standing.node.trigger) if isinstance(standing.node, Question) else set()
    for _, _, text in texts_of(source, model):
        read |= {name for words in text.values() for name in names_in_text(words)}
    for question in source.questionnaire.questions():
        if question.type not in _WORKED_OUT:
            continue
        where = ("row", question.name, "")
        is_written = ("row", question.name, "calculation") in source.places  # one that cannot be read is told elsewhere
        if not is_written and not question.calculation and not question.default and not question.trigger:
            told = f"`{question.name}` has no value: it has neither `calculation` nor `default`."
            yield source.problem(where, "unused-name", told, "Add one, or remove the row.", warning=True)
        elif question.name not in read and question.calculation and not question.label and not question.columns:
            told = f"Nothing in this file reads `{question.name}`."
            remedy = "Remove it; where the export needs it, give it a `label` that says what it is."
            yield source.problem(where, "unused-name", told, remedy, warning=True)


def _media(source: Source) -> Iterator[Problem]:
    """Files of the folder ``media`` that no row names, where this is the only questionnaire beside it."""
    folder = Path(source.file).parent
    media = folder / FOLDERS[0]
    try:
        forms = sum(file.suffix.lower() in _OF_FORMS for file in folder.iterdir())
        files = sorted(file.name for file in media.iterdir() if file.is_file() and not file.name.startswith("."))
    except OSError:
        return
    if forms != 1 or len(files) > MOST_FILES:
        return
    text = _whole_text(source)
    unused = [name for name in files if name not in text and file_stem(name) not in text]
    for name in unused:
        told = f"No row names the file `{name}` of the folder `media`."
        yield source.problem(_WHOLE, "unused-file", told, "Remove it, or name it.", warning=True)


def _whole_text(source: Source) -> set[str]:
    """The names of files in the file: of pictures and sounds, of choices, of what expressions read."""
    questionnaire = source.questionnaire
    model = model_of(source)
    media = [standing.node.media for standing in model.standings.values()]
    media += [choice.media for listed in questionnaire.choices.values() for choice in listed]
    found = {name for each in media for files in each.values() for name in files.values()} | {RECORDINGS}
    words = {(code, key_of(text)) for piece in spoken_of(questionnaire) for code, text in piece.words.items()}
    found |= {row.file for row in recordings_beside(Path(source.file)) if row.key in words}
    found |= {question.file for question in questionnaire.questions() if question.file}
    externals = {each.name for each in questionnaire.questions() if each.type in ("csv-external", "xml-external")}
    return found | externals | _instances(model)
