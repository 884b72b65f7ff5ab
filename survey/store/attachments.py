"""Files that people sent as answers: kept encrypted in the database of contacts, and read back by who may."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, select, text, true

from survey.extensions import answers, contacts, keyring
from survey.store.clock import now
from survey.store.forgetting import forget
from survey.store.tables.attachments import AttachmentPiece, AttachmentRow
from survey.store.tables.base import table
from survey.store.tables.participants import Participant

ATTACHMENT, PIECE, PARTICIPANT = table(AttachmentRow), table(AttachmentPiece), table(Participant)
_COLUMNS = tuple(ATTACHMENT.c[name] for name in ("id", "study", "participant_id", "wave", "submission", "name", "size"))
_RANDOM_BYTES = 10
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(8277, :submission)")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose files they are."""

    study: str
    participant_id: str
    wave: str
    submission: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """One kept file, without what is in it."""

    id: int
    study: str
    participant_id: str
    wave: str
    submission: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to keep: for which question, its ending, its size, and its bytes piece by piece."""

    question: str
    ending: str
    size: int
    pieces: Iterable[bytes]
    thumbnail: bytes = b""


@dataclass(frozen=True, slots=True)
class Room:
    """How many files one submission may have, and how large they may be together."""

    most: int
    together: int


class NoRoom(Exception):  # noqa: N818  # an outcome that the page tells
    """One more file is too many, or too much: ``rule`` says which."""

    def __init__(self, rule: str) -> None:
        """Keep the reason."""
        super().__init__(rule)
        self.rule = rule


def owner(study: str, participant_key: int, wave: str, submission: int) -> Owner:
    """Whose files a submission's are."""
    with answers.looking() as connection:
        found = connection.scalar(select(PARTICIPANT.c.participant_id).where(PARTICIPANT.c.id == participant_key))
    return Owner(study, str(found or ""), wave, submission)


def keep(whose: Owner, new: NewFile, room: Room, replaced: str = "") -> str:
    """Keep a file, in one transaction, and give the name under which it is kept; raises ``NoRoom``.

    The file called ``replaced`` counts no more: it goes once the answer names the new one.
    """
    name = f"{new.question}-{secrets.token_hex(_RANDOM_BYTES)}.{new.ending}"
    with contacts.changing() as connection:
        if connection.dialect.name == "postgresql":  # for each submission; SQLite sees to it by itself
            connection.execute(_ONE_AT_A_TIME, {"submission": whose.submission})
        count, size = _held(connection, whose, replaced)
        if count >= room.most:
            raise NoRoom("too_many_files")
        if size + new.size > room.together:
            raise NoRoom("too_much_together")
        row = {
            **{each: getattr(whose, each) for each in ("study", "participant_id", "wave", "submission")},
            **{"name": name, "size": new.size, "kept_at": now()},
            "thumbnail": keyring.encrypt_bytes(new.thumbnail, _place(whose.study, name)) if new.thumbnail else None,
        }
        (key,) = connection.execute(insert(ATTACHMENT), row).inserted_primary_key or (None,)
        for number, piece in enumerate(new.pieces):
            sealed = keyring.encrypt_bytes(piece, _place(whose.study, name, number))
            connection.execute(insert(PIECE), {"attachment_id": key, "number": number, "ciphertext": sealed})
    return name


def of_submission(submission: int, names: Collection[str]) -> dict[str, Attachment]:
    """Those of these files that a submission has, by their names."""
    if not names:
        return {}
    mine = (ATTACHMENT.c.submission == submission, ATTACHMENT.c.name.in_(names))
    return {each.name: each for each in _found(select(*_COLUMNS).where(*mine))}


def of_study(study: str, name: str) -> Attachment | None:
    """The file of a study that has this name."""
    return next(_found(select(*_COLUMNS).where(ATTACHMENT.c.study == study, ATTACHMENT.c.name == name)), None)


def content(attachment: Attachment) -> Iterator[bytes]:
    """What is in a file, piece by piece; one piece is in memory at a time."""
    number, left = 0, attachment.size
    while left > 0:
        query = select(PIECE.c.ciphertext).where(PIECE.c.attachment_id == attachment.id, PIECE.c.number == number)
        with contacts.looking() as connection:
            sealed = connection.scalar(query)
        if sealed is None:  # it was erased while it was read
            return
        clear = keyring.decrypt_bytes(sealed, _place(attachment.study, attachment.name, number))
        yield clear
        number, left = number + 1, left - len(clear)


def thumbnail(attachment: Attachment) -> bytes | None:
    """The small picture of a file, None where it is no picture."""
    with contacts.looking() as connection:
        sealed = connection.scalar(select(ATTACHMENT.c.thumbnail).where(ATTACHMENT.c.id == attachment.id))
    return None if sealed is None else keyring.decrypt_bytes(sealed, _place(attachment.study, attachment.name))


def drop(submission: int, names: Collection[str]) -> None:
    """Delete these files of a submission, which no answer names any more."""
    if not names:
        return
    with contacts.changing() as connection:
        _erase(connection, and_(ATTACHMENT.c.submission == submission, ATTACHMENT.c.name.in_(names)))
    forget(contacts)


def count(connection: Connection, study: str, participant_id: str | None, waves: Collection[str] | None) -> int:
    """How many files a participant, or everyone, sent at these waves, or at all."""
    meant = _of(study, participant_id, waves)
    return connection.scalar(select(func.count()).select_from(ATTACHMENT).where(meant)) or 0


def erase(connection: Connection, study: str, participant_id: str | None, waves: Collection[str] | None) -> None:
    """Delete them."""
    _erase(connection, _of(study, participant_id, waves))


def _erase(connection: Connection, meant: ColumnElement[bool]) -> None:
    keys: Select[Any] = select(ATTACHMENT.c.id).where(meant)
    connection.execute(delete(PIECE).where(PIECE.c.attachment_id.in_(keys)))
    connection.execute(delete(ATTACHMENT).where(meant))


def _of(study: str, participant_id: str | None, waves: Collection[str] | None) -> ColumnElement[bool]:
    one = true() if participant_id is None else ATTACHMENT.c.participant_id == participant_id
    there = true() if waves is None else ATTACHMENT.c.wave.in_(waves)
    return and_(ATTACHMENT.c.study == study, one, there)


def _held(connection: Connection, whose: Owner, replaced: str) -> tuple[int, int]:
    mine = (ATTACHMENT.c.submission == whose.submission, ATTACHMENT.c.study == whose.study)
    counted = select(func.count(), func.coalesce(func.sum(ATTACHMENT.c.size), 0)).where(
        *mine, ATTACHMENT.c.name != replaced
    )
    number, size = connection.execute(counted).one()
    return int(number), int(size)


def _found(query: Select[Any]) -> Iterator[Attachment]:
    with contacts.looking() as connection:
        rows = connection.execute(query).all()
    return (Attachment(*row) for row in rows)


def _place(study: str, name: str, number: int | None = None) -> str:
    """The place a piece is encrypted for: moved anywhere else it cannot be read."""
    return f"attachment/{study}/{name}/{'thumbnail' if number is None else number}"
