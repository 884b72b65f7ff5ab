"""Role by page by interview: whoever may not read one finds no such page, and no list, count or search tells of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from kept_interviews import HELD_ON, interview
from signed_in import page, post, sign_in
from sqlalchemy import select
from staff_study import person, published

from survey import extensions
from survey.extensions import limiter
from survey.privacy import access, interview_view
from survey.store import transcripts
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant

AS_IMPORTED, NEVER_SHOWN, TEAM, PARTNER, PUBLIC, LINKED = range(1, 7)
STATES = {
    AS_IMPORTED: {"quote": "team"},
    NEVER_SHOWN: {"quote": "none"},
    TEAM: {"quote": "team", "released": True},
    PARTNER: {"quote": "partner", "released": True},
    PUBLIC: {"quote": "public", "released": True},
    LINKED: {"quote": "team", "link": True},
}
"""The number of each interview, and what is known of it."""
RELEASED = [TEAM, PARTNER, PUBLIC]
READS = {"": [], "staff": RELEASED, "researcher": list(STATES), "admin": []}
"""The interviews that each role may read: whoever manages accounts and links reads no words at all."""
OF_ALL = ("", "search", "search?q=dors")
OF_RESEARCHERS = ("upload",)
ACTS = ("release", "withhold")


@pytest.fixture(autouse=True)
def no_throttle(app: Flask) -> None:
    limiter.reset()


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    found = published()
    person(found, "person-of-interview", step="submitted")
    with extensions.answers.reading() as session:
        key = session.scalars(select(Participant.id)).one()
    for number, known in STATES.items():
        interview(found, number, participant_id=key, wave_id=found.waves[0].id, **known)
    return found


@pytest.fixture(params=READS)
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visitor(app: Flask, client: FlaskClient, record: StudyRecord, role: str) -> FlaskClient:
    return sign_in(client, role) if role else client


def refused(role: str) -> int:
    """What somebody is answered who may not open a page."""
    return 404 if role else 303


def test_who_reads_which_interview(visitor: FlaskClient, role: str) -> None:
    for number in STATES:
        answer = visitor.get(f"/staff/tiny/interviews/{number}")
        assert answer.status_code == (200 if number in READS[role] else refused(role)), number
        assert ("Je dors la nuit" in answer.text) is (number in READS[role]), number


def test_who_opens_the_list_and_the_search(visitor: FlaskClient, role: str) -> None:
    statuses = {visitor.get(f"/staff/tiny/interviews/{name}").status_code for name in OF_ALL}
    assert statuses == {200 if role in ("staff", "researcher") else refused(role)}


def test_only_researchers_add_interviews(visitor: FlaskClient, role: str) -> None:
    for name in OF_RESEARCHERS:
        asked, sent = visitor.get(f"/staff/tiny/interviews/{name}"), post(visitor, f"/staff/tiny/interviews/{name}")
        allowed = role == "researcher"
        assert (asked.status_code, sent.status_code) == ((200, 422) if allowed else (refused(role), refused(role)))


def test_only_researchers_decide_about_names_and_say_whose_an_interview_is(
    visitor: FlaskClient, record: StudyRecord, role: str
) -> None:
    before = transcripts.interviews(record.id)
    of_one = (f"interviews/{TEAM}/whose", f"interviews/{TEAM}/speakers")
    pages = ("names/", "names/known", *of_one)
    acts = ("names/preview", "names/decide", "names/replace", "names/take-off", *of_one)
    found = [visitor.get(f"/staff/tiny/{name}").status_code for name in pages]
    found += [post(visitor, f"/staff/tiny/{name}").status_code for name in acts]
    assert found == ([200] * 4 + [422, 303, 303, 303, 422, 303] if role == "researcher" else [refused(role)] * 10)
    assert transcripts.interviews(record.id) == before


@pytest.mark.parametrize("act", ACTS)
def test_only_researchers_release_and_withhold(visitor: FlaskClient, record: StudyRecord, role: str, act: str) -> None:
    for number in STATES:
        before = transcripts.interview(record.id, number)
        answer = post(visitor, f"/staff/tiny/interviews/{number}/{act}", read="y")
        after = transcripts.interview(record.id, number)
        told = f"{role or 'nobody'} {act} {number}"
        if role == "researcher":
            assert answer.status_code == (422 if (act, number) == ("release", NEVER_SHOWN) else 303), told
            shown = after is not None and after.released_at is not None
            assert shown is (act == "release" and number != NEVER_SHOWN), told
        else:
            assert (answer.status_code, after) == (refused(role), before), told


def test_a_list_holds_what_may_be_read_and_nothing_else(visitor: FlaskClient, role: str) -> None:
    links = page(visitor.get("/staff/tiny/interviews/")).select("main .voices a")
    assert [link["href"] for link in links] == [f"/staff/tiny/interviews/{number}" for number in READS[role]]


def test_an_interview_that_is_withheld_again_is_gone(app: Flask, client: FlaskClient, record: StudyRecord) -> None:
    reader = sign_in(app.test_client(), "staff")
    post(sign_in(client, "researcher"), f"/staff/tiny/interviews/{TEAM}/withhold")
    assert reader.get(f"/staff/tiny/interviews/{TEAM}").status_code == 404
    assert len(page(reader.get("/staff/tiny/interviews/")).select(".voices a")) == 2


def test_staff_are_told_neither_who_nor_when(client: FlaskClient, record: StudyRecord) -> None:
    sign_in(client, "staff")
    telling = ["person-of-interview", "reader.one", "Wave post", ">post<", "2026", str(HELD_ON.day), "mars", "février"]
    for name in ("", str(TEAM), f"{TEAM}?q=dors"):
        shown = page_of(client.get(f"/staff/tiny/interviews/{name}").text)
        assert [word for word in telling if word in shown] == [], name


def page_of(shown: str) -> str:
    """The main part of a page, without the addresses of style sheets."""
    return shown.partition('<main id="main"')[2].partition("</main>")[0]


def test_a_page_of_staff_is_the_same_to_the_letter_whether_or_not_there_are_others(
    client: FlaskClient, record: StudyRecord
) -> None:
    sign_in(client, "staff")
    pages = [f"/staff/tiny/interviews/{name}" for name in ("", TEAM)]
    before = [page_of(client.get(address).text) for address in pages]
    interview(record, 99, quote="none")
    interview(record, 100, quote="public")
    assert [page_of(client.get(address).text) for address in pages] == before


@pytest.mark.parametrize("role", access.ROLES)
def test_an_interview_beside_figures_is_under_the_same_rule(record: StudyRecord, role: str) -> None:
    shown = {number: interview_view.pane(record, role, number) for number in STATES}
    assert [number for number, pane in shown.items() if pane is not None] == READS[role]
    assert [voice.number for voice in interview_view.voices(record, role)] == READS[role]


@pytest.mark.parametrize("role", ["staff", "researcher"])
def test_only_a_researcher_has_marks_and_only_of_those_who_agreed(record: StudyRecord, role: str) -> None:
    panes = [interview_view.pane(record, role, number) for number in READS[role]]
    linked = [pane.voice.number for pane in panes if pane is not None and pane.is_linked]
    assert linked == ([LINKED] if role == "researcher" else [])


@pytest.mark.parametrize(
    ("role", "told"),
    [("staff", lambda known: known is None), ("researcher", lambda known: known.participant_id is not None)],
)
def test_what_is_known_of_a_person_is_there_for_researchers(
    record: StudyRecord, role: str, told: Callable[[interview_view.Known | None], bool]
) -> None:
    assert all(told(voice.known) for voice in interview_view.voices(record, role))
