"""The files of interviews as they came, encrypted with their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, text

from survey.extensions import contacts, keyring
from survey.store import audit
from survey.store.tables.originals import TranscriptOriginal

LENGTH_BYTES = 4
"""The ciphertext begins with the length of the file's name."""


@dataclass(frozen=True, slots=True)
class Original:
    """One file: its digest, its name and content, and whose interview it is."""

    digest: str
    file_name: str = field(repr=False)
    content: bytes = field(repr=False)
    participant_id: str | None = None
    wave: str | None = None


def keep(study: str, originals: Sequence[Original]) -> None:
    """Keep these files; of one that is kept already only whose it is may change."""
    digests = [original.digest for original in originals]
    with contacts.writing() as session:
        if session.get_bind().dialect.name == "postgresql":  # one import at a time; SQLite sees to it by itself
            session.execute(text("LOCK TABLE transcript_original IN SHARE ROW EXCLUSIVE MODE"))
        mine = (TranscriptOriginal.study == study, TranscriptOriginal.file_digest.in_(digests))
        there = {row.file_digest: row for row in session.scalars(select(TranscriptOriginal).where(*mine))}
        for original in originals:
            row = there.get(original.digest)
            if row is None:
                row = TranscriptOriginal(study=study, file_digest=original.digest, ciphertext=_sealed(study, original))
                session.add(row)
            row.participant_id, row.wave = original.participant_id, original.wave


def opened(study: str, digest: str, actor: str) -> Original | None:
    """The file with this digest, read back, which is logged; None when it is not kept."""
    mine = (TranscriptOriginal.study == study, TranscriptOriginal.file_digest == digest)
    with contacts.reading() as session:
        row = session.scalars(select(TranscriptOriginal).where(*mine)).first()
    if row is None:
        return None
    audit.record_act(actor, "original opened", study, {"file": digest})
    clear = keyring.decrypt_bytes(row.ciphertext, place(study, digest))
    length = LENGTH_BYTES + int.from_bytes(clear[:LENGTH_BYTES], "big")
    return Original(digest, clear[LENGTH_BYTES:length].decode(), clear[length:], row.participant_id, row.wave)


def place(study: str, digest: str) -> str:
    """The place a file is encrypted for: moved anywhere else it cannot be read."""
    return f"transcript_original/{study}/{digest}"


def _sealed(study: str, original: Original) -> bytes:
    name = original.file_name.encode()
    clear = len(name).to_bytes(LENGTH_BYTES, "big") + name + original.content
    return keyring.encrypt_bytes(clear, place(study, original.digest))
