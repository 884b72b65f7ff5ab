"""The same key many times at once is one submission with equal receipts; other answers under it are refused."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from journeys.journey import answer_all, begin, document
from sqlalchemy import func, select

from survey import extensions
from survey.store import erasure
from survey.store.studies import StudyRecord
from survey.store.tables.participants import Participant
from survey.store.tables.submissions import SubmissionRevision, SubmissionRow

AT_ONCE = 50


def count(table: Any) -> int:
    with extensions.answers.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def the_same_browser(app: Flask, browser: Any) -> FlaskClient:
    """Another connection of the same browser: it has the same cookie."""
    client = app.test_client()
    client.set_cookie("jalon", browser.client.get_cookie("jalon").value)
    return client


def sent_at_once(app: Flask, browser: Any, sent: dict[str, Any]) -> list[Any]:
    """The answers to the same page sent from many threads at one moment."""
    clients = [the_same_browser(app, browser) for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(lambda client: client.post(browser.path, data=sent), clients))


def code_in(page: str) -> str:
    found = BeautifulSoup(page, "html.parser").select_one(".code")
    return "" if found is None else found.get_text(strip=True)


def test_fifty_sends_of_one_key_are_one_submission_with_fifty_equal_receipts(
    app: Flask, browser: Any, link: str
) -> None:
    answer_all(begin(browser, link))
    answers = sent_at_once(app, browser, browser.form() | {".act": "submit"})
    assert [each.status_code for each in answers] == [200] * AT_ONCE
    codes = {code_in(each.text) for each in answers}
    assert len(codes) == 1 and re.fullmatch(r"[0-9a-z]{5} [0-9a-z]{5}", codes.pop())
    assert count(SubmissionRow) == 1


def test_fifty_sends_of_one_page_are_one_revision(app: Flask, browser: Any, link: str) -> None:
    begin(browser, link)
    sent = browser.form() | {"calm": "1", "children": "no", ".act": "continue"}
    answers = sent_at_once(app, browser, sent)
    assert {(each.status_code, each.location) for each in answers} == {(303, f"{link}/page/second")}
    assert count(SubmissionRevision) == 1


def test_fifty_consents_with_one_key_are_one_participant(app: Flask, browser: Any, open_link: str) -> None:
    browser.get(open_link).press("language fr")
    answers = sent_at_once(app, browser, browser.form() | {".act": "accept"})
    assert len({each.location for each in answers}) == 1
    assert (count(Participant), count(SubmissionRow)) == (1, 1)


def test_other_answers_under_a_used_key_are_refused_and_the_first_are_kept(
    browser: Any, another: Any, link: str
) -> None:
    answer_all(begin(browser, link))
    early = browser.form() | {".act": "submit"}
    another().get(f"{link}/page/first").press("continue", calm="3")
    browser.press("submit")  # it is read again, as it was changed
    late = browser.form() | {".act": "submit"}
    receipt = code_in(browser.press("submit").page.text)
    assert receipt and document().answers["calm"] == "3"
    other = browser.client.post(browser.path, data=late | {".revision": early[".revision"]})
    assert other.status_code == 409 and "sont conservées" in other.text and code_in(other.text) == ""
    assert document().answers["calm"] == "3"
    assert code_in(browser.client.post(browser.path, data=late).text) == receipt


def test_a_key_that_was_erased_does_not_come_back(browser: Any, study: StudyRecord, link: str) -> None:
    answer_all(begin(browser, link))
    sent, review = browser.form() | {".act": "submit"}, browser.path
    browser.press("submit")
    with extensions.answers.reading() as session:
        participant = session.scalars(select(Participant.participant_id)).one()
    erasure.erase_participant(study, participant, study.waves, keep_contacts=False, actor="test")
    for _twice in range(2):
        answer = browser.client.post(review, data=sent)
        assert answer.status_code in (404, 410) and code_in(answer.text) == ""
    assert count(SubmissionRow) == 0


def test_a_consent_sent_again_after_an_erasure_makes_nobody(browser: Any, study: StudyRecord, open_link: str) -> None:
    browser.get(open_link).press("language fr")
    agreed, notice = browser.form() | {".act": "accept"}, browser.path
    answer_all(browser.press("accept").press("continue")).press("submit")
    with extensions.answers.reading() as session:
        participant = session.scalars(select(Participant.participant_id)).one()
    erasure.erase_participant(study, participant, study.waves, keep_contacts=False, actor="test")
    assert browser.client.post(notice, data=agreed).status_code == 410
    assert (count(Participant), count(SubmissionRow)) == (0, 0)
