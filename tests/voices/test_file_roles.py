"""Roles that a file itself states come in with it, until the list states others."""

from __future__ import annotations

from flask import Flask
from voices.interviews import brought_in, listed, only, study_of
from voices.samples import TEI

from survey.store import transcripts


def test_roles_that_the_file_states_count_where_the_list_states_none(app: Flask) -> None:
    record = study_of(a="")
    file = ("a.tei", TEI.encode())
    (told,) = brought_in(record, file, listed("a.tei,a,post,,fr,,,")).interviews
    assert [(turn.speaker, turn.role) for turn in transcripts.turns(only(record))] == [
        ("S1", "interviewer"),
        ("S2", "respondent"),
    ]
    assert [each.what for each in told.repairs if each.rule == "roles-of-file"] == [
        "The file itself says who has which role: “S1” interviewer, “S2” respondent."
    ]
    brought_in(record, file, listed("a.tei,a,post,,fr,سعاد=other,,"))
    assert [turn.role for turn in transcripts.turns(only(record))] == ["", "other"]
