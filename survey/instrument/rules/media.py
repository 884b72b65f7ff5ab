"""The files that a questionnaire names are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from survey.instrument.definition import Text
from survey.instrument.files_beside import file_beside
from survey.instrument.media_kinds import KINDS
from survey.instrument.problems import Problem
from survey.instrument.reader import MEDIA_NAME
from survey.instrument.recordings import can_be_kept
from survey.instrument.rules.written import model_of
from survey.instrument.source import Source, Where

_FIT = {"image": "Save it as PNG, JPG, GIF or WebP.", "audio": "Save it as MP3, M4A, OGG or WAV."}


def media_problems(source: Source) -> Iterator[Problem]:
    """Files that are lacking."""
    there: dict[str, bool] = {}
    for where, media in _named(source):
        if "big-image" in media and "image" not in media:
            told = "`big-image` stands without `image`, which ODK refuses: it is the picture that a touch enlarges."
            place = (where[0], where[1], "big-image") if where[0] == "row" else where
            yield source.problem(place, "big-image-alone", told, "Name it under `image` too.", warning=True)
        for kind, files in media.items():
            place = (where[0], where[1], kind) if where[0] == "row" else where
            for name in dict.fromkeys(files.values()):
                if not there.setdefault(name, _is_there(source, name)):
                    told = f"There is no file `{name}`; without it people see the words alone."
                    yield source.problem(place, "missing-file", told, "Put it into the folder `media`.", warning=True)
                elif kind in KINDS and MEDIA_NAME.fullmatch(name) and not can_be_kept(_file(source, name), kind):
                    told = f"`{name}` cannot be shown or played by every telephone, or is larger than 5 MB."
                    yield source.problem(place, "unfit-file", told, _FIT[kind], warning=True)
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


def _file(source: Source, name: str) -> Path:
    return file_beside(Path(source.file), name) or Path(name)


def _is_there(source: Source, name: str) -> bool:
    """Whether the file is there; what is no name at all is told elsewhere, and never looked for."""
    return not MEDIA_NAME.fullmatch(name) or file_beside(Path(source.file), name) is not None
