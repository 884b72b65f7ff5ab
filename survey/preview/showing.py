"""What is shown of a file at this moment: read and published anew whenever it was saved."""

from __future__ import annotations

import dataclasses
import hashlib
import logging
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from survey.config import Preview
from survey.instrument import canonical
from survey.instrument.definition import Questionnaire
from survey.instrument.problems import Problem
from survey.instrument.report import has_errors
from survey.instrument.study import Study
from survey.preview.reading import Read, is_study_file, read
from survey.preview.watching import Stamp, settled_stamp
from survey.store import previews, studies
from survey.store.studies import StudyRecord, UnknownStudyError

ACTOR = "preview"


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as it stands: its problems and, unless it is broken, the study published from it.

    ``version`` changes with whatever a browser would show, ``digest`` with the file itself.
    """

    version: str
    digest: str
    problems: tuple[Problem, ...]
    record: StudyRecord | None
    questionnaires: Mapping[str, Questionnaire]
    is_study: bool

    @property
    def is_broken(self) -> bool:
        """Whether the file cannot be shown."""
        return self.record is None

    def names(self) -> frozenset[str]:
        """The names of everything that is asked or told."""
        return frozenset(each.name for asked in self.questionnaires.values() for each in asked.questions())


class Showing:
    """Reads a file again when it was saved; asked by every request, so that nothing has to wait beside them."""

    def __init__(self, preview: Preview) -> None:
        """Begin without having read anything."""
        self.preview = preview
        self._run = secrets.token_hex(4)
        self._lock = threading.Lock()
        self._stamp: Stamp | None = None
        self._shown: Shown | None = None
        self._number = 1

    def current(self) -> Shown:
        """What the file says now."""
        with self._lock:
            file = self.preview.file
            library = self.preview.library if is_study_file(file) else None
            stamp = settled_stamp(file, library, self._stamp)
            if self._shown is None or stamp != self._stamp:
                self._shown = self._read()
                self._stamp = stamp
            return self._shown

    def _read(self) -> Shown:
        """The file as it is; what the program itself cannot bear is told, too, so that the next saving is noticed."""
        try:
            return self._published(read(self.preview.file, self.preview.library))
        except Exception as error:
            logging.getLogger(__name__).exception("%s cannot be shown", self.preview.file)
            told = f"The program failed on this file: {type(error).__name__}. This is a mistake of Jalon."
            remedy = "Undo what you changed last, and tell the authors of Jalon."
            return self._published(Read((Problem(str(self.preview.file), 1, 1, "failed", told, remedy),)))

    def _published(self, found: Read) -> Shown:
        study = None if has_errors(found.problems) else found.study
        return Shown(
            version=f"{self._run}-{_version(found)}",
            digest=file_digest(self.preview.file),
            problems=found.problems,
            record=None if study is None else self._record(study, found),
            questionnaires=found.questionnaires,
            is_study=found.is_study,
        )

    def _record(self, study: Study, found: Read) -> StudyRecord:
        """Published under another name when a wave is gone: a published wave cannot be taken back."""
        try:
            record = self._publish(study, found)
        except UnknownStudyError:
            self._number += 1
            record = self._publish(study, found)
        previews.carry_over(record)
        return record

    def _publish(self, study: Study, found: Read) -> StudyRecord:
        named = dataclasses.replace(study, name=f"{ACTOR}-{self._number}")
        return studies.publish(named, found.questionnaires, ACTOR, files=found.files)


def file_digest(file: Path) -> str:
    """The SHA-256 of a file, '' when it cannot be read."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def _version(found: Read) -> str:
    told = [str(problem) for problem in found.problems]
    if found.study is not None:
        told.append(canonical.study_to_json(found.study))
    told += [canonical.to_json(each) for _, each in sorted(found.questionnaires.items())]
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]
