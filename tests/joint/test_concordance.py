"""Blind concordance: the grid of words by scores, from pages and forged requests, with a contradiction planted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from findings.answered import published
from findings.test_waves import at_both, once
from findings.thirds_study import interviewed
from flask import Flask
from flask.testing import FlaskClient
from joint.coded_thirty import ANA, coded_thirty
from joint.words_by_scores import GRID, WORDS, all_locked, cells, lock, memo, text, told
from reported_study import PAIRS
from signed_in import page, post, sign_in
from sqlalchemy import update

from survey import extensions
from survey.findings import client as figures
from survey.findings.answering import QUESTIONS
from survey.findings.client import FiguresFailed
from survey.store import audit, directions, erasure
from survey.store.studies import StudyRecord
from survey.store.tables.transcripts import TranscriptRow


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    return coded_thirty()[0]


@pytest.fixture
def ana(client: FlaskClient, record: StudyRecord) -> FlaskClient:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return sign_in(client, "researcher", ANA)


def test_a_contradiction_stands_in_its_cell(ana: FlaskClient, record: StudyRecord) -> None:
    all_locked(record)
    assert cells(ana) == {
        ("high third", "Words: worse"): ["Interview 1"],
        ("low third", "Words: better"): ["Interview 2"],
        ("middle third", "Words: no change"): ["Interview 4"],
    }
    assert "1 of 3 people stand on the diagonal (33%)" in told(ana)
    assert "Interview 3: These may not stand beside answers" in told(ana)
    assert "This study measured once" in text(page(ana.get(GRID)).main)


def test_a_direction_after_the_score_was_seen_is_named_and_not_counted(ana: FlaskClient, record: StudyRecord) -> None:
    lock(record, 1, "worse")
    assert ana.get("/staff/tiny/dashboard").status_code == 200
    lock(record, 2, "better")
    assert [*cells(ana).values()] == [["Interview 1"]]
    assert "Locked after the score could be seen: not counted Interview 2 · ana – Words: better" in told(ana)
    assert "Interview 2: Every direction was locked after its coder could see the score" in told(ana)


def test_no_score_is_on_the_page_before_the_lock(ana: FlaskClient, record: StudyRecord) -> None:
    address = f"{GRID}/1"
    before = text(page(ana.get(address)).main)
    assert "third" not in before.replace("a search by thirds", "")
    assert post(ana, address, **{"way-wellbeing": "worse", "act": "keep"}).status_code == 303
    assert page(ana.get(address)).main.select_one("#way-wellbeing-worse").has_attr("checked")
    assert post(ana, address, **{"way-wellbeing": "worse", "act": "lock"}).status_code == 303
    after = page(ana.get(address)).main
    assert "blind" in text(after.select_one("dd")) and after.select_one("time[datetime]")
    assert "high third" in text(after.select_one(".stands-of"))


def test_no_figure_is_asked_for_before_the_lock(
    ana: FlaskClient, record: StudyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = figures.ask

    def noted(question: str, **words: object) -> object:
        asked.append(question)
        return ask(question, **words)

    monkeypatch.setattr(figures, "ask", noted)
    ana.get(f"{GRID}/1")
    lock(record, 1, "worse")
    ana.get(f"{GRID}/2")
    assert asked == []
    ana.get(f"{GRID}/1")
    assert asked == ["concordance"]


@pytest.mark.parametrize("act", ["keep", "lock"])
@pytest.mark.parametrize("way", ["better", ""])
def test_no_request_changes_what_is_locked(ana: FlaskClient, record: StudyRecord, act: str, way: str) -> None:
    lock(record, 1, "worse")
    before = directions.of_study(record.id)
    forged = post(ana, f"{GRID}/1", **{"way-wellbeing": way, "act": act})
    assert forged.status_code == 409
    assert "locked already" in text(page(forged).select_one("[role=alert]"))
    assert directions.of_study(record.id) == before


def test_a_correction_leaves_the_grid_and_is_told_beside(ana: FlaskClient, record: StudyRecord) -> None:
    lock(record, 1, "worse")
    first = directions.of_study(record.id)
    assert post(ana, f"{GRID}/1/correct", scale="wellbeing", way="better").status_code == 303
    assert directions.of_study(record.id)[:1] == first
    assert [*cells(ana)] == [("high third", "Words: worse")]
    assert "ana : corrected later to “Words: better”" in told(ana)


@pytest.mark.parametrize(("scale", "way"), [("wellbeing", "up"), ("none", "same"), ("wellbeing", "worse")])
def test_a_correction_of_nothing_is_refused(ana: FlaskClient, record: StudyRecord, scale: str, way: str) -> None:
    lock(record, 1, "worse")
    assert post(ana, f"{GRID}/1/correct", scale=scale, way=way).status_code == 422
    assert len(directions.of_study(record.id)) == 1


def test_others_stay_out_of_sight_until_one_locks_or_asks_to_see(ana: FlaskClient, record: StudyRecord) -> None:
    for number in (1, 2):
        lock(record, number, WORDS[number], "ben")
    lock(record, 1, "worse")
    assert [*cells(ana).values()] == [["Interview 1"]]
    assert "Interviews 2, 4: You have locked no direction of these: they stay out of your sight" in told(ana)
    assert post(ana, f"{GRID}/look").status_code == 303
    assert sorted(cells(ana).values()) == [["Interview 1"], ["Interview 2"]]
    assert audit.entries(study="tiny", action="scores looked at")[0].detail == {"interviews": 3}
    lock(record, 4, "same")
    assert not directions.of_study(record.id)[-1].is_blind


def test_where_coders_differ_nobody_is_counted(ana: FlaskClient, record: StudyRecord) -> None:
    all_locked(record)
    lock(record, 1, "better", "ben")
    assert sorted(cells(ana).values()) == [["Interview 2"], ["Interview 4"]]
    assert "Interview 1 · high third · ana – Words: worse · ben – Words: better" in told(ana)


def test_a_person_of_two_interviews_counts_once(ana: FlaskClient, record: StudyRecord) -> None:
    interviewed(record, 5, "p6-0", link=True)
    lock(record, 1, "worse")
    lock(record, 5, "worse", "ben")
    assert cells(ana) == {("high third", "Words: worse"): ["Interview 1", "Interview 5"]}
    assert "0 of 1 person" in told(ana)


def test_whoever_is_erased_vanishes_at_once(ana: FlaskClient, record: StudyRecord) -> None:
    all_locked(record)
    assert post(ana, f"{GRID}/1/memo", **memo()).status_code == 303
    erasure.erase_participant(record, "p6-0", record.waves, keep_contacts=True, actor="x")
    assert [*cells(ana)] == [("low third", "Words: better"), ("middle third", "Words: no change")]
    assert "After a night" not in ana.get(f"{GRID}.csv").text
    assert ana.get(f"{GRID}/1").status_code == ana.get(f"{GRID}/1/memo").status_code == 404


def test_a_withdrawn_consent_takes_the_score_away(ana: FlaskClient, record: StudyRecord) -> None:
    all_locked(record)
    with extensions.answers.writing() as session:
        session.execute(update(TranscriptRow).where(TranscriptRow.number == 1).values(link=False))
    assert ["Interview 1"] not in cells(ana).values()
    after = text(page(ana.get(f"{GRID}/1")).main)
    assert "high third" not in after and "This interview may not stand beside answers" in after


def test_whoever_sent_no_answers_is_told(ana: FlaskClient, record: StudyRecord) -> None:
    interviewed(record, 6, "p1-0", link=True)
    lock(record, 6, "better")
    erased = record.wave("post")
    with extensions.answers.writing() as session:
        session.execute(update(TranscriptRow).where(TranscriptRow.number == 6).values(wave_id=None))
        session.connection().exec_driver_sql(
            "DELETE FROM submission WHERE participant_id = (SELECT participant_id FROM transcript WHERE number = 6) "
            f"AND wave_id = {erased.id}"
        )
    assert "Interview 6: This person has sent no answers at this time of measurement." in told(ana)


def test_without_figures_the_interviews_are_still_listed(
    ana: FlaskClient, record: StudyRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise FiguresFailed("gone")

    lock(record, 1, "worse")
    monkeypatch.setattr(figures, "ask", fails)
    main = page(ana.get(GRID)).main
    assert "Figures cannot be shown now." in text(main) and not main.select("table")
    assert "1 of 1 scales locked by you" in text(main)
    assert "Figures cannot be shown now." in text(page(ana.get(f"{GRID}/1")).main)
    assert ana.get(f"{GRID}.csv").status_code == 503


@pytest.mark.parametrize("number", [0, 9, 2147483647])
def test_an_interview_that_is_not_there_has_no_page(ana: FlaskClient, number: int) -> None:
    for path in ("", "/memo"):
        assert ana.get(f"{GRID}/{number}{path}").status_code == 404
    assert post(ana, f"{GRID}/{number}").status_code == 404


FEW_FELL = 6 * [("3", "2"), ("2", "1"), ("3", "3")] + 3 * [("1", "3")]
"""21 people: 12 rise, 6 stay and 3 fall, fewer than the minimum cell of five."""


def changes(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Where four interviewed people stand by their change; the fourth answered at entry alone."""
    record = published(waves=("entry", "exit"), design="before_after")
    at_both(record, "a", pairs)
    for number in range(6):
        once(record, f"lost-{number}", "entry", "2")
    for number, who in enumerate(("a-1", "a-3", "a-0", "lost-0"), 1):
        interviewed(record, number, who, link=True)
    found = QUESTIONS["concordance"]({"study": "tiny", "language": "en"})
    assert found["of"] == "change"
    return [(each["band"], each["why_not"]) for each in found["scales"][0]["places"]]


def test_two_waves_are_told_by_change(app: Flask) -> None:
    # The item is turned, so «3» is the lowest: 1 to 2 falls, 2 to 1 rises, 1 to 1 stays.
    assert changes(PAIRS) == [
        ("low", ""),
        ("high", ""),
        ("middle", ""),
        ("", "This person has not sent answers at the first and the last time of measurement."),
    ]


def test_a_change_of_few_is_not_told_nor_is_who_has_none(app: Flask) -> None:
    told = "Not told: of those whose score fell, stayed or rose, one group would hold fewer than 5 people, or everyone."
    assert changes(FEW_FELL) == 4 * [("", told)]
