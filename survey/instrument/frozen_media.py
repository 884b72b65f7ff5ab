"""What publishing keeps beside the words: the pictures and recordings that a study and its questionnaires name."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from survey.instrument.definition import Group, Node, Questionnaire, Recordings, Text
from survey.instrument.files_beside import file_beside
from survey.instrument.media_kinds import KINDS, ending_of
from survey.instrument.recordings import SYNTHETIC, Recorded, can_be_kept, recordings_beside
from survey.instrument.spoken import Spoken, key_of, spoken_of, spoken_of_study
from survey.instrument.study import Study
from survey.instrument.study_file import FILE_NAME

NAME_LENGTH = 32


@dataclasses.dataclass(frozen=True, slots=True)
class WithMedia:
    """A study and its questionnaires that know their files; ``files``: what each is, by the name it is kept under."""

    study: Study
    questionnaires: Mapping[str, Questionnaire]
    files: Mapping[str, bytes]


@dataclasses.dataclass(slots=True)
class _Found:
    """The folders that are looked into, their recordings, and the files met so far."""

    folders: Sequence[Path]
    rows: Mapping[tuple[str, str], Recorded]
    files: dict[str, bytes]

    def kept(self, path: Path | None, column: str) -> str:
        """The name under which a file is kept, '' where there is none that can be shown or played."""
        if path is None or not can_be_kept(path, column):
            return ""
        content = path.read_bytes()
        name = hashlib.sha256(content).hexdigest()[:NAME_LENGTH] + ending_of(path.name)
        self.files[name] = content
        return name


def with_media(study: Study, questionnaires: Mapping[str, Questionnaire], folders: Sequence[Path]) -> WithMedia:
    """What can be published, with the bytes of its files; the first folder that has a file gives it.

    What is lacking is left out, as `jalon check` tells: people then see the words alone.
    """
    listed = [row for folder in folders for row in recordings_beside(folder / FILE_NAME)]
    found = _Found(folders, {row.key: row for row in reversed(listed)}, {})
    spoken = {name: tuple(spoken_of(each)) for name, each in questionnaires.items()}
    whole = {
        name: dataclasses.replace(each, files=_files(each, found), recordings=_recordings(spoken[name], found))
        for name, each in questionnaires.items()
    }
    own = dataclasses.replace(study, recordings=_recordings(tuple(spoken_of_study(study)), found))
    return WithMedia(own, whole, found.files)


def _files(questionnaire: Questionnaire, found: _Found) -> Mapping[str, str]:
    kept: dict[str, str] = {}
    for media in _named(questionnaire):
        for column in KINDS:
            for name in media.get(column, {}).values():
                if name not in kept:
                    places = (file_beside(folder / FILE_NAME, name) for folder in found.folders)
                    kept[name] = found.kept(next((each for each in places if each), None), column)
    return {name: stored for name, stored in kept.items() if stored}


def _recordings(pieces: Sequence[Spoken], found: _Found) -> Recordings:
    files: dict[str, dict[str, str]] = {}
    synthetic = False
    for piece in pieces:
        for language, words in piece.words.items():
            row = found.rows.get((language, key_of(words)))
            name = found.kept(row.path, "audio") if row is not None else ""
            if row is not None and name:
                files.setdefault(language, {})[row.key[1]] = name
                synthetic = synthetic or row.voice == SYNTHETIC
    return Recordings(files, synthetic)


def _named(questionnaire: Questionnaire) -> Iterator[Mapping[str, Text]]:
    yield from _of_nodes(questionnaire.survey)
    for choices in questionnaire.choices.values():
        yield from (choice.media for choice in choices)


def _of_nodes(nodes: Sequence[Node]) -> Iterator[Mapping[str, Text]]:
    for node in nodes:
        yield node.media
        if isinstance(node, Group):
            yield from _of_nodes(node.children)
