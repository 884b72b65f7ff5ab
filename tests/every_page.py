"""Every page that an installation gives, one after the other, for whoever looks at each: people answer, staff read."""

from __future__ import annotations

import dataclasses
import datetime
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from code_pages import ME, look_at_codes, look_at_two_voices
from findings.test_waves import at_both, once
from flask import Flask
from open_answers_pages import look_at_open_answers
from reported_study import PAIRS
from signed_in import sign_in
from staff_study import CALM, CALM_THEN, questionnaire
from staff_study import study as study_of_staff
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import InternalServerError, TooManyRequests
from werkzeug.test import TestResponse

from survey.extensions import keyring, limiter
from survey.findings import client
from survey.findings.answering import QUESTIONS
from survey.instrument.plan import Plan
from survey.store import codes, codings, participants, studies, transcripts
from survey.store.codes import NewCode
from survey.store.studies import StudyRecord
from survey.views import errors

TRANSCRIPT = "[00:00:01] L1: ⟦12 ?⟧\n\n[00:00:04] L2: ⟦12, 12.⟧\n"
LIST = "file,language,roles,quote\n⟦1⟧.txt,fr,L1=interviewer; L2=respondent,team\n"


class Looking:
    """A browser without JavaScript, and somebody who looks at each of its pages."""

    def __init__(self, browser: Any, language: str) -> None:
        self.browser, self.language = browser, language
        browser.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language

    def look(self, name: str, page: str) -> None:
        """Look at a page."""
        raise NotImplementedError

    def note(self) -> None:
        """Look at the page where the browser is."""
        self.look(f"{self.browser.status} {self.browser.path}", self.browser.page.text)

    def get(self, path: str) -> None:
        """Open a page and look at it."""
        self.browser.get(path)
        self.note()

    def press(self, act: str, **filled: Any) -> None:
        """Press a button and look at where it leads."""
        self.browser.press(act, **filled)
        self.note()

    def send(self, name: str, path: str, /, **entries: Any) -> TestResponse:
        """Send a form with the token of the visit, and look at where it leads."""
        token = self.browser.get("/rights").form()[".csrf"]
        answer = self.browser.client.post(path, data={".csrf": token, **entries}, follow_redirects=True)
        if answer.mimetype == "text/html":
            self.look(name, answer.text)
        return answer


def answered(seen: Looking, record: StudyRecord) -> TestResponse:
    """From the open link to the answers that were erased, through every mistake; the download on the way."""
    open_link = "/o/" + keyring.open_token(record.name, "once", record.open_link_serial)
    seen.get(open_link)
    seen.press(f"language {seen.language}")
    seen.press("decline")
    seen.get(open_link + "/notice")
    seen.press("accept")
    link = seen.browser.path.removesuffix("/link")
    seen.get(f"{link}/resume")
    _every_question(seen)
    assert seen.browser.path == f"{link}/review", seen.browser.text
    seen.press("submit")
    code = seen.browser.soup.select_one(".code").get_text(strip=True)
    seen.get(link)
    seen.press("read", code="wrong")
    seen.press("read", code=code)
    for page in ("scores", "erase"):
        seen.send(page, f"{link}/{page}", code=code)
    package = seen.send("download", f"{link}/download", code=code)
    seen.send("correct", f"{link}/correct", code=code)
    seen.get(f"{link}/review")
    seen.press("leave")
    seen.send("erased", f"{link}/erase", **{"code": code, ".act": "erase"})
    seen.get(link)
    assert seen.browser.status == 410
    return package


def _every_question(seen: Looking) -> None:
    seen.press("continue")
    seen.press("continue", practice="2")
    seen.press("continue", calm="2")
    seen.press("continue", people="many")
    seen.press("continue", people="40")
    seen.press("continue", people="")
    seen.press("continue", people="4", region="north")
    seen.press("continue", town="lille")
    wrong = {"since__day": "31", "since__month": "2", "since__year": "2026", "hour__hour": "25", "moment__day": "1"}
    seen.press("continue", rent="x", several=["1", "prefer not to say"], **wrong)
    right = {"since__day": "1", "hour__hour": "8", "hour__minute": "15", "moment__day": ""}
    seen.press("continue", rent="4,5", several=["1", "2"], **right)
    seen.press("continue", order__1="1", order__2="1", place__latitude="99", way="1", code="1", seen="")
    cleared = {"order__1": "", "order__2": "", "order__3": ""}
    seen.press("continue", **cleared, place__latitude="48", place__longitude="2", way="1 2\n3 4")
    seen.press("continue", **{"called[1]": "⟦Ana⟧"})
    seen.press("add child")
    seen.press("continue", **{"called[2]": "⟦Sam⟧"})
    assert "⟦Sam⟧" in seen.browser.text
    seen.press("remove child[2]")
    seen.press("keep")
    seen.press("continue")
    seen.press("continue", trust="7")
    seen.press("continue", words="⟦mot⟧")


def unanswered(seen: Looking, record: StudyRecord, app: Flask, other: Any) -> None:
    """The pages on which there is nothing to answer, and the errors."""
    for path in ("/", "/accessibility", "/rights", "/r/x", "/r/x/y", "/o/x", "/nowhere"):
        seen.get(path)
    errors_of(seen, app)
    link = "/r/" + participants.create_open_participant(
        record, record.waves[0], seen.language, "entry-key-of-22-lett-1"
    )
    other.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = seen.language
    seen.look("cookies", other.client.post(f"{link}/notice", data={".act": "accept"}).text)
    seen.get(link)
    seen.press(f"language {seen.language}")
    seen.press("decline")
    seen.get(f"{link}/notice")
    seen.press("accept")
    seen.press("skip")
    seen.press("continue", calm="1")
    seen.get(f"{link}/page/calm")
    seen.press("continue", calm="2", __revision="0")
    assert seen.browser.status == 409
    kiosk = "/o/" + keyring.kiosk_token(record.name, "once", record.open_link_serial)
    seen.get(kiosk)
    seen.press(f"language {seen.language}")
    seen.press("accept")
    seen.get(f"{kiosk}/still")
    over = datetime.datetime(2020, 2, 1, tzinfo=datetime.UTC)
    studies.set_wave_times(record.wave("once"), None, over, study="x", actor="x")
    seen.get(link)
    assert seen.browser.status == 403


def errors_of(seen: Looking, app: Flask) -> None:
    """The page of each error."""
    browser = seen.browser.client
    for status, made in {
        405: browser.put("/rights"),
        413: browser.post("/rights", data={"x": "y" * 2_000_000}),
        400: browser.post("/staff/sign-in", data={"name": "x"}),
    }.items():
        assert made.status_code == status
        seen.look(str(status), made.text)
    with app.test_request_context("/", headers={"Accept-Language": seen.language}):
        for error in (InternalServerError(), TooManyRequests()):
            page, status, _headers = errors.told(error)
            seen.look(str(status), page)


def with_figures(dressed: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch) -> StudyRecord:
    """A study of two waves and its people; whoever asks for figures has them from this process, in its own words."""
    told = study_of_staff("tiny", 5, ("entry", "exit"))
    told = dataclasses.replace(told, design="before_after", plan=Plan(primary=("wellbeing",)))
    asked = questionnaire(CALM, CALM_THEN)
    asked = dataclasses.replace(asked, scales=(dataclasses.replace(asked.scales[0], source="⟦12⟧"),))
    record = studies.publish(dressed(told), {wave: dressed(asked) for wave in ("entry", "exit")})
    at_both(record, "a", PAIRS, arm="advice")
    once(record, "lost", "entry", "2")

    def ask(question: str, *, wait: float = 0, **words: Any) -> Any:
        return json.loads(json.dumps(QUESTIONS[question](words)))

    monkeypatch.setattr(client, "ask", ask)
    return record


def of_staff(seen: Looking, record: StudyRecord, figures: StudyRecord) -> list[TestResponse]:
    """Signing in, studies, interviews, figures; the files on the way."""
    browser, study = seen.browser.client, f"/staff/{record.name}"
    seen.get("/staff/sign-in")
    token = seen.browser.soup.select_one('[name=".csrf"]')["value"]
    seen.look("refused", browser.post("/staff/sign-in", data={".csrf": token, "name": "x", "password": "y"}).text)
    limiter.reset()
    sign_in(browser, "researcher", ME)
    for path in ("/staff/", "/staff/password", f"{study}/", f"{study}/downloads", f"{study}/interviews/upload"):
        seen.get(path)
    seen.send("password refused", "/staff/password", current="x", new="y", again="z")
    for name, files in {
        "nothing sent": [],
        "refused files": [("⟦1⟧.vtt", "⟦12⟧"), ("interviews.csv", "file,quote\n⟦2⟧.txt,perhaps\n")],
        "sent": [("⟦1⟧.txt", TRANSCRIPT), ("interviews.csv", LIST)],
    }.items():
        entries = [("files", (io.BytesIO(text.encode()), file)) for file, text in files]
        seen.send(name, f"{study}/interviews/upload", **MultiDict(entries).to_dict(flat=False))
    for path in ("", "1", "search", "search?q=12", "search?role=respondent", "search?role=nobody", "passages"):
        seen.get(f"{study}/interviews/{path}")
    seen.send("not read", f"{study}/interviews/1/release")
    seen.send("released", f"{study}/interviews/1/release", read="yes")
    _coding_of(seen, record, f"{study}/interviews/1/coding")
    look_at_codes(seen, record)
    _of_exchange(seen, study)
    _of_names(seen, study)
    look_at_open_answers(seen, record, study)
    files = _figures_of(seen, f"/staff/{figures.name}")
    look_at_two_voices(seen, figures)
    return files


def _coding_of(seen: Looking, record: StudyRecord, coding: str) -> None:
    """A turn marked, said otherwise, taken away; what is refused on the way; done, and what all marked."""
    seen.get(coding)
    seen.get(f"{coding}/turns/1")
    head, first = codes.add(record, [NewCode("⟦1⟧", is_category=True), NewCode("⟦2⟧", "⟦3⟧")], "test")
    kept = transcripts.interviews(record.id)[0]
    mark = {"digest": kept.digest, "turn": "2"}
    seen.get(coding)
    seen.send("no code", f"{coding}/mark", **mark)
    seen.send("twice", f"{coding}/mark", **mark, codes=str(first.id), words="12")
    seen.send("changed", f"{coding}/mark", turn="2", digest="x", codes=str(first.id))
    seen.send("category", f"{coding}/mark", **mark, codes=str(head.id))
    seen.send("marked", f"{coding}/mark", **mark, codes=str(first.id), weight="-2", is_key="y", memo="⟦4⟧")
    guid = codings.of_interview(kept)[0].guid
    seen.get(f"{coding}/marks/{guid}")
    seen.send("mistaken", f"{coding}/say", guid=guid, weight="9")
    seen.send("said", f"{coding}/say", guid=guid, code=str(first.id))
    seen.send("taken away", f"{coding}/unmark", guid=guid)
    seen.send("gone", f"{coding}/unmark", guid=guid)
    seen.send("undone", f"{coding}/undo")
    seen.send("not looked", f"{coding}/look")
    seen.send("looked", f"{coding}/look", only_look="y")
    seen.send("not done", f"{coding}/finish")
    seen.send("done", f"{coding}/finish", sure="y")
    for path in ("?layer=everybody", "?layer=consensus", f"/marks/{guid}", f"/marks/{guid}?layer=everybody"):
        seen.get(f"{coding}{path}")


def _of_exchange(seen: Looking, study: str) -> None:
    """What leaves and comes back: refused, looked at, kept."""
    seen.get(f"{study}/exchange/")
    seen.send("no file", f"{study}/exchange/file", file_format="⟦1⟧")
    codebook = seen.send("a codebook", f"{study}/exchange/file", file_format="qdc").data
    seen.send("looked at", f"{study}/exchange/", file=(io.BytesIO(codebook), "⟦1⟧.qdc"))
    seen.send("nothing sent", f"{study}/exchange/")
    seen.send("refused", f"{study}/exchange/", file=(io.BytesIO(b"1"), "⟦1⟧.qdpx"))


def _of_names(seen: Looking, study: str) -> None:
    """Words that may be names, what they would change, and an interview given to somebody else."""
    for path in ("names/", "names/known", "interviews/1/whose", "interviews/1/speakers"):
        seen.get(f"{study}/{path}")
    seen.send("no names", f"{study}/names/preview", kind="place", names="⟦1⟧\n=1")
    seen.send("names", f"{study}/names/preview", kind="place", names="12\n1\n⟦34⟧ | ⟦56⟧")
    seen.send("nobody's", f"{study}/interviews/1/whose", participant="⟦1⟧", quote="team")
    seen.send("no role", f"{study}/interviews/1/speakers", **{"role-0": "⟦1⟧"})
    for act in ("decide", "replace", "take-off"):
        seen.send(act, f"{study}/names/{act}", **{"place-everywhere": "12"})


def _figures_of(seen: Looking, study: str) -> list[TestResponse]:
    seen.get(f"{study}/")
    for path in ("dashboard", "dashboard?paper=yes", "dashboard?arm=nobody", "results", "results?paper=yes"):
        seen.get(f"{study}/{path}")
    files = (
        "dashboard/scores.csv",
        "dashboard/scores.svg",
        "results/forest.wellbeing.csv",
        "results/forest.wellbeing.svg",
    )
    return [seen.browser.client.get(f"{study}/{file}") for file in files]
