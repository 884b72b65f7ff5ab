"""Codings that were made elsewhere: kept as readings of their own beside those that are there, all or none."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store import audit, codes, codings, marked_texts
from survey.store.clock import now
from survey.store.codes import NewCode
from survey.store.codings import Said
from survey.store.layers import CodingError, Layer, TextChangedError
from survey.store.passages import Passage, quote_of
from survey.store.studies import StudyRecord
from survey.store.tables.codings import CodeRow, CodingRound, CodingRow
from survey.store.tables.transcripts import TranscriptRow
from survey.store.transcripts import Interview

BATCH = 500
"""Guids that are asked for in one statement."""


@dataclass(frozen=True, slots=True)
class ReadCode:
    """A code to add; ``under``: the guid of the code that it stands under, which may be new as well."""

    new: NewCode
    under: str | None


@dataclass(frozen=True, slots=True)
class ReadCoding:
    """A passage as it was marked elsewhere; ``code`` is a guid, and stands in the place of that of ``said``."""

    guid: str
    layer: Layer
    passage: Passage
    quote: str
    code: str
    said: Said
    made_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What is kept of a file: its new codes, parents first, and its codings by interview."""

    codes: Sequence[ReadCode]
    codings: Sequence[tuple[Interview, Sequence[ReadCoding]]]


def keep(study: StudyRecord, brought: BroughtBack, actor: str) -> None:
    """Keep all of this, or nothing where the study is another one by now; raises ``CodingError``."""
    with answers.writing() as session:
        codes.lock(session, study.id)
        codes.add_within(session, study, _parents_known(session, study.id, brought.codes), actor)
        by_guid = _by_guid(session, study.id)
        count = 0
        for interview, read in brought.codings:
            texts = _texts(session, interview)
            rows = [_row(interview, texts, each, by_guid) for each in read]
            _begin(session, interview, {each.layer for each in read})
            if rows:
                session.execute(insert(CodingRow), rows)
            count += len(rows)
        told = {"codes": len(brought.codes), "passages": count, "interviews": len(brought.codings)}
        audit.record(session, actor, "codings imported", study.name, told)


def kept_with(guids: Iterable[str], transcript: int) -> dict[str, codings.Coding]:
    """The codings of an interview that have these guids."""
    wanted = sorted(set(guids))
    found: dict[str, codings.Coding] = {}
    with answers.reading() as session:
        for begin in range(0, len(wanted), BATCH):
            found |= codings.with_guids(session, transcript, wanted[begin : begin + BATCH])
    return found


def _parents_known(session: Session, study_id: int, read: Sequence[ReadCode]) -> Iterable[NewCode]:
    """The new codes one by one: whoever adds them has added the parent before its child is asked for."""
    for each in read:
        parent = None
        if each.under is not None:
            here = (CodeRow.study_id == study_id, CodeRow.guid == each.under)
            parent = session.scalars(select(CodeRow.id).where(*here)).one()
        yield replace(each.new, parent=parent)


def _by_guid(session: Session, study_id: int) -> dict[str, int]:
    query = select(CodeRow.guid, CodeRow.id).where(CodeRow.study_id == study_id, CodeRow.is_category.is_(False))
    return {row.guid: row.id for row in session.execute(query)}


def _texts(session: Session, interview: Interview) -> dict[int, str]:
    row = session.get_one(TranscriptRow, interview.id, with_for_update={"key_share": True})
    if row.digest != interview.digest:
        raise TextChangedError(f"A name was replaced in interview {interview.number} meanwhile: read the file again.")
    return marked_texts.texts_of(session, interview.id)


def _begin(session: Session, interview: Interview, layers: Iterable[Layer]) -> None:
    """A reading that comes from elsewhere is done: nothing is marked in it here."""
    for layer in sorted(layers, key=lambda each: (each.owner, each.name)):
        if session.get(CodingRound, (interview.id, layer.owner, layer.name)) is not None:
            raise CodingError(f"“{layer.coder}” began interview {interview.number} meanwhile: read the file again.")
        at = now()
        row = {"transcript_id": interview.id, "coder": layer.owner, "layer": layer.name}
        session.add(CodingRound(**row, turns=None, begun_at=at, done_at=at))
    session.flush()


def _row(
    interview: Interview, texts: Mapping[int, str], read: ReadCoding, by_guid: Mapping[str, int]
) -> dict[str, object]:
    if read.code not in by_guid:
        raise CodingError("A code of this file was changed meanwhile: read the file again.")
    if quote_of(texts, read.passage) != read.quote:
        raise TextChangedError(f"The text of interview {interview.number} changed meanwhile: read the file again.")
    return {
        "guid": read.guid,
        "transcript_id": interview.id,
        "code_id": by_guid[read.code],
        "coder": read.layer.owner,
        "layer": read.layer.name,
        "first_turn": read.passage.first_turn,
        "starts_at": read.passage.start,
        "last_turn": read.passage.last_turn,
        "ends_at": read.passage.end,
        "quote": read.quote,
        "weight": read.said.weight,
        "is_key": read.said.is_key,
        "memo": read.said.memo,
        "made_at": read.made_at,
    }
