"""A consent that is withdrawn takes the words away at once: from pages, searches, reports and files."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Callable

import pytest
from findings.thirds_study import interviewed, thirty
from flask import Flask
from flask.testing import FlaskClient
from joint.coded_thirty import ANA
from signed_in import post, sign_in

from survey.exchange.coded.files import FILES, Choices
from survey.findings.answering import QUESTIONS
from survey.findings.report.basis import basis_of, file_of
from survey.findings.report.drawing import drawn
from survey.findings.report.telling import told_report
from survey.privacy import coded_view, passports
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
EXCHANGE = "/staff/tiny/exchange/"
INTERVIEWS = "/staff/tiny/interviews/"


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


def withdraw(record: StudyRecord) -> None:
    to = dataclasses.replace(interview_moves.whose(of(record)), quote="none")
    interview_moves.move(record, of(record), to, ANA)


def guid_of(record: StudyRecord) -> str:
    return codes.codebook(record.id)[0].guid


def taken(browser: FlaskClient, kind: str) -> bytes:
    return post(browser, f"{EXCHANGE}file", file_format=kind).data


def unzipped(packed: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(packed)) as package:
        return "".join(package.read(name).decode() for name in package.namelist())


def exported(record: StudyRecord, kind: str) -> str:
    return FILES[kind].write(coded_view.everything(record), Choices()).content.decode()


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
    "search": lambda _record, ana, _team: ana.get(f"{INTERVIEWS}search?role=respondent").text,
    "search, for the team": lambda _record, _ana, team: team.get(f"{INTERVIEWS}search?role=respondent").text,
    "search of a code": lambda record, ana, _team: ana.get(f"{INTERVIEWS}search?code={guid_of(record)}").text,
    "passages by code": lambda _record, ana, _team: ana.get(f"{INTERVIEWS}passages").text,
    "table of quotes": lambda record, ana, _team: taken(ana, "csv").decode(),
    "table of quotes, as a workbook": lambda _record, ana, _team: unzipped(taken(ana, "xlsx")),
    "project": lambda _record, ana, _team: unzipped(taken(ana, "qdpx")),
    "texts for IRaMuTeQ": lambda _record, ana, _team: taken(ana, "iramuteq").decode(),
    "table of quotes, by command": lambda record, _ana, _team: exported(record, "csv"),
}


@pytest.mark.parametrize("place", PLACES)
def test_words_are_there_until_the_consent_is_withdrawn(app: Flask, record: StudyRecord, place: str) -> None:
    ana, team = sign_in(app.test_client(), "researcher", ANA), sign_in(app.test_client(), "staff")
    assert WORD in PLACES[place](record, ana, team)
    withdraw(record)
    assert WORD not in PLACES[place](record, ana, team)


@pytest.mark.parametrize("address", [f"{INTERVIEWS}search?role=respondent", f"{INTERVIEWS}passages", EXCHANGE])
def test_it_is_said_that_an_interview_is_left_out(app: Flask, record: StudyRecord, address: str) -> None:
    ana, told = sign_in(app.test_client(), "researcher", ANA), "1 entretien est laissé de côté"
    assert told not in ana.get(address).text
    withdraw(record)
    assert told in ana.get(address).text


@pytest.mark.parametrize("quote", ["team", "public"])
def test_whoever_agrees_again_is_quoted_again(app: Flask, record: StudyRecord, quote: str) -> None:
    ana = sign_in(app.test_client(), "researcher", ANA)
    withdraw(record)
    withdraw(record)
    again = dataclasses.replace(interview_moves.whose(of(record)), quote=quote)
    interview_moves.move(record, of(record), again, ANA)
    assert WORD in ana.get(f"{INTERVIEWS}passages").text


def test_one_of_which_nobody_said_whether_it_may_be_quoted_stays_with_researchers(
    app: Flask, record: StudyRecord
) -> None:
    """They read, mark and take along what they were told; no page of others and no report quotes it."""
    for number, said in ((7, SAID), (8, [("L2", "respondent", "Rien.", 0)])):
        interviewed(record, number, "p1-0", said=said, quote="none")
    ana = sign_in(app.test_client(), "researcher", ANA)
    withdraw(record)
    assert WORD in ana.get(f"{INTERVIEWS}search?role=respondent").text
    assert of(record).is_withdrawn
    fresh = transcripts.interview(record.id, 7)
    assert fresh is not None
    assert not fresh.is_withdrawn
