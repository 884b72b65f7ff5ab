"""What is kept is computed once, one at a time, and gone when a study is forgotten."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from staff_study import person, published

from survey.findings import kept

PATIENCE = 10


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    for study in ("tiny", "other"):
        kept.forget(study)


def test_the_same_is_made_once() -> None:
    made = [kept.once("tiny", "token", lambda: object()) for _ in range(2)]
    assert made[0] is made[1]
    assert kept.once("tiny", "another token", lambda: object()) is not made[0]
    assert kept.once("other", "token", lambda: object()) is not made[0]


def test_nothing_can_be_what_was_made() -> None:
    times: list[int] = []
    for _ in range(2):
        assert kept.once("tiny", "token", lambda: times.append(1)) is None
    assert times == [1]


def test_what_fails_is_not_kept() -> None:
    with pytest.raises(ZeroDivisionError):
        kept.once("tiny", "token", lambda: 1 // 0)
    assert kept.once("tiny", "token", lambda: 1) == 1


def test_a_study_is_forgotten_alone() -> None:
    assert [kept.once(study, "token", lambda: 1) for study in ("tiny", "other")] == [1, 1]
    kept.forget("tiny")
    assert [kept.once(study, "token", lambda: 2) for study in ("tiny", "other")] == [2, 1]


def test_what_was_begun_before_a_study_was_forgotten_is_not_kept() -> None:
    def forgotten_meanwhile() -> int:
        kept.forget("tiny")
        return 1

    assert kept.once("tiny", "token", forgotten_meanwhile) == 1
    assert kept.once("tiny", "token", lambda: 2) == 2


def test_what_is_kept_is_told_while_something_else_is_computed(app: Flask) -> None:
    record = published()
    columns, register = kept.columns(record), kept.register(record)
    kept.once("tiny", "ready", lambda: 1)
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> int:
        begun.set()
        may_end.wait(PATIENCE)
        return 2

    other = threading.Thread(target=kept.once, args=("tiny", "slow", slow))
    other.start()
    begun.wait(PATIENCE)
    assert kept.once("tiny", "ready", lambda: 3) == 1
    assert (kept.columns(record), kept.register(record)) == (columns, register)
    assert other.is_alive()
    may_end.set()
    other.join(PATIENCE)


def test_two_that_ask_for_the_same_at_once_compute_it_once() -> None:
    made: list[int] = []
    barrier = threading.Barrier(4)

    def ask() -> None:
        barrier.wait(PATIENCE)
        kept.once("tiny", "token", lambda: made.append(1))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert made == [1]


def test_only_so_many_are_kept_and_the_least_asked_for_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    for key in ("a", "b"):
        kept.once("tiny", key, lambda: 1)
    kept.once("tiny", "a", lambda: 2)
    kept.once("tiny", "c", lambda: 1)
    assert [kept.once("tiny", key, lambda: 2) for key in ("a", "c", "b")] == [1, 1, 2]


def test_columns_and_register_are_kept_until_they_change(app: Flask) -> None:
    record = published()
    person(record, "a", step="submitted", answers={"calm": "2"})
    columns, register = kept.columns(record), kept.register(record)
    assert kept.columns(record).answers is columns.answers
    assert kept.register(record).participants is register.participants
    person(record, "b", step="submitted", answers={"calm": "3"})
    assert len(kept.columns(record).participants) == 2
    kept.forget("tiny")
    assert kept.register(record).participants is not register.participants


def test_figures_of_an_earlier_version_are_dropped_with_it(app: Flask) -> None:
    record = published()
    token = kept.columns(record).version.token
    kept.once("tiny", token, lambda: "old")
    kept.columns(record)
    assert kept.once("tiny", token, lambda: "new") == "old"
    person(record, "a", step="submitted")
    kept.columns(record)
    assert kept.once("tiny", token, lambda: "new") == "new"
