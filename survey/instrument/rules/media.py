"""The files that a questionnaire names are there, in each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from survey.instrument.definition import Text
from survey.instrument.files_beside import file_beside
from survey.instrument.problems import Problem
from survey.instrument.reader import MEDIA_NAME
from survey.instrument.rules.written import model_of
from survey.instrument.source import Source, Where


def media_problems(source: Source) -> Iterator[Problem]:
    """Files that are lacking, and languages without a file where others have one of their own."""
    there: dict[str, bool] = {}
    for where, media in _named(source):
        for kind, files in media.items():
            place = (where[0], where[1], kind) if where[0] == "row" else where
            yield from _language_problems(source, place, kind, files)
            for name in dict.fromkeys(files.values()):
                if not there.setdefault(name, _is_there(source, name)):
                    told = f"There is no file `{name}`; without it people see the words alone."
                    yield source.problem(place, "missing-file", told, "Put it into the folder `media`.", warning=True)
    for question in source.questionnaire.questions():
        if question.file and not there.setdefault(question.file, _is_there(source, question.file)):
            told = f"There is no file `{question.file}`; without it people type their answer."
            remedy = "Put it beside this file, or into the folder `media`."
            yield source.problem(("row", question.name, "type"), "missing-file", told, remedy, warning=True)


def _named(source: Source) -> Iterator[tuple[Where, Mapping[str, Text]]]:
    for standing in model_of(source).standings.values():
        yield ("row", standing.name, ""), standing.node.media
    for list_name, choices in source.questionnaire.choices.items():
        for choice in choices:
            yield ("choice", list_name, choice.name), choice.media


def _language_problems(source: Source, where: Where, kind: str, files: Text) -> Iterator[Problem]:
    """One file for all languages is enough; where they differ, none may be forgotten."""
    missing = [language.code for language in source.questionnaire.languages if language.code not in files]
    if len(files) > 1 and missing:
        told = f"The {kind} is missing in {', '.join(missing)}."
        yield source.problem(where, "missing-media", told, "Name a file for each language.", warning=True)


def _is_there(source: Source, name: str) -> bool:
    """Whether the file is there; what is no name at all is told elsewhere, and never looked for."""
    return not MEDIA_NAME.fullmatch(name) or file_beside(Path(source.file), name) is not None
