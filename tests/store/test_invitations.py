"""One living link per participant and wave: withdrawn, renewed, never stored."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from tiny_study import EXIT, STUDY, publish_tiny

from survey import extensions
from survey.keys import TOKEN_LENGTH, digest_of
from survey.store import audit, invitations
from survey.store.invitations import UnknownParticipantError
from survey.store.register_imports import RegisterRow, import_register
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Invitation


def study_of(*participant_ids: str) -> StudyRecord:
    study = publish_tiny(waves=(*STUDY.waves, EXIT))
    import_register(study, [RegisterRow(each, language="fr") for each in participant_ids], "file", "test")
    return study


def tokens(study: StudyRecord, wave: str = "entry") -> dict[str, str]:
    return {link.participant_id: link.token for link in invitations.living_links(study, study.wave(wave))}


def stored_digests() -> set[str]:
    with extensions.answers.reading() as session:
        return set(session.scalars(select(Invitation.token_digest)))


def test_everyone_has_a_link_of_their_own_in_each_wave(app: Flask) -> None:
    study = study_of("B", "A")
    links = invitations.living_links(study, study.wave("entry"))
    assert [(link.participant_id, link.language) for link in links] == [("A", "fr"), ("B", "fr")]
    every = [*tokens(study).values(), *tokens(study, "exit").values()]
    assert len(set(every)) == 4
    assert {len(token) for token in every} == {TOKEN_LENGTH}


def test_only_the_digest_of_a_token_is_stored(app: Flask) -> None:
    study = study_of("A")
    every = {*tokens(study).values(), *tokens(study, "exit").values()}
    assert stored_digests() == {digest_of(token) for token in every}


def test_a_withdrawn_invitation_has_no_link(app: Flask) -> None:
    study = study_of("A", "B")
    invitations.withdraw_invitation(study, "A", study.wave("entry"), "ada")
    assert list(tokens(study)) == ["B"]
    assert list(tokens(study, "exit")) == ["A", "B"]
    assert audit.entries(action="invitation withdrawn")[0].detail == {"participant": "A", "wave": "entry"}


def test_a_renewed_link_is_another_and_lives_again(app: Flask) -> None:
    study = study_of("A")
    before = tokens(study)["A"]
    invitations.withdraw_invitation(study, "A", study.wave("entry"), "ada")
    token = invitations.renew_invitation(study, "A", study.wave("entry"), "ada")
    assert token != before
    assert tokens(study)["A"] == token
    assert digest_of(before) not in stored_digests()


@pytest.mark.parametrize("act", [invitations.withdraw_invitation, invitations.renew_invitation])
def test_an_unknown_participant_is_said(app: Flask, act: object) -> None:
    study = study_of("A")
    with pytest.raises(UnknownParticipantError, match="Nobody called 'Z'"):
        act(study, "Z", study.wave("entry"), "ada")  # type: ignore[operator]  # one of two functions
