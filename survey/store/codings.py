"""What coders marked: passages with codes, by coder and layer, changed and undone one act at a time."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, func, select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store import audit, rounds
from survey.store.clock import now
from survey.store.layers import CONSENSUS, CodingError, Layer
from survey.store.marked_texts import texts_of, texts_to_mark
from survey.store.passages import Passage, quote_of, trimmed
from survey.store.tables.base import table
from survey.store.tables.codings import CodeRow, CodingAct, CodingRow
from survey.store.tables.studies import StudyRow
from survey.store.tables.transcripts import TranscriptRow
from survey.store.transcripts import Interview

LONGEST_MEMO = 4000
MOST_CODINGS = 20_000
"""Of one coder in one interview."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a coder says of a passage: the code, how strongly (-2 to 2, None: not said), whether it is a key quote."""

    code: int
    weight: int | None = None
    is_key: bool = False
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """A passage marked with a code. ``quote`` is what the text held there when it was marked, or moved."""

    guid: str
    transcript: int
    passage: Passage
    quote: str
    said: Said
    coder: str
    layer: str
    made_at: datetime.datetime


def of_interview(
    interview: Interview, layer: Layer | None = None, turns: Collection[int] | None = None, guid: str = ""
) -> tuple[Coding, ...]:
    """The codings of an interview in the order of its text: of one layer, or of all.

    ``turns``, ``guid``: those alone that begin in one of these turns, or that have this key.
    """
    query = _query().where(CodingRow.transcript_id == interview.id)
    if layer is not None:
        query = query.where(*_mine(interview.id, layer))
    if turns is not None:
        query = query.where(CodingRow.first_turn.in_(turns))
    if guid:
        query = query.where(CodingRow.guid == guid)
    with answers.reading() as session:
        return tuple(map(_coding, session.execute(query)))


def of_study(study_id: int, *, codes: Collection[int] | None = None, layer: str | None = None) -> tuple[Coding, ...]:
    """The codings of a study, by interview and place: of some codes, or of one layer, or all."""
    query = _query().join(TranscriptRow, TranscriptRow.id == CodingRow.transcript_id)
    query = query.where(TranscriptRow.study_id == study_id)
    if codes is not None:
        query = query.where(CodingRow.code_id.in_(codes))
    if layer is not None:
        query = query.where(CodingRow.layer == layer)
    with answers.looking() as connection:  # without the ORM, which takes twice as long for ten thousand
        return tuple(_coding(row) for row in connection.execute(query))


def codings_with(keys: Collection[int]) -> dict[int, Coding]:
    """The codings with these keys."""
    with answers.reading() as session:
        return {row.id: _coding(row) for row in session.execute(_query().where(CodingRow.id.in_(keys)))}


def mark(interview: Interview, layer: Layer, passage: Passage, said: Said, *, digest: str) -> Coding:
    """Mark a passage; the same passage with the same code is marked once, and says what was said last.

    ``digest``: of the text that the coder saw. Raises ``TextChangedError``, ``NoPassageError``, ``CodingError``.
    """
    return mark_each(interview, layer, [passage], said, digest=digest)[0]


def mark_each(
    interview: Interview, layer: Layer, passages: Iterable[Passage], said: Said, *, digest: str
) -> tuple[Coding, ...]:
    """Mark several passages with one code, all of them or none."""
    with answers.writing() as session:
        return tuple(_marked(session, interview, layer, passage, said, digest=digest) for passage in passages)


def say(interview: Interview, layer: Layer, guid: str, said: Said) -> Coding:
    """Say something else of a passage that is marked."""
    with answers.writing() as session:
        rounds.require_open(session, interview.id, layer)
        _check(session, interview, said)
        row = _row(session, interview.id, layer, guid)
        return _said(session, interview, layer, row, said)


def unmark(interview: Interview, layer: Layer, guid: str) -> None:
    """Take the mark of a passage away."""
    with answers.writing() as session:
        rounds.require_open(session, interview.id, layer)
        row = _row(session, interview.id, layer, guid)
        _remember(session, interview, layer, guid, _kept(row))
        session.delete(row)


def undo(interview: Interview, layer: Layer) -> bool:
    """Undo what this coder did last in this layer; False where nothing is left to undo."""
    with answers.writing() as session:
        rounds.require_open(session, interview.id, layer)
        owner, name = layer.owner, layer.name
        acts = select(CodingAct).where(
            CodingAct.transcript_id == interview.id, CodingAct.coder == owner, CodingAct.layer == name
        )
        act = session.scalars(acts.order_by(CodingAct.id.desc()).limit(1).with_for_update()).first()
        if act is None:
            return False
        here = (CodingRow.transcript_id == interview.id, CodingRow.guid == act.coding_guid)
        session.execute(delete(CodingRow).where(*here))
        if act.before is not None:
            before = json.loads(act.before)
            place, said = Passage(**before["passage"]), Said(**before["said"])
            if session.get(CodeRow, said.code) is not None:  # a code that was removed meanwhile marks nothing again
                texts = texts_of(session, interview.id)
                row = _new_row(interview.id, layer, place, quote_of(texts, place), said, guid=act.coding_guid)
                row.made_at = datetime.datetime.fromisoformat(before["made_at"])
                session.add(row)
        session.delete(act)
        return True


def forget_acts(session: Session, transcript: int) -> None:
    """Nothing that was done before can be undone: its places are those of a text that stands no more."""
    session.execute(delete(CodingAct).where(CodingAct.transcript_id == transcript))


def with_guids(session: Session, transcript: int, guids: Collection[str]) -> dict[str, Coding]:
    """The codings of an interview that have these guids."""
    here = (CodingRow.transcript_id == transcript, CodingRow.guid.in_(guids))
    return {row.guid: _coding(row) for row in session.execute(_query().where(*here))}


def _marked(
    session: Session, interview: Interview, layer: Layer, passage: Passage, said: Said, *, digest: str
) -> Coding:
    texts = texts_to_mark(session, interview, passage, digest)
    rounds.require_open(session, interview.id, layer)
    _check(session, interview, said)
    place = trimmed(texts, passage)
    mine = _mine(interview.id, layer)
    there = session.scalars(select(CodingRow).where(*mine, CodingRow.code_id == said.code, *_at(place))).first()
    if there is not None:
        return _said(session, interview, layer, there, said)
    if (session.scalar(select(func.count()).where(*mine)) or 0) >= MOST_CODINGS:
        raise CodingError(f"At most {MOST_CODINGS} passages of one interview are marked.", rule="too-many")
    row = _new_row(interview.id, layer, place, quote_of(texts, place), said)
    session.add(row)
    _remember(session, interview, layer, row.guid, None)
    session.flush()
    return _coding(row)


def _said(session: Session, interview: Interview, layer: Layer, row: CodingRow, said: Said) -> Coding:
    """Let a row say this, and remember what it said; nothing to remember where it says it already."""
    before = _kept(row)
    row.code_id, row.weight, row.is_key, row.memo = said.code, said.weight, said.is_key, said.memo.strip()
    if _kept(row) != before:
        _remember(session, interview, layer, row.guid, before)
    session.flush()
    return _coding(row)


def _check(session: Session, interview: Interview, said: Said) -> None:
    code = session.get(CodeRow, said.code)
    if code is None or code.study_id != interview.study_id:
        raise CodingError("There is no such code any more: choose another.", rule="no-code")
    if code.is_category:
        raise CodingError(f"“{code.name}” only holds other codes: choose one of them.", rule="category")
    if said.weight is not None and said.weight not in range(-2, 3):
        raise CodingError("A weight is a whole number from -2 to 2, or none.", rule="weight")
    if len(said.memo) > LONGEST_MEMO:
        raise CodingError(f"A memo holds at most {LONGEST_MEMO} characters.", rule="memo")


def _row(session: Session, transcript: int, layer: Layer, guid: str) -> CodingRow:
    row = session.scalars(select(CodingRow).where(*_mine(transcript, layer), CodingRow.guid == guid)).first()
    if row is None:
        raise CodingError("This mark is not there any more: open the interview again.", rule="no-mark")
    return row


def _mine(transcript: int, layer: Layer) -> tuple[ColumnElement[bool], ...]:
    return (
        CodingRow.transcript_id == transcript,
        CodingRow.coder == layer.owner,
        CodingRow.layer == layer.name,
    )


def _at(place: Passage) -> tuple[ColumnElement[bool], ...]:
    return (
        CodingRow.first_turn == place.first_turn,
        CodingRow.starts_at == place.start,
        CodingRow.last_turn == place.last_turn,
        CodingRow.ends_at == place.end,
    )


def _new_row(
    transcript: int, layer: Layer, place: Passage, quote: str, said: Said, *, guid: str | None = None
) -> CodingRow:
    return CodingRow(
        guid=guid or str(uuid.uuid4()),
        transcript_id=transcript,
        code_id=said.code,
        coder=layer.owner,
        layer=layer.name,
        first_turn=place.first_turn,
        starts_at=place.start,
        last_turn=place.last_turn,
        ends_at=place.end,
        quote=quote,
        weight=said.weight,
        is_key=said.is_key,
        memo=said.memo.strip(),
        made_at=now(),
    )


def _remember(
    session: Session, interview: Interview, layer: Layer, guid: str, before: Mapping[str, object] | None
) -> None:
    text = None if before is None else json.dumps(before, ensure_ascii=False)
    session.add(
        CodingAct(transcript_id=interview.id, coder=layer.owner, layer=layer.name, coding_guid=guid, before=text)
    )
    if layer.name == CONSENSUS:  # its rows tell of nobody: the log does
        study = session.get_one(StudyRow, interview.study_id).name
        audit.record(session, layer.coder, "consensus changed", study, {"interview": interview.number, "coding": guid})


def _kept(row: CodingRow) -> dict[str, object]:
    """A coding without its words, for the day it is wanted back."""
    coding = _coding(row)
    return {
        "passage": asdict(coding.passage),
        "said": asdict(coding.said),
        "made_at": coding.made_at.isoformat(),
    }


def _query() -> Select[Any]:
    """The columns alone: ten thousand rows as objects of the session take twice as long."""
    places = (CodingRow.first_turn, CodingRow.starts_at, CodingRow.last_turn, CodingRow.ends_at)
    return select(*table(CodingRow).columns).order_by(CodingRow.transcript_id, *places, CodingRow.id)


def _coding(row: CodingRow | Row[Any]) -> Coding:
    return Coding(
        guid=row.guid,
        transcript=row.transcript_id,
        passage=Passage(row.first_turn, row.starts_at, row.last_turn, row.ends_at),
        quote=row.quote,
        said=Said(row.code_id, row.weight, row.is_key, row.memo),
        coder=row.coder,
        layer=row.layer,
        made_at=row.made_at,
    )
