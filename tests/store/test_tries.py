"""Tries are counted in the database: by every process alike, until their stretch of time has ended."""

from __future__ import annotations

import datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from survey.extensions import answers
from survey.store import clock, tries
from survey.store.tables.tries import TryCount
from survey.store.tries import TriesInAnswers

KEY = "LIMITER/198.51.100.7 ana/account.sign_in/5/15/minute"


@pytest.fixture
def two(app: Flask) -> tuple[TriesInAnswers, TriesInAnswers]:
    """The storages of two workers."""
    return TriesInAnswers(tries.ADDRESS), TriesInAnswers(tries.ADDRESS)


def later(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    moment = clock.now() + datetime.timedelta(seconds=seconds)
    monkeypatch.setattr(tries, "now", lambda: moment)


def stored() -> list[TryCount]:
    with answers.reading() as session:
        return list(session.scalars(select(TryCount)))


def test_two_workers_count_together(two: tuple[TriesInAnswers, TriesInAnswers]) -> None:
    first, second = two
    assert [first.incr(KEY, 60), second.incr(KEY, 60), first.incr(KEY, 60, amount=2)] == [1, 2, 4]
    assert (first.get(KEY), second.get(KEY), second.get("another")) == (4, 4, 0)


def test_a_stretch_of_time_ends_where_its_first_try_said(
    two: tuple[TriesInAnswers, TriesInAnswers], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    first.incr(KEY, 60)
    until = first.get_expiry(KEY)
    second.incr(KEY, 6000)
    assert second.get_expiry(KEY) == until
    later(monkeypatch, 61)
    assert second.get(KEY) == 0
    assert first.incr(KEY, 60) == 1


def test_ended_counts_are_swept_out(
    two: tuple[TriesInAnswers, TriesInAnswers], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ana", "bo", "cleo"):
        two[0].incr(name, 60)
    later(monkeypatch, 61)
    two[1].incr("dora", 60)
    assert len(stored()) == 1


def test_no_name_and_no_address_is_stored(two: tuple[TriesInAnswers, TriesInAnswers]) -> None:
    two[0].incr(KEY, 60)
    assert [len(row.digest) for row in stored()] == [13]
    assert not {"ana", "198"} & set(stored()[0].digest.split())


def test_counts_are_forgotten_one_by_one_or_all_together(two: tuple[TriesInAnswers, TriesInAnswers]) -> None:
    first, second = two
    for name in ("ana", "bo", "cleo"):
        first.incr(name, 60)
    second.clear("ana")
    assert (first.get("ana"), first.get("bo")) == (0, 1)
    assert second.reset() == 2
    with answers.reading() as session:
        assert session.scalar(select(func.count()).select_from(TryCount)) == 0


def test_the_limiter_uses_this_storage(app: Flask) -> None:
    from survey.extensions import limiter

    assert isinstance(limiter.storage, TriesInAnswers)
    assert limiter.storage.check()
