"""From the link to the receipt, without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from journeys.journey import answer_all, begin
from sqlalchemy import select

from survey import extensions
from survey.store import documents, register_imports
from survey.store.register_imports import RegisterRow
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Invitation, Participant, Refusal
from survey.store.tables.submissions import SubmissionRevision, SubmissionRow


def test_guidance_is_there_for_who_asks_for_it(browser: Any, link: str) -> None:
    begin(browser, link)
    more = browser.soup.select("details.more")
    assert [each.get_text(" ", strip=True) for each in more] == ["En savoir plus sur cette question Ces jours-ci."]


def test_who_came_by_the_open_link_reads_a_notice_without_register(browser: Any, link: str, open_link: str) -> None:
    for path in (open_link, link):
        assert "Nous, sans registre." in browser.get(path).press("language fr").text


def test_who_is_in_the_register_reads_the_notice_that_speaks_of_it(browser: Any, study: StudyRecord) -> None:
    register_imports.import_register(study, [RegisterRow("A1")], "file", "test")
    token = extensions.keyring.link_token(study.name, "A1", "once", 1)
    notice = browser.get(f"/r/{token}").press("language fr").text
    assert "Nous." in notice and "sans registre" not in notice


def stored() -> list[SubmissionRow]:
    with extensions.answers.reading() as session:
        return list(session.scalars(select(SubmissionRow)))


def test_every_answer_is_stored_as_it_was_given(browser: Any, link: str) -> None:
    answer_all(begin(browser, link))
    browser.press("submit")
    (submission,) = stored()
    assert submission.state == "submitted"
    assert documents.read(submission.document).answers == {
        "calm": "2",
        "children": "yes",
        "how_many": 3,
        "rent": 450.5,
        "since": "2026-02-01",
        "where": ("home", "work"),
        "trust": 7,
        "words": "Merci = oui",
    }
    assert documents.read(submission.document).missing == {}


def test_a_question_made_relevant_on_the_same_page_is_shown_before_going_on(browser: Any, link: str) -> None:
    begin(browser, link)
    assert browser.soup.find("input", attrs={"name": "how_many"}) is None
    browser.press("continue", calm="2", children="yes")
    assert browser.path.endswith("/page/first")
    assert browser.soup.find("input", attrs={"name": "how_many"}) is not None
    browser.press("continue", how_many="2")
    assert browser.path.endswith("/page/second")


def test_an_answer_no_longer_asked_is_kept_aside_and_comes_back(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", calm="2", children="yes")
    browser.press("continue", how_many="2")
    browser.press("back").press("continue", children="no")
    document = documents.read(stored()[0].document)
    assert "how_many" not in document.answers and document.aside == {"how_many": 2}
    browser.press("back").press("continue", children="yes")
    assert documents.read(stored()[0].document).answers["how_many"] == 2


def test_a_question_never_asked_has_its_reason_at_the_end(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", calm="prefer not to say", children="no")
    browser.press("continue", rent__refused="prefer not to say").press("continue").press("continue", trust="2")
    browser.press("submit")
    assert documents.read(stored()[0].document).missing == {
        "calm": "refused",
        "how_many": "not_asked",
        "rent": "refused",
        "since": "not_answered",
        "where": "not_answered",
        "words": "not_asked",
    }


def test_zero_is_an_answer(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", children="no")
    browser.press("continue", rent="0").press("continue").press("continue", trust="0")
    answers = documents.read(stored()[0].document).answers
    assert answers["rent"] == 0 and answers["trust"] == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("٤٥٠٫٥", 450.5), ("۴۵۰", 450), ("450,5", 450.5), (" 450.5 ", 450.5), ("1 200", 1200)],
)
def test_numbers_are_read_in_any_numerals(browser: Any, link: str, typed: str, kept: float) -> None:
    begin(browser, link).press("continue", children="no")
    browser.press("continue", rent=typed)
    assert documents.read(stored()[0].document).answers["rent"] == kept


def test_a_date_is_read_in_arabic_numerals(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", children="no")
    browser.press("continue", since__day="٣١", since__month="١٢", since__year="٢٠٢٥")
    assert documents.read(stored()[0].document).answers["since"] == "2025-12-31"


def test_going_back_loses_nothing(browser: Any, link: str) -> None:
    begin(browser, link).press("continue", calm="1", children="no")
    browser.press("back", rent="not yet a number", where="work")
    assert browser.path.endswith("/page/first")
    assert browser.form()["calm"] == ["1"]
    browser.press("continue")
    assert browser.form()["rent"] == "not yet a number"
    assert browser.form()["where"] == ["work"]


def test_one_goes_on_where_one_stopped_on_another_device(browser: Any, another: Any, link: str) -> None:
    begin(browser, link).press("continue", calm="1", children="no")
    other = another().get(link)
    assert other.path.endswith("/page/second")


def test_every_page_is_kept_as_a_revision(browser: Any, link: str) -> None:
    answer_all(begin(browser, link))
    with extensions.answers.reading() as session:
        rows = session.execute(
            select(SubmissionRevision.revision, SubmissionRevision.page).order_by(SubmissionRevision.revision)
        )
        assert [tuple(row) for row in rows] == [
            (1, "first"), (2, "first"), (3, "second"), (4, "pause"), (5, "trust"), (6, "words"),
        ]  # fmt: skip


def test_everything_is_read_back_and_can_be_changed(browser: Any, link: str) -> None:
    answer_all(begin(browser, link))
    assert browser.path.endswith("/review")
    assert "Je suis calme. Parfois" in browser.text
    assert "Maison, Travail" in browser.text
    assert "1 février 2026" in browser.text
    change = browser.soup.find("a", href=lambda href: href and "/page/first" in href)
    browser.get(change["href"].partition("#")[0]).press("continue", calm="3")
    assert browser.path.endswith("/review")
    assert "Je suis calme. Toujours" in browser.text


def test_refusing_stores_participant_wave_and_time_only(browser: Any, link: str) -> None:
    browser.get(link).press("language ar").press("decline")
    assert browser.path.endswith("/declined")
    with extensions.answers.reading() as session:
        refusal = session.scalars(select(Refusal)).one()
        assert session.scalars(select(Invitation.opened_at)).one() is None
    assert refusal.declined_at is not None
    assert stored() == []


def test_one_may_change_ones_mind_after_refusing(browser: Any, link: str) -> None:
    browser.get(link).press("language fr").press("decline")
    browser.press("again").press("accept")
    assert browser.path.endswith("/page/first")
    with extensions.answers.reading() as session:
        assert session.scalars(select(Refusal)).all() == []


def test_a_look_stores_nothing(browser: Any, link: str) -> None:
    browser.get(link)
    with extensions.answers.reading() as session:
        assert session.scalars(select(Invitation.opened_at)).all() == [None]


def test_the_open_link_makes_a_participant_on_consent_and_offers_a_personal_link(
    browser: Any, another: Any, open_link: str
) -> None:
    browser.get(open_link).press("language fr")
    with extensions.answers.reading() as session:
        assert session.scalars(select(Participant)).all() == []
    browser.press("accept")
    personal = browser.soup.select_one(".kept a")["href"]
    assert another().get("/" + personal.split("/", 3)[3]).path.endswith("/page/first")
    with extensions.answers.reading() as session:
        assert session.scalars(select(Participant.origin)).all() == ["open"]


def test_a_double_click_on_the_open_link_makes_one_participant(browser: Any, open_link: str) -> None:
    browser.get(open_link).press("language fr")
    sent, path = browser.form() | {".act": "accept"}, browser.path
    assert browser.client.post(path, data=sent).location == browser.client.post(path, data=sent).location
    assert len(stored()) == 1


def test_refusing_at_the_open_link_leaves_no_trace(browser: Any, open_link: str) -> None:
    browser.get(open_link).press("language fr").press("decline")
    with extensions.answers.reading() as session:
        assert session.scalars(select(Participant)).all() == []


@pytest.mark.parametrize(
    ("typed", "told"), [("3,14159", "3,14159"), ("0,0004", "0,0004"), ("1984", "1984"), ("12000,5", "12\u202f000,5")]
)
def test_a_number_is_read_back_with_every_figure(browser: Any, link: str, typed: str, told: str) -> None:
    begin(browser, link).press("continue", calm="2", children="no")
    browser.press("continue", rent=typed).press("continue").press("continue", trust="1")
    assert browser.path.endswith("/review")
    assert told in [answer.get_text(strip=True) for answer in browser.soup.select("dd > span")]
