"""Interviews of turns that each coder marked or not, put into the tables as judgements of published examples are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kept_interviews import interview

from survey.store import codings, rounds, transcripts
from survey.store.codings import Said
from survey.store.layers import AGAIN, FIRST, Layer
from survey.store.passages import Passage
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview


def told(record: StudyRecord, number: int, *turns: str) -> Interview:
    """An interview in which a respondent says these turns."""
    interview(record, number, [("L2", "respondent", words, None) for words in turns])
    found = transcripts.interview(record.id, number)
    if found is None:
        raise LookupError(number)
    return found


def read(
    record: StudyRecord,
    found: Interview,
    coder: str,
    marked: Sequence[tuple[int, Passage]],
    *,
    layer: str = FIRST,
    done: bool = True,
) -> None:
    """Let a coder mark passages with codes, and say that the interview is done."""
    mine = Layer(coder, layer)
    if layer != AGAIN:
        rounds.begin(found, mine)
    for code, passage in marked:
        codings.mark(found, mine, passage, Said(code), digest=found.digest)
    if done:
        rounds.finish(record, found, mine)


def whole(code: int, judgements: str, words: Sequence[str]) -> list[tuple[int, Passage]]:
    """A whole turn is marked where the judgement is 1."""
    return [
        (code, Passage(turn, 0, turn, len(words[turn - 1]))) for turn, each in enumerate(judgements, 1) if each == "1"
    ]


def by_measure(rows: Sequence[Mapping[str, object]], code: int | None, unit: str) -> dict[str, Mapping[str, object]]:
    """The rows of one code and unit by their measure."""
    return {str(row["measure"]): row for row in rows if (row["code"], row["unit"]) == (code, unit)}
