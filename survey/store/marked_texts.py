"""The text in which passages are marked: as it stands, locked, and only where it is the one that the coder saw."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.store.layers import CodingError, TextChangedError
from survey.store.passages import Passage
from survey.store.tables.transcripts import TranscriptRow, TurnRow
from survey.store.transcripts import Interview


def texts_of(session: Session, transcript: int, turn: int | None = None) -> dict[int, str]:
    """What was said in an interview, by turn; of one turn alone where it is named."""
    query = select(TurnRow.position, TurnRow.text).where(TurnRow.transcript_id == transcript)
    if turn is not None:
        query = query.where(TurnRow.position == turn)
    return {row.position: row.text for row in session.execute(query.order_by(TurnRow.position))}


def texts_to_mark(session: Session, interview: Interview, passage: Passage, digest: str) -> dict[int, str]:
    """The text of an interview, or of the one answer that a passage lies in, locked against changes by others.

    Raises ``TextChangedError`` where it is not the text of this ``digest``, ``CodingError`` for several answers.
    """
    if interview.is_answers and passage.first_turn != passage.last_turn:
        raise CodingError("Each answer is marked for itself: choose words of one.", rule="several-answers")
    row = session.get_one(TranscriptRow, interview.id, with_for_update={"key_share": True})
    if row.digest != digest:
        told = "A name was replaced in this interview meanwhile: open it again, then mark the passage."
        raise TextChangedError(told, rule="answers-changed" if interview.is_answers else "text-changed")
    return texts_of(session, interview.id, passage.first_turn if interview.is_answers else None)
