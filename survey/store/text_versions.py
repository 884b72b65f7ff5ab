"""A text of an interview made anew where a name was left in it: passages move with their words, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store import audit, codings, kept_suspects, marked_texts
from survey.store.clock import now
from survey.store.forgetting import forget
from survey.store.kept_suspects import KeptSuspects
from survey.store.layers import TextChangedError
from survey.store.moving import Replacement, in_order, replaced
from survey.store.passages import BETWEEN_TURNS, Passage, moved, quote_of
from survey.store.studies import StudyRecord
from survey.store.tables.codings import CodingRow, TextVersion
from survey.store.tables.transcripts import TranscriptRepair, TranscriptRow, TranscriptTerm, TurnRow
from survey.store.transcript_terms import packed
from survey.store.transcripts import Interview


@dataclass(frozen=True, slots=True)
class NewText:
    """What comes in the place of what, by turn, and where the terms of the text then stand.

    ``digest``: of the text that is replaced. ``beside``: the same done to words that stand beside the text, such as
    what was told of its file and the memos of coders. ``found``: what may be names in the new text, where it is known.
    """

    digest: str
    replaced: Mapping[int, Sequence[Replacement]]
    terms: Mapping[str, Collection[int]]
    beside: Callable[[str], str] = str
    found: KeptSuspects | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One text of an interview, by its number and digest; ``replaced``: how many names went since the one before."""

    number: int
    digest: str
    replaced: int


def digest_of(texts: Mapping[int, str]) -> str:
    """The digest of a text: SHA-256 of what was said, turn by turn."""
    return hashlib.sha256(BETWEEN_TURNS.join(texts[turn] for turn in sorted(texts)).encode()).hexdigest()


def versions(interview: Interview) -> tuple[Version, ...]:
    """The texts of an interview, the first to the one that stands."""
    mine = TextVersion.transcript_id == interview.id
    with answers.reading() as session:
        rows = session.scalars(select(TextVersion).where(mine).order_by(TextVersion.version)).all()
    earlier = tuple(Version(row.version, row.digest, row.replaced) for row in rows)
    return earlier or (Version(1, interview.digest, 0),)


def beside(interview: Interview) -> tuple[str, ...]:
    """The words that stand beside a text: what was told of its file, and the memos of coders."""
    told = select(TranscriptRepair.what).where(TranscriptRepair.transcript_id == interview.id)
    memos = select(CodingRow.memo).where(CodingRow.transcript_id == interview.id, CodingRow.memo != "")
    with answers.reading() as session:
        return (*session.scalars(told), *session.scalars(memos))


def replace_beside(study: StudyRecord, interview: Interview, change: Callable[[str], str], actor: str) -> None:
    """Do this to the words beside a text which itself stays as it is."""
    with answers.writing() as session:
        _change_beside(session, interview.id, change)
        codings.forget_acts(session, interview.id)
        audit.record(session, actor, "names replaced beside", study.name, {"interview": interview.number})
    forget(answers)


def replace(study: StudyRecord, interview: Interview, new: NewText, actor: str) -> Version:
    """Let a new text stand in the place of the old one, which is kept nowhere; codings move with their words.

    Raises ``TextChangedError`` where another text stands by now than the one these replacements were made for.
    """
    with answers.writing() as session:
        row = session.get_one(TranscriptRow, interview.id, with_for_update=True)
        if row.digest != new.digest:
            raise TextChangedError("Another name was replaced in this interview meanwhile: look for it again.")
        before = marked_texts.texts_of(session, row.id)
        ordered = {turn: in_order(each, len(before[turn])) for turn, each in new.replaced.items() if each}
        after = before | {turn: replaced(before[turn], each) for turn, each in ordered.items()}
        for turn in ordered:
            here = (TurnRow.transcript_id == row.id, TurnRow.position == turn)
            session.execute(update(TurnRow).where(*here).values(text=after[turn]))
        _move_codings(session, row.id, after, ordered)
        _change_beside(session, row.id, new.beside)
        codings.forget_acts(session, row.id)
        _index(session, row.id, new.terms)
        kept_suspects.put(session, row.id, new.found)
        version = note(session, row, digest_of(after), sum(map(len, ordered.values())), actor)
        told = {"interview": row.number, "replaced": version.replaced, "version": version.number}
        audit.record(session, actor, "names replaced", study.name, told)
    forget(answers)
    return version


def _move_codings(
    session: Session, transcript: int, after: Mapping[int, str], ordered: Mapping[int, Sequence[Replacement]]
) -> None:
    for row in session.scalars(select(CodingRow).where(CodingRow.transcript_id == transcript)):
        if not ordered.keys() & set(range(row.first_turn, row.last_turn + 1)):
            continue
        place = moved(Passage(row.first_turn, row.starts_at, row.last_turn, row.ends_at), ordered)
        row.starts_at, row.ends_at, row.quote = place.start, place.end, quote_of(after, place)


def _change_beside(session: Session, transcript: int, change: Callable[[str], str]) -> None:
    for told in session.scalars(select(TranscriptRepair).where(TranscriptRepair.transcript_id == transcript)):
        told.what = change(told.what)
    for coding in session.scalars(select(CodingRow).where(CodingRow.transcript_id == transcript)):
        coding.memo = change(coding.memo)


def _index(session: Session, transcript: int, terms: Mapping[str, Collection[int]]) -> None:
    session.execute(delete(TranscriptTerm).where(TranscriptTerm.transcript_id == transcript))
    rows = [
        {"transcript_id": transcript, "term": term, "places": packed(places)} for term, places in sorted(terms.items())
    ]
    if rows:
        session.execute(insert(TranscriptTerm), rows)


def note(session: Session, row: TranscriptRow, digest: str, count: int, actor: str) -> Version:
    """Note that a text of this digest stands from now on in the place of the one before."""
    mine = TextVersion.transcript_id == row.id
    last = session.scalar(select(func.max(TextVersion.version)).where(mine))
    if last is None:
        first = {"digest": row.digest, "made_at": row.imported_at, "made_by": "import", "replaced": 0}
        session.add(TextVersion(transcript_id=row.id, version=1, **first))
        last = 1
    made = {"digest": digest, "made_at": now(), "made_by": actor, "replaced": count}
    session.add(TextVersion(transcript_id=row.id, version=last + 1, **made))
    row.digest = digest
    return Version(last + 1, digest, count)
