"""What is read aloud is read aloud whole: in a language that has recordings, every text has one that says it today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from survey.instrument.files_beside import file_beside
from survey.instrument.placed import Placed
from survey.instrument.problems import Problem
from survey.instrument.recordings import FILE, Recorded, recordings_beside, rows_of
from survey.instrument.source import Source
from survey.instrument.spoken import Spoken, key_of, spoken_of, spoken_of_study
from survey.instrument.study import Study

Rows = Mapping[tuple[str, str], Recorded]
CHOICE, NOTICE = "choice", "notice"
LEAST_LIKENESS = 0.6
LONGEST_TOLD = 60


def recording_problems(source: Source) -> Iterator[Problem]:
    """Texts without a recording where others have one, recordings of former words, and a list that cannot be read."""
    found = file_beside(Path(source.file), FILE)
    listed, wrong = rows_of(found) if found is not None else ((), ())
    yield from wrong
    pieces = tuple(spoken_of(source.questionnaire))
    for piece, rule, told, remedy in _lacking(pieces, listed, [piece for piece in pieces if piece.where[0] != CHOICE]):
        yield source.problem(piece.where, rule, told, remedy, warning=True)


def study_recording_problems(study: Study, placed: Placed, folders: Sequence[Path]) -> Iterator[Problem]:
    """The same of the texts of a study, which may be recorded beside it or in the library."""
    listed = [row for folder in folders for row in recordings_beside(folder / "study.yaml")]
    pieces = tuple(spoken_of_study(study))
    for piece, rule, told, remedy in _lacking(pieces, listed, [piece for piece in pieces if piece.where[1] == NOTICE]):
        yield placed.problem(piece.where[1], rule, told, remedy, warning=True)


def _lacking(
    pieces: Sequence[Spoken], listed: Iterable[Recorded], own: Sequence[Spoken]
) -> Iterator[tuple[Spoken, str, str, str]]:
    """What lacks in each language in which one of its ``own`` pieces is recorded; others share words with others."""
    rows: Rows = {row.key: row for row in listed}
    files = {(row.language, row.file): row for row in rows.values()}
    for language in dict.fromkeys(code for piece in pieces for code in piece.words):
        spoken = [piece for piece in pieces if language in piece.words]
        if not any(_is_recorded(piece, language, rows) for piece in own if language in piece.words):
            continue  # `Yes`, or a consent in the words of another study, alone makes nothing recorded
        for piece in spoken:
            words = piece.words[language]
            row = files.get((language, piece.named.get(language, "")))
            if row is not None and row.key[1] != key_of(words):
                told = f"`{row.file}` says `{_short(row.text)}`, and the text is now `{_short(words)}`."
                yield piece, "stale-recording", told, f"Record it anew, and correct its row in {FILE}."
            elif not _is_recorded(piece, language, rows):
                told = f"`{_short(words)}` has no recording in {language}, where other texts have one."
                yield piece, "missing-recording", told, _remedy(words, language, rows)


def _is_recorded(piece: Spoken, language: str, rows: Rows) -> bool:
    return language in piece.named or (language, key_of(piece.words[language])) in rows


def _remedy(words: str, language: str, rows: Rows) -> str:
    """What to do; the recording of words that are nearly the same was probably made before they were changed."""
    texts = {row.text: row.file for row in rows.values() if row.language == language}
    near = get_close_matches(" ".join(words.split()), texts, n=1, cutoff=LEAST_LIKENESS)
    changed = f"`{texts[near[0]]}` says `{_short(near[0])}`: were the words changed? " if near else ""
    return f"{changed}Record it, and add a row to {FILE}."


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_TOLD else line[: LONGEST_TOLD - 1] + "…"
