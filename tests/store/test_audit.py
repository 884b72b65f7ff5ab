"""The log of acts is written with the act it tells of, or not at all."""

from __future__ import annotations

import pytest
from flask import Flask

from survey.extensions import answers
from survey.store import audit


def test_an_entry_says_who_did_what(app: Flask) -> None:
    audit.record_act("ada", "links written", "post_only", {"count": 50})
    (entry,) = audit.entries()
    assert (entry.actor, entry.action, entry.study, entry.detail) == (
        "ada",
        "links written",
        "post_only",
        {"count": 50},
    )
    assert entry.at.tzinfo is not None


def test_an_act_that_fails_leaves_no_entry(app: Flask) -> None:
    with pytest.raises(RuntimeError), answers.writing() as session:
        audit.record(session, "ada", "wave times set", "post_only", {})
        raise RuntimeError("the act failed")
    assert audit.entries() == []


def test_entries_are_found_by_study_and_act_in_order(app: Flask) -> None:
    for study, action in (("one", "a"), ("two", "a"), ("one", "b"), ("one", "a")):
        audit.record_act("ada", action, study, {})
    assert [(entry.study, entry.action) for entry in audit.entries(study="one")] == [
        ("one", "a"),
        ("one", "b"),
        ("one", "a"),
    ]
    assert len(audit.entries(action="a")) == 3
    assert [entry.study for entry in audit.entries(limit=2)] == ["one", "one"]


def test_the_command_line_is_named_with_its_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "ada")
    assert audit.command_line() == "command line (ada)"


def test_an_account_without_a_name_is_told_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise OSError("no username")

    monkeypatch.setattr("getpass.getuser", unknown)
    monkeypatch.setattr("os.getuid", lambda: 1234)
    assert audit.command_line() == "command line (1234)"
