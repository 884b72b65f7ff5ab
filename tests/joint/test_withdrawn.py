"""A consent that is withdrawn takes the words away at once: from displays, the team's pages and reports."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from findings.thirds_study import interviewed, thirty
from flask import Flask
from flask.testing import FlaskClient
from joint.coded_thirty import ANA
from signed_in import sign_in

from survey.findings.answering import QUESTIONS
from survey.findings.report.basis import basis_of, file_of
from survey.findings.report.drawing import drawn
from survey.findings.report.telling import told_report
from survey.privacy import passports
from survey.store import codes, codings, interview_moves, quote_reviews, rounds, transcripts
from survey.store.codes import NewCode
from survey.store.codings import Said
from survey.store.layers import Layer
from survey.store.passages import Passage
from survey.store.quote_reviews import RELEASED, NewReview
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview

NUMBER = 3
WORD = "aubergine"
"""What nobody else says."""
SAID = [("L1", "interviewer", "Et depuis ?", 0), ("L2", "respondent", f"Une {WORD} à minuit, et je dors.", 4_000)]
JOINT = "/staff/tiny/joint/"


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    """Two interviews are coded to the end, and what is marked in one of them is released to the team."""
    record = thirty()
    interviewed(record, 1, "p6-0", link=True)
    interviewed(record, NUMBER, "p0-0", said=SAID, link=True)
    (mood,) = codes.add(record, [NewCode("Mood", links=("calm",))], ANA)
    for each in transcripts.interviews(record.id):
        rounds.begin(each, Layer(ANA))
        said = Said(mood.id, 2, is_key=each.number == NUMBER)
        codings.mark(each, Layer(ANA), Passage(2, 0, 2, 20), said, digest=each.digest)
        rounds.finish(record, each, Layer(ANA))
    interview = of(record)
    transcripts.release(interview, ANA)
    (coding,) = codings.of_interview(interview)
    found = passports.passport(record, ANA, NUMBER, coding.guid)
    assert found is not None
    quote_reviews.keep(record, interview, NewReview(coding.guid, RELEASED, "", 0), passports.ground(found), ANA)
    QUESTIONS["release"]({"study": record.name, "actor": ANA})
    return record


def of(record: StudyRecord) -> Interview:
    found = transcripts.interview(record.id, NUMBER)
    if found is None:
        raise LookupError(NUMBER)
    return found


def report(record: StudyRecord, *, exact: bool) -> str:
    basis = basis_of(record, exact=exact)
    return drawn(told_report(basis, file_of(basis), "en"))


PLACES: dict[str, Callable[[StudyRecord, FlaskClient, FlaskClient], str]] = {
    "theme": lambda _record, ana, _team: ana.get(JOINT).text,
    "side by side": lambda _record, ana, _team: ana.get(f"{JOINT}?display=beside").text,
    "quote matrix": lambda _record, ana, _team: ana.get(f"{JOINT}?display=quotes").text,
    "quotes to be shown": lambda _record, ana, _team: ana.get(f"{JOINT}passports").text,
    "beside a figure, for researchers": lambda _record, ana, _team: ana.get("/staff/tiny/dashboard?of=wellbeing").text,
    "beside a figure, for the team": lambda _record, _ana, team: team.get("/staff/tiny/dashboard?of=wellbeing").text,
    "the interview, for the team": lambda _record, _ana, team: team.get(f"/staff/tiny/interviews/{NUMBER}").text,
    "report for researchers": lambda record, _ana, _team: report(record, exact=True),
    "report for the team": lambda record, _ana, _team: report(record, exact=False),
}


@pytest.mark.parametrize("place", PLACES)
def test_words_are_there_until_the_consent_is_withdrawn(app: Flask, record: StudyRecord, place: str) -> None:
    ana, team = sign_in(app.test_client(), "researcher", ANA), sign_in(app.test_client(), "staff")
    assert WORD in PLACES[place](record, ana, team)
    withdrawn = dataclasses.replace(interview_moves.whose(of(record)), quote="none")
    interview_moves.move(record, of(record), withdrawn, ANA)
    assert WORD not in PLACES[place](record, ana, team)
