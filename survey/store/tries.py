"""Counts of limited tries, kept in the answers database so that all processes of all machines count together."""

from __future__ import annotations

import datetime

from limits.storage import Storage
from sqlalchemy import case, delete, select
from sqlalchemy.exc import SQLAlchemyError

from survey.extensions import answers, keyring
from survey.store.clock import now
from survey.store.counting import inserted
from survey.store.tables.base import table
from survey.store.tables.tries import TryCount

SCHEME = "answers"
ADDRESS = f"{SCHEME}://"
"""What the limiter is told, so that it finds the storage below."""
TRY = table(TryCount)


def _digest(key: str) -> str:
    """A key names an account, a network or a link: none of them is stored."""
    return keyring.pseudonym("", "tries", key)


class TriesInAnswers(Storage):
    """The storage of the limiter. A count ends with its stretch of time; ended ones are swept out by the next."""

    STORAGE_SCHEME = [SCHEME]

    @property
    def base_exceptions(self) -> type[Exception]:
        """What this storage may raise."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count a try; how many there are now. ``expiry``: for how many seconds a first one counts."""
        moment = now()
        until = moment + datetime.timedelta(seconds=expiry)
        goes_on = TRY.c.counts_until > moment
        with answers.changing() as connection:
            added = inserted(connection, TRY).values(digest=_digest(key), amount=amount, counts_until=until)
            added = added.on_conflict_do_update(
                index_elements=[TRY.c.digest],
                set_={
                    "amount": case((goes_on, TRY.c.amount + amount), else_=amount),
                    "counts_until": case((goes_on, TRY.c.counts_until), else_=until),
                },
            )
            total = connection.execute(added.returning(TRY.c.amount)).scalar_one()
        if total == amount:
            self._sweep(moment)
        return int(total)

    def _sweep(self, moment: datetime.datetime) -> None:
        with answers.changing() as connection:
            connection.execute(delete(TRY).where(TRY.c.counts_until <= moment))

    def get(self, key: str) -> int:
        """How many tries count now."""
        found = self._found(key)
        return 0 if found is None else found[0]

    def get_expiry(self, key: str) -> float:
        """Until when they count, in seconds since 1970."""
        found = self._found(key)
        return (now() if found is None else found[1]).timestamp()

    def _found(self, key: str) -> tuple[int, datetime.datetime] | None:
        statement = select(TRY.c.amount, TRY.c.counts_until).where(
            TRY.c.digest == _digest(key), TRY.c.counts_until > now()
        )
        with answers.looking() as connection:
            row = connection.execute(statement).first()
        return None if row is None else (row.amount, row.counts_until)

    def check(self) -> bool:
        """Whether the database answers."""
        with answers.looking() as connection:
            return bool(connection.execute(select(1)).scalar_one())

    def reset(self) -> int | None:
        """Forget every try; how many counts there were."""
        with answers.changing() as connection:
            return connection.execute(delete(TRY)).rowcount

    def clear(self, key: str) -> None:
        """Forget the tries of one key."""
        with answers.changing() as connection:
            connection.execute(delete(TRY).where(TRY.c.digest == _digest(key)))
