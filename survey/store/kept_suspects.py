"""What was found in interviews that may be names, kept beside each text for as long as it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.orm import Session

from survey.extensions import answers
from survey.store.portions import portions
from survey.store.tables.transcripts import TranscriptRow, TranscriptSuspects


@dataclass(frozen=True, slots=True)
class KeptSuspects:
    """What may be names in the text of this digest, packed, and by which rules it was found."""

    digest: str
    rules: int
    packed: str = field(repr=False)


def found(interviews: Collection[int], rules: int) -> dict[int, str]:
    """What these rules found in the texts that stand now, packed, by the keys of interviews; the others are absent."""
    kept: dict[int, str] = {}
    query = select(TranscriptSuspects.transcript_id, TranscriptSuspects.found)
    query = query.join(TranscriptRow, TranscriptRow.id == TranscriptSuspects.transcript_id)
    query = query.where(TranscriptSuspects.digest == TranscriptRow.digest, TranscriptSuspects.rules == rules)
    with answers.looking() as connection:
        for keys in portions(sorted(interviews)):
            kept.update(connection.execute(query.where(TranscriptRow.id.in_(keys))).all())
    return kept


def keep(new: Mapping[int, KeptSuspects]) -> None:
    """Keep what was found in these interviews, by their keys, where the text that it was found in still stands."""
    with answers.writing() as session:
        for keys in portions(sorted(new)):
            standing = select(TranscriptRow.id, TranscriptRow.digest).where(TranscriptRow.id.in_(keys))
            rows = session.execute(standing.order_by(TranscriptRow.id).with_for_update()).all()
            _put(session, {key: new[key] for key, digest in rows if digest == new[key].digest})


def put(changing: Session | Connection, interview: int, new: KeptSuspects | None) -> None:
    """In the place of what was found before in an interview; None: of the text that stands now nothing is known."""
    _put(changing, {interview: new})


def _put(changing: Session | Connection, new: Mapping[int, KeptSuspects | None]) -> None:
    changing.execute(delete(TranscriptSuspects).where(TranscriptSuspects.transcript_id.in_(new)))
    rows = [
        {"transcript_id": key, "digest": each.digest, "rules": each.rules, "found": each.packed}
        for key, each in new.items()
        if each is not None
    ]
    if rows:
        changing.execute(insert(TranscriptSuspects), rows)
