"""Interviews brought into a study: all files or none, names replaced, everything told that was mended."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.store import transcript_imports
from survey.store.kept_suspects import KeptSuspects
from survey.store.originals import Original
from survey.store.studies import StudyRecord
from survey.store.text_versions import digest_of
from survey.store.transcript_imports import Described, Kept, NewInterview, Stated
from survey.store.transcripts import StoredRepair, StoredTurn
from survey.voices.given_files import GivenFile, given_files
from survey.voices.import_problems import ImportProblem, ImportRefused
from survey.voices.interview_list import ListRow
from survey.voices.pseudonymised import Pseudonymised, pseudonymised
from survey.voices.speakers import labels_given
from survey.voices.stems import index_of
from survey.voices.suspects import RULES, suspected

__all__ = ["Imported", "ImportedInterview", "ImportProblem", "ImportRefused", "import_transcripts"]

ADDED, UPDATED, UNCHANGED = "added", "updated", "unchanged"


@dataclass(frozen=True, slots=True)
class ImportedInterview:
    """What became of one file: the number it has, whether it had it before, and what was mended and replaced.

    ``change`` is ``added``, ``updated`` (it was there, what is said of it is new) or ``unchanged``.
    """

    file: str
    number: int
    change: str
    turns: int
    repairs: tuple[StoredRepair, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changed, file by file in the order they were given."""

    interviews: tuple[ImportedInterview, ...]

    @property
    def added(self) -> int:
        """How many interviews are new."""
        return sum(each.change == ADDED for each in self.interviews)


def import_transcripts(
    record: StudyRecord, files: Sequence[tuple[str, bytes]], actor: str, *, participant_id: str | None = None
) -> Imported:
    """Bring these files, each a name and its content, into a study; raises ``ImportRefused``, then nothing is kept.

    A file called ``interviews.csv`` says whose each interview is and what its consent allows; where nobody says so,
    nothing is allowed. ``participant_id``: all files are interviews of this person. A file that was imported already
    is not imported again; what the list now says of it counts.
    """
    given = given_files(record, files, participant_id)
    there = transcript_imports.kept(record, [file.digest for file in given])
    new = [file for file in given if file.digest not in there]
    languages = [_stated(record, file.row, participant_id).language for file in new]
    spoken = [(file.transcript, language) for file, language in zip(new, languages, strict=True)]
    ready = {
        file.digest: _new(record, file, said, participant_id)
        for file, said in zip(new, pseudonymised(record, spoken), strict=True)
    }
    numbers = transcript_imports.add(record, list(ready.values()), actor)
    return Imported(
        tuple(
            _again(record, file, there[file.digest], participant_id, actor)
            if file.digest in there
            else _added(file, ready[file.digest], numbers[file.digest])
            for file in given
        )
    )


def _added(file: GivenFile, new: NewInterview, number: int) -> ImportedInterview:
    return ImportedInterview(file.name, number, ADDED, len(new.turns), new.repairs)


def _new(record: StudyRecord, file: GivenFile, said: Pseudonymised, participant_id: str | None) -> NewInterview:
    """A file as it is to be kept. Digest and index are those of the text with pseudonyms."""
    stated = _stated(record, file.row, participant_id)
    roles = _roles(file)
    turns = tuple(
        StoredTurn(position, said.labels[turn.speaker], roles.get(said.labels[turn.speaker], ""), text, *times)
        for position, (turn, text) in enumerate(zip(file.transcript.turns, said.texts, strict=True), 1)
        for times in [(turn.start, turn.end)]
    )
    texts = {turn.position: turn.text for turn in turns}
    digest = digest_of(texts)
    return NewInterview(
        original=_original(file, stated),
        stated=stated,
        format=file.transcript.format,
        digest=digest,
        turns=turns,
        repairs=(*_not_stated(file.row, stated), *_of_the_file(file, roles), *said.repairs),
        terms=index_of(texts, stated.language),
        found=KeptSuspects(digest, RULES, suspected(texts).packed()),
    )


def _again(
    record: StudyRecord, file: GivenFile, there: Kept, participant_id: str | None, actor: str
) -> ImportedInterview:
    """A file that is kept already: its words stay as they are, what is said of it may be corrected."""
    stated, roles = there.stated, there.roles
    if file.row is not None:
        stated, roles = _stated(record, file.row, None), _roles(file)
    elif participant_id is not None:
        stated = dataclasses.replace(there.stated, participant_id=participant_id)
    if (stated, roles) == (there.stated, there.roles):
        return ImportedInterview(file.name, there.number, UNCHANGED, there.turns, ())
    terms = None
    if stated.language != there.stated.language:
        terms = index_of(transcript_imports.texts(there), stated.language)
    transcript_imports.restate(record, there, Described(_original(file, stated), stated, roles, terms), actor)
    return ImportedInterview(file.name, there.number, UPDATED, there.turns, tuple(_not_stated(file.row, stated)))


def _original(file: GivenFile, stated: Stated) -> Original:
    return Original(file.digest, file.name, file.content, stated.participant_id, stated.wave)


def _stated(record: StudyRecord, row: ListRow | None, participant_id: str | None) -> Stated:
    """What is said of an interview; what is not stated is no, but for its language."""
    if row is None:
        return Stated(record.study.default_language, participant_id)
    return Stated(
        language=row.language or record.study.default_language,
        participant_id=row.participant_id,
        wave=row.wave,
        held_on=row.held_on,
        link=bool(row.link),
        quote=row.quote or "none",
    )


def _roles(file: GivenFile) -> Mapping[str, str]:
    """The role of each speaker by the label that is kept: as the list states it, else as the file does."""
    stated = file.row.roles if file.row and file.row.roles else file.transcript.roles
    labels = labels_given(turn.speaker for turn in file.transcript.turns)
    return {labels[label]: role for label, role in stated.items()}


def _of_the_file(file: GivenFile, roles: Mapping[str, str]) -> list[StoredRepair]:
    """The roles that no list states and the file does."""
    if not roles or (file.row and file.row.roles):
        return []
    named = ", ".join(f"“{label}” {role}" for label, role in roles.items())
    return [StoredRepair(0, "roles-of-file", f"The file itself says who has which role: {named}.")]


def _not_stated(row: ListRow | None, stated: Stated) -> list[StoredRepair]:
    """What nobody said of an interview, and what is done without it."""
    if row is None:
        what = "No row of a list names this file: it may not stand beside answers and not be quoted."
        told = [StoredRepair(0, "not-listed", what)]
    else:
        blank = [name for name in ("link", "quote") if getattr(row, name) is None]
        what = f"Not stated, so it counts as no: {' and '.join(blank)}."
        told = [StoredRepair(0, "not-stated", what)] if blank else []
    if row is None or row.language is None:
        what = f"No language is stated: words are searched for as {stated.language}."
        told.append(StoredRepair(0, "language-not-stated", what))
    return told
