"""An interview that was linked to the wrong person is moved: text, codings and release stay, figures follow."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from staff_study import person
from voices.interviews import brought_in, call_them, listed, only, study_of, text

from survey import extensions
from survey.store import audit, codes, codings, erasure, interview_moves, transcripts
from survey.store.codes import NewCode
from survey.store.codings import Said
from survey.store.data_versions import data_version
from survey.store.interview_moves import MoveError, Whose
from survey.store.layers import Layer
from survey.store.passages import Passage
from survey.store.studies import StudyRecord
from survey.store.tables.originals import TranscriptOriginal
from survey.voices import later_names

TO_B = Whose("b", "exit", True, "team")


def coded() -> StudyRecord:
    """A released interview of somebody, with a coding, that belongs to somebody else."""
    record = study_of("entry", "exit", a="Zoé Petit", b="")
    brought_in(record, ("one.txt", text("L2 : avec Léa, oui")), listed("one.txt,a,entry,,fr,,yes,team"))
    (code,) = codes.add(record, [NewCode("trust")], "ana")
    there = only(record)
    codings.mark(there, Layer("ana"), Passage(1, 0, 1, 8), Said(code.id, memo="?"), digest=there.digest)
    transcripts.release(there, "ana")
    return record


def whose_original() -> list[tuple[str | None, str | None]]:
    with extensions.contacts.reading() as session:
        rows = session.scalars(select(TranscriptOriginal)).all()
    return [(row.participant_id, row.wave) for row in rows]


def test_text_codings_and_release_stay_and_figures_follow_the_new_person(app: Flask) -> None:
    record = coded()
    before, marked, version = only(record), codings.of_study(record.id), data_version(record).token
    assert interview_moves.move(record, before, TO_B, "ana")
    after = only(record)
    assert (after.participant_id, after.wave, after.link, after.quote) == ("b", "exit", True, "team")
    assert (after.digest, after.read_by, after.number) == (before.digest, "ana", before.number)
    assert codings.of_study(record.id) == marked
    assert transcripts.linked(record.id)[0].participant == after.participant
    assert data_version(record).token != version
    assert whose_original() == [("b", "exit")]
    (entry,) = audit.entries(study="tiny", action="interview moved")
    assert (entry.detail["before"], entry.detail["participant"]) == ("a", "b")


def test_the_same_again_changes_nothing_and_is_not_logged_twice(app: Flask) -> None:
    record = coded()
    assert interview_moves.move(record, only(record), TO_B, "ana")
    assert not interview_moves.move(record, only(record), TO_B, "ana")
    assert len(audit.entries(study="tiny", action="interview moved")) == 1


def test_what_may_no_longer_be_quoted_is_withheld(app: Flask) -> None:
    record = coded()
    interview_moves.move(record, only(record), Whose(None, None, False, "none"), "ana")
    after = only(record)
    assert (after.participant_id, after.released_at, after.read_by) == (None, None, None)


@pytest.mark.parametrize(
    ("to", "rule"),
    [
        (Whose("nobody", None, False, "team"), "person"),
        (Whose("b", "never", False, "team"), "wave"),
        (Whose("b", None, False, "all"), "quote"),
        (Whose(None, None, True, "team"), "link"),
    ],
)
def test_who_is_unknown_is_refused_and_nothing_changes(app: Flask, to: Whose, rule: str) -> None:
    record = coded()
    before = only(record)
    with pytest.raises(MoveError) as refused:
        interview_moves.move(record, before, to, "ana")
    assert (refused.value.rule, only(record), whose_original()) == (rule, before, [("a", "entry")])


def test_it_is_erased_with_the_person_whose_it_is_now(app: Flask) -> None:
    record = coded()
    interview_moves.move(record, only(record), TO_B, "ana")
    erasure.erase_participant(record, "a", record.waves, keep_contacts=False, actor="ana")
    assert only(record).participant_id == "b"
    erasure.erase_participant(record, "b", record.waves, keep_contacts=False, actor="ana")
    assert (transcripts.interviews(record.id), whose_original()) == ((), [])


def test_the_names_of_the_new_person_are_looked_for_again(app: Flask) -> None:
    record = coded()
    person(record, "c", wave="entry")
    call_them(record, c="Léa Roux")
    interview_moves.move(record, only(record), Whose("c", "entry", False, "team"), "ana")
    number = only(record).number
    assert later_names.outlook(record, among={number}).known.times == 1
    later_names.replace_known(record, "ana", among={number})
    assert [each.quote for each in codings.of_study(record.id)] == ["avec [P1]"]
