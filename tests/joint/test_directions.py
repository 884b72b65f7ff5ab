"""Directions: changed until they are locked, corrected beside, blind only where nothing could be seen before."""

from __future__ import annotations

import pytest
from findings.thirds_study import interviewed
from flask import Flask
from flask.testing import FlaskClient
from joint.coded_thirty import ANA, coded_thirty
from signed_in import post, sign_in
from sqlalchemy import func, select

from survey import extensions
from survey.privacy import access, shown_scores
from survey.store import audit, concordance_memos, directions, erasure, score_sights, transcripts
from survey.store.concordance_memos import MemoError, NewMemo
from survey.store.directions import DirectionError
from survey.store.studies import StudyRecord
from survey.store.tables.directions import ConcordanceMemo, DirectionRow, ScoreSight
from survey.store.transcripts import Interview

STUDY = "/staff/tiny"
ON = NewMemo("wellbeing", "high", "worse", "context", "After a night.", after=0)


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    return coded_thirty()[0]


def interview(record: StudyRecord, number: int) -> Interview:
    found = transcripts.interview(record.id, number)
    if found is None:
        raise LookupError(number)
    return found


def say(record: StudyRecord, number: int, way: str, *, lock: bool = False, coder: str = ANA) -> None:
    directions.keep(record, interview(record, number), coder, {"wellbeing": way}, lock=lock)


def kept(record: StudyRecord) -> list[tuple[int, str, bool, bool]]:
    """Version, way, whether it is locked and whether it is blind."""
    return [(each.version, each.way, each.is_locked, each.is_blind) for each in directions.of_study(record.id)]


def seen(record: StudyRecord, researcher: str = ANA) -> list[int]:
    """The interviews whose scores a researcher could see."""
    numbers = {each.id: each.number for each in transcripts.interviews(record.id)}
    return sorted(numbers[key] for key, name in score_sights.of_study(record.id) if name == researcher)


def test_a_direction_changes_until_it_is_locked_and_never_after(record: StudyRecord) -> None:
    say(record, 1, "better")
    say(record, 1, "same")
    assert kept(record) == [(1, "same", False, False)]
    say(record, 1, "")
    assert kept(record) == []
    say(record, 1, "worse", lock=True)
    for lock in (False, True):
        for way in ("better", ""):
            with pytest.raises(DirectionError, match="locked"):
                say(record, 1, way, lock=lock)
    assert kept(record) == [(1, "worse", True, True)]


def test_one_that_is_locked_stops_the_others_that_were_sent_with_it(record: StudyRecord) -> None:
    say(record, 1, "worse", lock=True)
    with pytest.raises(DirectionError, match="locked"):
        directions.keep(record, interview(record, 1), ANA, {"other": "better", "wellbeing": "better"}, lock=True)
    assert kept(record) == [(1, "worse", True, True)]


@pytest.mark.parametrize(("ways", "rule"), [({"wellbeing": "up"}, "way"), ({"wellbeing": ""}, "nothing")])
def test_what_says_nothing_is_not_locked(record: StudyRecord, ways: dict[str, str], rule: str) -> None:
    with pytest.raises(DirectionError, match=rule):
        directions.keep(record, interview(record, 1), ANA, ways, lock=True)
    assert kept(record) == []


def test_a_correction_stands_beside_the_first_and_is_not_blind(record: StudyRecord) -> None:
    with pytest.raises(DirectionError, match="not_locked"):
        directions.correct(record, interview(record, 1), ANA, "wellbeing", "same")
    say(record, 1, "worse", lock=True)
    with pytest.raises(DirectionError, match="unchanged"):
        directions.correct(record, interview(record, 1), ANA, "wellbeing", "worse")
    directions.correct(record, interview(record, 1), ANA, "wellbeing", "same")
    assert kept(record) == [(1, "worse", True, True), (2, "same", True, False)]


def test_locking_and_correcting_are_in_the_log_without_the_direction(record: StudyRecord) -> None:
    say(record, 1, "worse", lock=True)
    directions.correct(record, interview(record, 1), ANA, "wellbeing", "same")
    logged = [(each.actor, each.action, dict(each.detail)) for each in audit.entries(study="tiny")][-2:]
    assert logged == [
        (ANA, "direction locked", {"interview": 1, "scale": "wellbeing"}),
        (ANA, "direction corrected", {"interview": 1, "scale": "wellbeing", "version": 2}),
    ]


def test_what_is_locked_after_the_score_was_seen_is_not_blind(record: StudyRecord) -> None:
    say(record, 1, "worse", lock=True)
    score_sights.note(record, ANA)
    say(record, 2, "better", lock=True)
    say(record, 2, "better", lock=True, coder="ben")
    assert {(each.coder, each.is_blind) for each in directions.of_study(record.id)} == {
        (ANA, True),
        (ANA, False),
        ("ben", True),
    }
    assert [each.is_blind for each in directions.of_study(record.id)] == [True, False, True]


def test_a_second_interview_of_a_person_is_not_blind_once_the_first_is_locked(record: StudyRecord) -> None:
    interviewed(record, 5, "p6-0", link=True)  # of whom interview 1 is, too
    say(record, 1, "worse", lock=True)
    say(record, 5, "worse", lock=True)
    first, second = directions.of_study(record.id)
    assert (first.is_blind, second.is_blind) == (True, False)
    assert second.seen_at == first.locked_at


def test_only_interviews_that_may_be_linked_can_be_seen_beside_scores(record: StudyRecord) -> None:
    score_sights.note(record, ANA)
    assert seen(record) == [1, 2, 4]  # 3 may not be linked


def test_the_first_sight_stays_the_first(record: StudyRecord) -> None:
    score_sights.note(record, ANA, 1)
    before = score_sights.of_study(record.id)
    score_sights.note(record, ANA)
    assert before.items() <= score_sights.of_study(record.id).items()


@pytest.mark.parametrize(
    ("address", "noted"),
    [
        ("dashboard/", [1, 2, 4]),
        ("dashboard/?interview=1", [1, 2, 4]),
        ("joint/", [1, 2, 4]),
        ("interviews/1", [1]),
        ("interviews/3", []),
        ("interviews/search?third=wellbeing.score.post.low", [1, 2, 4]),
        ("interviews/search?q=mieux", []),
        ("interviews/", []),
        ("interviews/1/coding", []),
        ("codebook/", []),
        ("joint/matrix", []),
    ],
)
def test_a_page_that_shows_thirds_is_noted_for_who_opens_it(
    record: StudyRecord, client: FlaskClient, address: str, noted: list[int]
) -> None:
    sign_in(client, "researcher", ANA)
    assert client.get(f"{STUDY}/{address}").status_code == 200
    assert (seen(record), seen(record, "ben")) == (noted, [])


def test_the_table_of_pages_names_addresses_that_there_are() -> None:
    named = {*shown_scores.OF_ALL, *shown_scores.OF_ONE, shown_scores.SEARCH}
    assert named <= {name for name, roles in access.ENDPOINTS.items() if access.RESEARCHER in roles}


def test_staff_see_no_third_and_nothing_is_noted_of_them(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "staff", "cleo")
    client.get(f"{STUDY}/dashboard/")
    assert seen(record, "cleo") == []


def test_person_rows_tell_scores_too(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "researcher", ANA)
    assert (
        post(client, f"{STUDY}/downloads", wave="post", file_format="csv", language="en", rows="x").status_code == 200
    )
    assert seen(record) == [1, 2, 4]


def test_a_memo_is_kept_after_the_one_before(record: StudyRecord) -> None:
    concordance_memos.write(record, interview(record, 1), ON, ANA)
    with pytest.raises(MemoError, match="overtaken"):
        concordance_memos.write(record, interview(record, 1), ON, "ben")
    later = NewMemo("wellbeing", "high", "worse", "error", "A slip.", after=1)
    concordance_memos.write(record, interview(record, 1), later, "ben")
    assert [(each.version, each.kind, each.author) for each in concordance_memos.of_study(record.id)] == [
        (2, "error", "ben"),
        (1, "context", ANA),
    ]


@pytest.mark.parametrize(("kind", "text", "rule"), [("none", "x", "kind"), ("context", " ", "text")])
def test_a_memo_says_something_of_a_known_kind(record: StudyRecord, kind: str, text: str, rule: str) -> None:
    with pytest.raises(MemoError, match=rule):
        concordance_memos.write(record, interview(record, 1), NewMemo("x", "low", "better", kind, text, 0), ANA)


def test_whoever_is_erased_leaves_no_direction_sight_or_memo(record: StudyRecord) -> None:
    gone = interview(record, 1)
    say(record, 1, "worse", lock=True)
    score_sights.note(record, ANA, 1)
    concordance_memos.write(record, gone, ON, ANA)
    erasure.erase_participant(record, "p6-0", record.waves, keep_contacts=True, actor="x")
    with extensions.answers.reading() as session:
        left = [
            session.scalar(select(func.count()).select_from(row)) for row in (DirectionRow, ScoreSight, ConcordanceMemo)
        ]
    assert left == [0, 0, 0]
    with pytest.raises(DirectionError, match="gone"):
        directions.keep(record, gone, ANA, {"wellbeing": "worse"}, lock=True)
