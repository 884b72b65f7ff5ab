"""Links that lead nowhere look the same; waves that are closed say so; hostile requests get a plain page."""

from __future__ import annotations

import datetime
import logging
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from journeys.journey import answer_all, begin

from survey.store import invitations, studies
from survey.store.studies import StudyRecord

PAST = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


def body(page: Any) -> str:
    return re.sub(r'value="[^"]*"', "", page.text)


@pytest.mark.parametrize(
    "path", ["/r/x", "/r/" + "z" * 26, "/r/" + "u" * 26, "/r/%00", "/r/a/b/c", "/r/", "/o/", "/o/x", "/r/" + "9" * 4000]
)
def test_unknown_and_malformed_links_give_one_page(client: Any, study: StudyRecord, path: str) -> None:
    known, unknown = client.get("/r/" + "0" * 26), client.get(path)
    assert unknown.status_code == known.status_code == 404
    assert body(unknown) == body(known)
    assert "01 99 00 00 00" in unknown.text and "01 99 00 12 34" not in unknown.text


def test_a_withdrawn_link_gives_that_page_too(client: Any, study: StudyRecord, link: str) -> None:
    before = body(client.get("/r/" + "0" * 26))
    assert client.get(link).status_code == 200
    from sqlalchemy import select

    from survey import extensions
    from survey.store.tables.participants import Participant

    with extensions.answers.reading() as session:
        participant = session.scalars(select(Participant.participant_id)).one()
    invitations.withdraw_invitation(study, participant, study.waves[0], "test")
    assert client.get(link).status_code == 404
    assert body(client.get(link)) == before


def test_an_open_link_switched_off_gives_that_page_too(client: Any, study: StudyRecord, open_link: str) -> None:
    assert client.get(open_link).status_code == 200
    studies.switch_open_link(study, False, "test")
    assert body(client.get(open_link)) == body(client.get("/r/" + "0" * 26))


def test_a_link_may_be_typed_with_spaces_capitals_and_arabic_numerals(browser: Any, link: str) -> None:
    token = link.removeprefix("/r/").upper().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    browser.get("/").press("enter", code=" ".join(token[place : place + 4] for place in range(0, 26, 4)))
    assert browser.path == link


def test_a_closed_wave_says_so_and_keeps_what_was_sent(browser: Any, study: StudyRecord, link: str) -> None:
    begin(browser, link)
    studies.set_wave_times(study.waves[0], PAST, PAST + datetime.timedelta(1), study=study.name, actor="test")
    browser.press("continue", calm="1", children="no")
    assert browser.status == 403
    assert "01 99 00 12 34" in browser.page.text


def test_a_receipt_is_read_after_the_wave_closed(browser: Any, study: StudyRecord, link: str) -> None:
    answer_all(begin(browser, link)).press("submit")
    studies.set_wave_times(study.waves[0], PAST, PAST + datetime.timedelta(1), study=study.name, actor="test")
    assert browser.get(link).path.endswith("/received")


def test_a_lost_cookie_keeps_everything_typed(browser: Any, another: Any, link: str) -> None:
    begin(browser, link)
    sent = browser.form() | {"calm": "3", "children": "no", ".act": "continue"}
    fresh = another()
    fresh._at(fresh.client.post(browser.path, data=sent, follow_redirects=True))
    assert fresh.status == 400
    assert fresh.form()["calm"] == ["3"]
    assert fresh.press("continue").path.endswith("/page/second")


def test_a_browser_without_cookies_is_told_so(app: Flask, link: str, open_link: str) -> None:
    browser = app.test_client(use_cookies=False)
    for path in (link, open_link, f"{link}/notice", "/", "/r/unknown"):
        token = re.search(r'name="\.csrf" value="([^"]+)"', browser.get(path).text)
        sent = {".csrf": token[1] if token else "", ".act": "language fr"}
        answer = browser.post(path, data=sent, headers={"Accept-Language": "fr"})
        heading = BeautifulSoup(answer.text, "html.parser").select_one("h1")
        assert (answer.status_code, heading and "cookie" in heading.text) == (400, True)
        assert "01 99 00 00 00" in answer.text


def test_a_page_sent_without_a_cookie_says_what_to_do_when_it_happens_again(
    browser: Any, another: Any, link: str
) -> None:
    begin(browser, link)
    sent = browser.form() | {"calm": "3", ".act": "continue"}
    alone, fresh = another(), another()
    alone._at(alone.client.post(browser.path, data=sent))
    assert "cookies" in alone.text
    fresh.get(link)
    fresh._at(fresh.client.post(browser.path, data=sent))
    assert fresh.status == 400 and "cookies" not in fresh.text


def test_a_forged_post_stores_nothing(browser: Any, another: Any, link: str) -> None:
    begin(browser, link)
    foreign = another().client.post(browser.path, data={"calm": "3", ".shown": "calm", ".act": "continue"})
    assert foreign.status_code == 400
    assert "calm" not in browser.get(link).form()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_get_a_plain_page(client: Any, study: StudyRecord, link: str, method: str) -> None:
    answer = getattr(client, method)(link)
    assert answer.status_code in (400, 405)
    assert "Traceback" not in answer.text


def test_an_oversized_page_is_refused_plainly(browser: Any, link: str) -> None:
    begin(browser, link)
    sent = browser.form() | {"words": "x" * 2_000_000, ".act": "continue"}
    answer = browser.client.post(browser.path, data=sent)
    assert answer.status_code == 413
    assert "Traceback" not in answer.text


def test_tokens_and_answers_are_not_logged(
    browser: Any, link: str, caplog: pytest.LogCaptureFixture, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    begin(browser, link)
    monkeypatch.setattr("survey.store.submissions.save_page", lambda *_: 1 / 0)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = browser.client.post(browser.path, data=browser.form() | {"calm": "3", ".act": "continue"})
    assert answer.status_code == 500 and "ZeroDivisionError" not in answer.text
    assert "ZeroDivisionError" in caplog.text or any(record.exc_info for record in caplog.records)
    assert link.removeprefix("/r/") not in caplog.text


def test_a_slash_too_many_is_forgiven(browser: Any, link: str) -> None:
    assert browser.get(link + "/").status == 200
    assert browser.text == browser.get(link).text


def test_a_receipt_is_shown_again_after_the_wave_closed(browser: Any, study: StudyRecord, link: str) -> None:
    answer_all(begin(browser, link))
    sent, path = browser.form() | {".act": "submit"}, browser.path
    first = browser.client.post(path, data=sent)
    studies.set_wave_times(study.waves[0], PAST, PAST + datetime.timedelta(1), study=study.name, actor="test")
    assert body(browser.client.post(path, data=sent)) == body(first)


@pytest.mark.parametrize(
    "path", ["/r/" + "0" * 26 + "/page/first", "/r/zz%0d%0aA", "/r/x/page/%0d%0a", "/r//x", "/o/%00"]
)
def test_a_post_without_token_to_a_link_that_leads_nowhere_is_calm(client: Any, study: StudyRecord, path: str) -> None:
    client.get("/", headers={"Host": "evil.example"})  # a browser that has our cookie
    answer = client.post(path, headers={"Host": "evil.example"}, follow_redirects=False)
    assert answer.status_code in (303, 404)
    assert "evil.example" not in answer.headers.get("Location", "")


def test_a_post_without_token_to_a_closed_wave_says_that_it_is_closed(
    browser: Any, another: Any, study: StudyRecord, link: str
) -> None:
    begin(browser, link)
    studies.set_wave_times(study.waves[0], PAST, PAST + datetime.timedelta(1), study=study.name, actor="test")
    assert another().client.post(browser.path).status_code == 403


def test_a_page_sent_after_another_window_submitted_leads_to_the_receipt_page(
    browser: Any, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from survey.store import submissions
    from survey.store.submissions import NotSubmittable

    def submitted(*_: Any) -> None:
        raise NotSubmittable("submitted")

    begin(browser, link)
    monkeypatch.setattr(submissions, "save_page", submitted)
    answer = browser.client.post(browser.path, data=browser.form() | {".act": "continue"})
    assert answer.status_code == 303 and answer.location == link
