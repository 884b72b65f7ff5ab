"""In how many submissions each expression failed: told to author and researcher, and to nobody's disadvantage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from survey.extensions import answers
from survey.instrument.flow import Failure
from survey.store.counting import inserted
from survey.store.tables.base import table
from survey.store.tables.failures import ExpressionFailure

FAILURE = table(ExpressionFailure)


@dataclass(frozen=True, slots=True)
class FailureCount:
    """One expression of a published questionnaire and the number of submissions it failed in."""

    questionnaire_digest: str
    name: str
    kind: str
    amount: int


def count(connection: Connection, wave_id: int, digest: str, failures: Iterable[Failure]) -> None:
    """Add one submission to the count of each expression that failed in it, inside the caller's transaction."""
    for failure in sorted(failures):  # one order for everybody: two transactions never wait for each other
        added = inserted(connection, FAILURE).values(
            wave_id=wave_id, questionnaire_digest=digest, name=failure.name, kind=failure.kind, amount=1
        )
        key = [FAILURE.c.wave_id, FAILURE.c.questionnaire_digest, FAILURE.c.name, FAILURE.c.kind]
        connection.execute(added.on_conflict_do_update(index_elements=key, set_={"amount": FAILURE.c.amount + 1}))


def of_wave(wave_id: int) -> tuple[FailureCount, ...]:
    """The expressions that failed at a wave, most often first."""
    statement = (
        select(FAILURE.c.questionnaire_digest, FAILURE.c.name, FAILURE.c.kind, FAILURE.c.amount)
        .where(FAILURE.c.wave_id == wave_id)
        .order_by(FAILURE.c.amount.desc(), FAILURE.c.name, FAILURE.c.kind, FAILURE.c.questionnaire_digest)
    )
    with answers.looking() as connection:
        return tuple(FailureCount(*row) for row in connection.execute(statement))
