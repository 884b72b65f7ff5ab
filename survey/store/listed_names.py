"""The names a study lists, kept encrypted beside its contacts: what they are, which number stands for them."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from survey.extensions import contacts, keyring
from survey.store import audit
from survey.store.forgetting import forget
from survey.store.tables.listed_names import ListedName as ListedNameRow

KINDS = ("person", "place", "organisation", "other")
NO_NAME = "no_name"
"""What somebody said of a word that looked like a name and is none."""
MOST_NAMES = 10_000
"""Names that one study lists: all of them are looked for at once."""


class TooManyNamesError(ValueError):
    """The study would list more names than are looked for at once."""


@dataclass(frozen=True, slots=True)
class NewName:
    """A name to be listed, as it is written, and by its words alone.

    ``others``: what the same one is called besides, each as it is written, by its words. They share a number.
    """

    written: str = field(repr=False)
    key: str = field(repr=False)
    kind: str
    everywhere: bool = False
    others: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def ways(self) -> dict[str, str]:
        """Every way to write it, by its words."""
        return {key: written for written, key in ((self.written, self.key), *self.others)}


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name that is listed, or a word that is none, which has no number."""

    written: str = field(repr=False)
    kind: str
    number: int | None
    everywhere: bool


def listed(study: str, kinds: Collection[str] = (*KINDS, NO_NAME)) -> tuple[ListedName, ...]:
    """The names that a study lists and the words that are none, or those of these kinds."""
    mine = (ListedNameRow.study == study, ListedNameRow.kind.in_(kinds))
    query = select(ListedNameRow).where(*mine, ListedNameRow.ciphertext.is_not(None))
    with contacts.reading() as session:
        rows = session.scalars(query.order_by(ListedNameRow.id)).all()
    return tuple(
        ListedName(keyring.decrypt(row.ciphertext, place(study, row.name_digest)), row.kind, row.number, row.everywhere)
        for row in rows
        if row.ciphertext is not None
    )


def counts(study: str) -> Mapping[str, int]:
    """How many names of each kind a study lists."""
    there = (ListedNameRow.study == study, ListedNameRow.ciphertext.is_not(None))
    query = select(ListedNameRow.kind, func.count().label("count_of")).where(*there).group_by(ListedNameRow.kind)
    with contacts.reading() as session:
        return {row.kind: row.count_of for row in session.execute(query)}


def add(study: str, names: Sequence[NewName], actor: str) -> int:
    """List these names, each with a number of its own that tells no order; how many ways to write one are new.

    A name that has a number keeps it with its kind, whatever is said now; a word that was none may become one.
    Raises ``TooManyNamesError``.
    """
    digests = {key: _digest(study, key) for name in names for key in name.ways}
    with contacts.writing() as session:
        _one_writer(session)
        there: dict[str, ListedNameRow | None] = {
            row.name_digest: row for row in session.scalars(select(ListedNameRow).filter_by(study=study))
        }
        fresh = sum(digest not in there for digest in set(digests.values()))
        if len(there) + fresh > MOST_NAMES:
            raise TooManyNamesError(f"A study lists at most {MOST_NAMES} names.")
        last = Counter(dict.fromkeys(KINDS, 0))
        for old in filter(None, there.values()):
            last[old.kind] = max(last[old.kind], old.number or 0)
        added = 0
        for name in secrets.SystemRandom().sample(names, len(names)):
            kind, number = _mark_of(name, [there.get(digests[key]) for key in name.ways], last)
            for key, written in name.ways.items():
                row = there.get(digests[key])
                added += row is None or row.ciphertext is None or row.kind == NO_NAME != kind
                if row is None:
                    row = ListedNameRow(study=study, name_digest=digests[key], everywhere=False)
                    session.add(row)
                    there[digests[key]] = row
                if row.number is None:
                    row.kind, row.number = kind, number
                row.everywhere = row.everywhere or name.everywhere
                row.ciphertext = keyring.encrypt(written, place(study, digests[key]))
    if added:
        audit.record_act(actor, "names listed", study, {"names": added})
    return added


def take_off(study: str, key: str, actor: str) -> bool:
    """Look for this name no longer, or ask about this word again; False where it is not listed."""
    mine = {"study": study, "name_digest": _digest(study, key)}
    with contacts.writing() as session:
        row = session.scalars(select(ListedNameRow).filter_by(**mine)).first()
        if row is None or row.ciphertext is None:
            return False
        if row.number is None:
            session.delete(row)
        else:
            row.ciphertext = None
    forget(contacts)
    audit.record_act(actor, "name taken off the list", study, {"names": 1})
    return True


def place(study: str, digest: str) -> str:
    """The place a name is encrypted for: moved anywhere else it cannot be read."""
    return f"listed_name/{study}/{digest}"


def _mark_of(name: NewName, there: Sequence[ListedNameRow | None], last: Counter[str]) -> tuple[str, int | None]:
    """The kind and number of a name: those it has by one of its ways already, else a new one."""
    for row in there:
        if row is not None and row.number is not None:
            return row.kind, row.number
    if name.kind == NO_NAME:
        return NO_NAME, None
    last[name.kind] += 1
    return name.kind, last[name.kind]


def _digest(study: str, key: str) -> str:
    return keyring.pseudonym(study, "listed name", key)


def _one_writer(session: Session) -> None:
    """Let one list at a time give numbers; SQLite does so by itself."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE listed_name IN SHARE ROW EXCLUSIVE MODE"))
