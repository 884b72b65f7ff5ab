"""What a page's script is told when it sends a page: where to go on, in words by which it knows this server."""

from __future__ import annotations

from typing import Any

import pytest
from journeys.journey import answer_all, begin

ASKED = {"Jalon-Send": "1"}


def sent(browser: Any, path: str = "", **filled: Any) -> Any:
    """The answer to the page as its script would send it."""
    return browser.client.post(path or browser.path, data=browser.form() | filled, headers=ASKED)


def test_it_is_told_where_to_go_on(browser: Any, link: str) -> None:
    begin(browser, link)
    answer = sent(browser, calm="1", children="no", **{".act": "continue"})
    assert (answer.status_code, answer.headers["Jalon-Answer"]) == (200, "1")
    assert answer.json == {"next": f"{link}/page/second"}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("filled", "status"), [({"children": "yes", "how_many": "many"}, 422), ({".csrf": "forged"}, 400)]
)
def test_a_page_is_a_page_to_it_too(browser: Any, link: str, filled: dict[str, str], status: int) -> None:
    begin(browser, link)
    answer = sent(browser, **filled, **{".act": "continue", ".shown": "calm children how_many"})
    assert (answer.status_code, answer.headers["Jalon-Answer"]) == (status, "1")
    assert answer.mimetype == "text/html"


def test_an_error_of_the_server_is_told_as_ours_too(browser: Any, link: str, monkeypatch: Any) -> None:
    begin(browser, link)
    monkeypatch.setattr("survey.store.submissions.save_page", lambda *_: 1 / 0)
    browser.client.application.testing = False
    browser.client.application.config["PROPAGATE_EXCEPTIONS"] = False
    assert sent(browser, calm="1", **{".act": "continue"}).status_code == 500


def test_the_receipt_comes_as_a_page(browser: Any, link: str) -> None:
    answer_all(begin(browser, link))
    answer = sent(browser, **{".act": "submit"})
    assert answer.status_code == 200 and answer.text.rstrip().endswith("</html>") and 'class="code"' in answer.text


def test_a_browser_that_sends_its_form_is_redirected_as_ever(browser: Any, link: str) -> None:
    begin(browser, link)
    answer = browser.client.post(browser.path, data=browser.form() | {".act": "continue"})
    assert answer.status_code == 303 and "Jalon-Answer" not in answer.headers


def kept_for(browser: Any) -> tuple[str, str]:
    """The page and the state that unsent text is kept for."""
    place = browser.soup.find(id="sending")
    return place["data-draft"], place["data-mark"]


def test_unsent_text_belongs_to_link_page_and_the_state_it_was_shown_in(browser: Any, another: Any, link: str) -> None:
    begin(browser, link)
    draft, mark = kept_for(browser)
    assert link.removeprefix("/r/") not in draft and draft.endswith(" first")
    assert kept_for(another().get(f"{link}/page/first")) == (draft, mark)
    browser.press("continue", calm="1", children="no")
    assert kept_for(browser)[0] != draft
    assert kept_for(browser.get(f"{link}/page/first")) == (draft, "1")
