"""A page in a real browser, under the strict policy: what is typed shows, hides, filters and renews."""

from __future__ import annotations

import datetime
import html
import json
import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from survey.forms.page_tree import page_tree
from survey.instrument.definition import Choice, Group, Question, Questionnaire
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.state import State
from survey.views.respond.digits import in_tree

STATIC = Path(__file__).parent.parent.parent / "survey" / "static"
NOW = datetime.datetime(2026, 1, 15, 10, tzinfo=datetime.UTC)
EASTERN = "/eastern"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
TOWNS = {"lyon": "rhone", "bron": "rhone", "nice": "alpes"}


def question(kind: str, name: str, label: str = "", **expressions: Any) -> Question:
    return Question(kind, name, {"en": label or name}, **expressions)


QUESTIONNAIRE = Questionnaire(
    "trip",
    {},
    "1",
    "en",
    (),
    (
        question("select_one", "district", list_name="districts"),
        question("select_one", "town", list_name="towns", choice_filter="district = ${district}"),
        question("integer", "people", constraint=". < 20"),
        question("text", "names", relevant="${people} > 1"),
        question("date", "born"),
        question("calculate", "age", calculation="int((today() - ${born}) div 365.25)"),
        question("note", "told", "${people} people\n\n${age} years", relevant="${age} != ''"),
    ),
    {
        "districts": tuple(Choice(name, {"en": name}) for name in ("rhone", "alpes")),
        "towns": tuple(Choice(name, {"en": name}, {"district": district}) for name, district in TOWNS.items()),
    },
)
NAMES = ("district", "town", "people", "names", "born", "told")


def markup(state: State, is_eastern: bool) -> str:
    """The page as the server writes it: what is not asked or offered yet waits in templates."""
    tree = page_tree(state, NAMES, moment=NOW, language="en")
    tree = in_tree(tree) if is_eastern and tree is not None else tree
    rows = "".join(later(row(state, name), state.is_relevant(Place(name))) for name in NAMES)
    shown = " ".join(name for name in NAMES if state.is_relevant(Place(name)))
    told = json.dumps(tree).replace("<", "\\u003c")
    return (
        "<!doctype html><meta charset=utf-8><title>Trip</title><form>"
        f'<input type="hidden" name=".shown" value="{shown}">{rows}<input type="hidden" name=".followed" value="">'
        '<p role="status" data-told="More is asked."></p>'
        '<script type="application/json" id="page-tree" data-interpreter="/expressions/interpreter.mjs"'
        f' data-form="/expressions/form.mjs" data-typed="/typed.mjs">{told}</script>'
        '<script type="module" src="/page.mjs"></script></form>'
    )


def later(element: str, is_there: bool) -> str:
    return element if is_there else f'<template class="later">{element}</template>'


def row(state: State, name: str) -> str:
    asked = state.model.standings[name].node
    assert not isinstance(asked, Group)
    label = html.escape(re.sub(r"\$\{(\w+)\}", lambda found: state.text(Place(found[1])), asked.label["en"]))
    if asked.type == "note":
        paragraphs = "".join(f"<p>{part}</p>" for part in label.split("\n\n"))
        return f'<div data-question="{name}"><div class="note">{paragraphs}</div></div>'
    within = f"<fieldset><legend><h2>{label}</h2></legend>{inputs(state, asked)}</fieldset>"
    return f'<div data-question="{name}" data-type="{asked.type}">{within}</div>'


def inputs(state: State, asked: Question) -> str:
    if asked.list_name:
        offered = [choice.name for choice in state.choices(Place(asked.name))]
        return "".join(option(asked.name, choice) for choice in (*offered, "prefer not to say"))
    if asked.type == "date":
        return "".join(f'<input name="{asked.name}.{part}">' for part in ("day", "month", "year"))
    return f'<input name="{asked.name}">'


def option(name: str, choice: str) -> str:
    kind = "option refusal" if choice == "prefer not to say" else "option"
    box = f'<input type="radio" name="{name}" value="{choice}">'
    return f'<label class="{kind}">{box}<span class="card">{choice}</span></label>'


class Handler(SimpleHTTPRequestHandler):
    """Static files, and the page; each with the policy."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript", "": "text/html"}

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def do_GET(self) -> None:
        if self.path not in ("/", EASTERN):
            return super().do_GET()
        state = State(Model.of(QUESTIONNAIRE), {}, moment=NOW, language="en")
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(markup(state, self.path == EASTERN).encode())

    def log_message(self, *words: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(STATIC)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(base: str, browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(base)
    page.wait_for_selector("template.later", state="detached")
    yield page
    page.close()
    assert [text for text in complaints if "favicon" not in text and "404" not in text] == []


def visible(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "[data-question]", "all => all.filter(one => !one.hidden).map(one => one.dataset.question)"
    )
    return found


def offered(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "[data-question=town] .option:not(.refusal)", "all => all.filter(one => !one.hidden).map(one => one.innerText)"
    )
    return found


def test_typing_shows_and_hides_questions(page: Page) -> None:
    assert visible(page) == ["district", "town", "people", "born"]
    page.fill("[name=people]", "٣")  # figures as an Arabic keyboard types them
    assert visible(page) == ["district", "town", "people", "names", "born"]
    assert page.input_value("[name='.shown']") == "district town people born names"
    page.fill("[name=people]", "1 000,0")  # no whole number: the server will say so
    assert "names" not in visible(page)
    page.fill("[name=people]", "1 000")
    assert "names" in visible(page)
    page.fill("[name=people]", "1")
    assert visible(page) == ["district", "town", "people", "born"]


def test_choices_are_filtered_and_what_is_no_longer_offered_is_no_longer_chosen(page: Page) -> None:
    assert offered(page) == []
    page.check("[value=rhone]")
    assert offered(page) == ["lyon", "bron"]
    page.check("[value=bron]")
    assert page.locator("[name=town]:checked").count() == 1
    page.check("[value=alpes]")
    assert offered(page) == ["nice"]
    assert page.locator("[name=town]:checked").count() == 0


def test_a_note_says_what_was_worked_out(page: Page) -> None:
    page.fill("[name=people]", "2")
    for part, typed in {"day": "29", "month": "2", "year": "2000"}.items():
        page.fill(f"[name='born.{part}']", typed)
    assert "told" in visible(page)
    assert page.locator("[data-question=told] p").all_inner_texts() == ["2 people", "25 years"]


def test_a_note_is_written_in_the_digits_that_the_study_wants(page: Page, base: str) -> None:
    page.goto(base.rstrip("/") + EASTERN)
    page.wait_for_selector("template.later", state="detached")
    page.fill("[name=people]", "12")
    for part, typed in {"day": "٢٩", "month": "2", "year": "2000"}.items():
        page.fill(f"[name='born.{part}']", typed)
    assert page.inner_text(".note").split("\n\n") == ["١٢ people", "٢٥ years"]  # on 15 January 2026
    assert page.input_value("[name=people]") == "12"
