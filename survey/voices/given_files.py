"""The files of one import, read together: transcripts, and the list that says whose they are."""

from __future__ import annotations

import difflib
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from survey.store.studies import StudyRecord
from survey.store.transcript_imports import participant_ids
from survey.voices.import_problems import ImportProblem, ImportRefused
from survey.voices.interview_list import InterviewList, ListRow, file_key, is_list, read_list
from survey.voices.reading import read_transcript
from survey.voices.transcript import ReadTranscript, TranscriptError


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One transcript as given, as read, and what the list says of it."""

    name: str
    content: bytes = field(repr=False)
    digest: str
    transcript: ReadTranscript = field(repr=False)
    row: ListRow | None


def given_files(
    record: StudyRecord, files: Sequence[tuple[str, bytes]], participant_id: str | None
) -> tuple[GivenFile, ...]:
    """These files, read and checked against each other and the study; raises ``ImportRefused``."""
    participants = participant_ids(record)
    listed = [read_list(name, content, record, participants) for name, content in files if is_list(name)]
    given = [(name, content) for name, content in files if not is_list(name)]
    rows = listed[0].rows if listed else {}
    problems = [problem for each in listed for problem in each.problems]
    read: dict[int, ReadTranscript] = {}
    for place, (name, content) in enumerate(given):
        try:
            read[place] = read_transcript(name, content)
        except TranscriptError as error:
            problems += [
                ImportProblem(name, each.place, "", each.rule, each.what, each.remedy) for each in error.problems
            ]
    problems += _of_the_whole(given, listed)
    if participant_id is not None:
        problems += _of_the_person(participant_id, participants, listed)
    found = tuple(
        GivenFile(name, content, hashlib.sha256(content).hexdigest(), read[place], rows.get(file_key(name)))
        for place, (name, content) in enumerate(given)
        if place in read
    )
    if listed:
        problems += [problem for file in found for problem in _of_roles(listed[0], file)]
    if problems:
        raise ImportRefused(problems)
    return found


def _of_the_whole(given: Sequence[tuple[str, bytes]], listed: Sequence[InterviewList]) -> Iterator[ImportProblem]:
    """What is wrong with the files as a whole: none, twice the same, listed and absent."""
    names = Counter(file_key(name) for name, _content in given)
    first: dict[bytes, str] = {}
    if not given:
        yield ImportProblem("", 0, "", "no-files", "No transcript was given.", "Give one file or more.")
    if len(listed) > 1:
        what = f"There are {len(listed)} lists called {listed[0].name}."
        yield ImportProblem("", 0, "", "two-lists", what, "Put all rows into one.")
    for name, count in names.items():
        if count > 1:
            what = f"{count} files have this name."
            yield ImportProblem(name, 0, "", "same-name", what, "Rename them, in the list too.")
    for name, content in given:
        other = first.setdefault(hashlib.sha256(content).digest(), name)
        if other is not name:
            what = f"It is the same as {other}, byte by byte."
            yield ImportProblem(name, 0, "", "same-content", what, "Give each interview once.")
    for each in listed[:1]:
        yield from _of_absent(each, names)


def _of_absent(listed: InterviewList, names: Mapping[str, int]) -> Iterator[ImportProblem]:
    for key, row in listed.rows.items():
        if key not in names:
            near = difflib.get_close_matches(key, names, n=1, cutoff=0.5)
            meant = f"Did you mean {near[0]!r}? " if near else ""
            what = f"{key!r} is not among the files."
            yield ImportProblem(listed.name, row.row, "file", "absent", what, f"{meant}Add it, or remove the row.")


def _of_the_person(
    participant_id: str, participants: frozenset[str], listed: Sequence[InterviewList]
) -> Iterator[ImportProblem]:
    if participant_id not in participants:
        what = f"Nobody in the study is called {participant_id!r}."
        yield ImportProblem("", 0, "", "unknown", what, "Look up the participant_id in the register.")
    if listed:
        what = "Both a list and one participant for all files were given."
        yield ImportProblem(listed[0].name, 0, "", "list-and-person", what, "Leave one of them out.")


def _of_roles(listed: InterviewList, file: GivenFile) -> Iterator[ImportProblem]:
    """Labels that have a role and never speak."""
    if file.row is None:
        return
    labels = list(dict.fromkeys(turn.speaker for turn in file.transcript.turns if turn.speaker))
    for label in file.row.roles:
        if label not in labels:
            speaking = f"Those who speak: {', '.join(labels)}." if labels else "No turn names its speaker."
            what = f"Nobody called {label[:60]!r} speaks in {file.row.file}."
            yield ImportProblem(listed.name, file.row.row, "roles", "unknown", what, speaking)
