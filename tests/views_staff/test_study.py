"""The page of a study: what each role sees of it, and what an admin and a researcher do there."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from signed_in import page, post, sign_in
from sqlalchemy import select, update
from staff_study import person, published, questionnaire

from survey.extensions import answers
from survey.store import audit, clock, studies
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Invitation, Participant, Refusal


@pytest.fixture
def record(app: Flask) -> StudyRecord:
    return published(minimum_cell=5)


def people(record: StudyRecord, **steps: int) -> None:
    for step, number in steps.items():
        for each in range(number):
            person(record, f"{step}-{each}-{clock.now().timestamp()}", step=step)


def tables(client: FlaskClient) -> dict[str, list[list[str]]]:
    """The tables of the page by their captions: each row's texts."""
    found = page(client.get("/staff/tiny/"))
    return {
        table.caption.get_text(" ", strip=True): [
            [" ".join(cell.get_text(" ", strip=True).split()) for cell in row.select("th, td")]
            for row in table.select("tbody tr, tfoot tr")
        ]
        for table in found.select("table")
    }


def numbers(client: FlaskClient) -> list[int]:
    """The figures of the flow tables of the page."""
    found = page(client.get("/staff/tiny/"))
    return [int(cell.text) for table in found.select("table.figures") for cell in table.select("td.number")]


def test_the_list_names_each_study_and_marks_fictional_ones(record: StudyRecord, client: FlaskClient) -> None:
    found = page(sign_in(client, "staff").get("/staff/"))
    link = found.select_one("main a[href='/staff/tiny/']")
    assert link is not None and link.text == "Petite étude"
    assert link.find_next_sibling("strong") is not None


def test_a_researcher_sees_exact_counts(record: StudyRecord, client: FlaskClient) -> None:
    people(record, not_opened=2, declined=1, submitted=3)
    assert numbers(sign_in(client, "researcher"))[:6] == [2, 0, 1, 0, 3, 6]


@pytest.mark.parametrize("role", ["staff", "admin"])
def test_others_see_nothing_before_a_release(record: StudyRecord, client: FlaskClient, role: str) -> None:
    people(record, not_opened=8, submitted=8)
    assert numbers(sign_in(client, role)) == []


@pytest.mark.parametrize("role", ["staff", "admin"])
def test_others_see_the_released_figures_until_the_next_release(
    app: Flask, record: StudyRecord, client: FlaskClient, role: str
) -> None:
    people(record, not_opened=8, submitted=8)
    researcher = sign_in(app.test_client(), "researcher")
    post(researcher, "/staff/tiny/figures")
    people(record, submitted=1)
    assert numbers(sign_in(client, role)) == [8, 8, 16]


def test_one_more_answer_is_never_released_alone(app: Flask, record: StudyRecord, client: FlaskClient) -> None:
    people(record, not_opened=8, submitted=8)
    researcher = sign_in(app.test_client(), "researcher")
    post(researcher, "/staff/tiny/figures")
    people(record, submitted=1)
    post(researcher, "/staff/tiny/figures")
    assert numbers(sign_in(client, "staff")) == [8, 8, 16]


@pytest.mark.parametrize(
    ("origin", "hours", "counted"),
    [
        ("register", -1, [8, 13, 21]),
        ("register", 1, [5, 8, 8, 21]),  # five are invited and have done nothing before today
        ("open", -1, [8, 13, 21]),
        ("open", 1, [8, 8, 16]),
    ],
)
def test_what_was_done_today_is_not_released_today(
    app: Flask, record: StudyRecord, client: FlaskClient, origin: str, hours: int, counted: list[int]
) -> None:
    zone = ZoneInfo(record.study.time_zone)
    midnight = studies.start_of(clock.now().astimezone(zone).date(), zone)
    for number in range(8):
        person(record, f"opened-{number}", step="opened_only", origin=origin)
        person(record, f"sent-{number}", step="submitted", origin=origin)
    for number in range(5):
        moment = midnight + datetime.timedelta(hours=hours)
        person(record, f"new-{number}", step="submitted", origin=origin, started_at=moment)
    with answers.writing() as session:  # nobody opens a link after having sent
        session.execute(update(Invitation).where(Invitation.token_digest.contains("new-")).values(opened_at=None))
    post(sign_in(app.test_client(), "researcher"), "/staff/tiny/figures")
    assert numbers(sign_in(client, "staff")) == counted


def test_a_release_tells_the_day_but_not_the_time(app: Flask, record: StudyRecord, client: FlaskClient) -> None:
    people(record, not_opened=8, submitted=8)
    post(sign_in(app.test_client(), "researcher"), "/staff/tiny/figures")
    text = page(sign_in(client, "staff").get("/staff/tiny/")).main.get_text()
    assert str(clock.now().year) in text and f"{clock.now():%H:%M}" not in text


@pytest.mark.parametrize("role", ["staff", "admin"])
def test_nobody_but_a_researcher_chooses_the_moment_of_a_release(
    record: StudyRecord, client: FlaskClient, role: str
) -> None:
    assert post(sign_in(client, role), "/staff/tiny/figures").status_code == 404


def test_the_page_is_the_same_to_the_letter_whether_or_not_one_person_did_anything(
    record: StudyRecord, client: FlaskClient
) -> None:
    people(record, not_opened=8, submitted=8)
    person(record, "mrs-x", step="not_opened")
    sign_in(client, "staff")
    before = page(client.get("/staff/tiny/")).main.get_text()
    with answers.writing() as session:
        key = session.scalars(select(Participant.id).where(Participant.participant_id == "mrs-x")).one()
        session.add(Refusal(participant_id=key, wave_id=record.waves[0].id, declined_at=clock.now()))
    assert page(client.get("/staff/tiny/")).main.get_text() == before


def test_participants_of_the_open_link_are_counted_apart(record: StudyRecord, client: FlaskClient) -> None:
    people(record, submitted=2)
    person(record, "open-1", step="submitted", origin="open")
    found = tables(sign_in(client, "researcher"))
    assert [rows[-1][-1] for rows in list(found.values())[:2]] == ["2", "1"]


@pytest.mark.parametrize(("role", "shown"), [("admin", True), ("researcher", True), ("staff", False)])
def test_the_open_link_is_shown_to_those_who_keep_links(
    record: StudyRecord, client: FlaskClient, role: str, shown: bool
) -> None:
    text = sign_in(client, role).get("/staff/tiny/").text
    assert ("http://127.0.0.1:8000/o/" in text) is shown


def test_an_admin_switches_the_open_link(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "admin")
    post(client, "/staff/tiny/open-link", open_link="off")
    assert studies.study_named("tiny").open_link is False
    post(client, "/staff/tiny/open-link", open_link="on")
    assert studies.study_named("tiny").open_link is True


@pytest.mark.parametrize(
    ("first", "last"), [("2026-05-01", "2026-05-31"), ("٢٠٢٦-٠٥-٠١", "۲۰۲۶-۰۵-۳۱"), ("1/5/2026", "٣١/٥/٢٠٢٦")]
)
def test_an_admin_gives_a_wave_its_days(record: StudyRecord, client: FlaskClient, first: str, last: str) -> None:
    sign_in(client, "admin")
    entries = {"post-opens": first, "post-closes": last, "post-save": "x"}
    assert post(client, "/staff/tiny/waves/post", **entries).status_code == 303
    wave = studies.study_named("tiny").wave("post")
    # Paris is two hours ahead of UTC in May; the last day counts in full.
    assert wave.opens_at == datetime.datetime(2026, 4, 30, 22, tzinfo=datetime.UTC)
    assert wave.closes_at == datetime.datetime(2026, 5, 31, 22, tzinfo=datetime.UTC)


def test_an_admin_closes_and_opens_a_wave_at_once(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "admin")
    post(client, "/staff/tiny/waves/post", **{"post-close_now": "x"})
    assert not studies.study_named("tiny").wave("post").is_open(clock.now())
    post(client, "/staff/tiny/waves/post", **{"post-open_now": "x"})
    assert studies.study_named("tiny").wave("post").is_open(clock.now())


def test_days_that_were_not_changed_keep_their_time(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "admin")
    post(client, "/staff/tiny/waves/post", **{"post-close_now": "x"})
    closed_at = studies.study_named("tiny").wave("post").closes_at
    form = page(client.get("/staff/tiny/")).select_one("form.card-form")
    entries = {field["name"]: field.get("value", "") for field in form.select("input[type=date]")}
    post(client, "/staff/tiny/waves/post", **entries, **{"post-save": "x"})
    assert studies.study_named("tiny").wave("post").closes_at == closed_at


def test_a_wave_that_would_end_before_it_begins_is_told(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "admin")
    entries = {"post-opens": "2026-05-31", "post-closes": "2026-05-01", "post-save": "x"}
    answer = post(client, "/staff/tiny/waves/post", **entries)
    found = page(answer)
    assert answer.status_code == 422
    assert [link["href"] for link in found.find(role="alert").select("a")] == ["#post-closes"]
    assert found.select_one("#post-opens")["value"] == "2026-05-31"
    assert found.select_one("input[name=page]")["value"] == "/staff/tiny/"  # where another language is shown


@pytest.mark.parametrize(
    "entries",
    [
        {},  # no field and no button
        {"post-save": "x"},
        {"post-opens": "2026-05-31", "post-closes": "2026-05-01"},
        {"post-opens": "2026-05-01", "post-closes": "2026-05-31"},
        {"post-opens": "0001-01-01", "post-closes": "", "post-save": "x"},
        {"post-opens": "", "post-closes": "9999-12-31", "post-save": "x"},
        {"post-opens": "1899-12-31", "post-closes": "2201-01-01", "post-save": "x"},
    ],
)
def test_a_wave_form_that_says_nothing_that_can_be_kept_is_shown_again(
    record: StudyRecord, client: FlaskClient, entries: dict[str, str]
) -> None:
    before = studies.study_named("tiny").waves
    answer = post(sign_in(client, "admin"), "/staff/tiny/waves/post", **entries)
    assert answer.status_code == 422
    assert page(answer).find(role="alert") is not None
    assert studies.study_named("tiny").waves == before


def test_a_study_whose_name_holds_nul_is_unknown(record: StudyRecord, client: FlaskClient) -> None:
    assert sign_in(client, "staff").get("/staff/%00/").status_code == 404


def test_what_is_done_is_logged_with_its_author(record: StudyRecord, client: FlaskClient) -> None:
    sign_in(client, "admin", name="ada")
    post(client, "/staff/tiny/waves/post", **{"post-close_now": "x"})
    post(client, "/staff/tiny/open-link", open_link="off")
    done = [(entry.actor, entry.action) for entry in audit.entries(study="tiny")]
    assert done[-2:] == [("ada", "wave times set"), ("ada", "open link switched off")]


def test_languages_and_scales_tell_their_state(record: StudyRecord, client: FlaskClient) -> None:
    found = page(sign_in(client, "staff").get("/staff/tiny/"))
    assert "written for Jalon, not validated" in found.get_text()
    assert "Ana" in found.select_one("span[lang=fr]").parent.get_text()


def test_every_table_has_a_caption_and_row_headers(record: StudyRecord, client: FlaskClient) -> None:
    people(record, submitted=2)
    for table in page(sign_in(client, "researcher").get("/staff/tiny/")).select("table"):
        assert table.caption is not None and table.select("thead th[scope=col]")
        assert all(row.find("th", scope="row") for row in table.select("tbody tr"))


@pytest.mark.parametrize("role", ["staff", "researcher", "admin"])
def test_pages_have_no_inline_style_or_script(record: StudyRecord, client: FlaskClient, role: str) -> None:
    sign_in(client, role)
    for address in ("/staff/", "/staff/tiny/", "/staff/password"):
        found = page(client.get(address))
        assert not found.select("script, style, [style], [onclick]"), address


def test_two_studies_do_not_mix(record: StudyRecord, client: FlaskClient) -> None:
    other = published("other", post=questionnaire())
    for number in range(3):
        person(other, f"p{number}", step="submitted")
    assert numbers(sign_in(client, "researcher"))[:6] == [0, 0, 0, 0, 0, 0]
