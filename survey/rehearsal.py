"""A rehearsal before the workers are forked: what answering runs through is run, so that Python has rewritten its code.

Python rewrites the code of a function that is called often. What it has rewritten by then, all workers share.
"""

from __future__ import annotations

import datetime
from typing import Any

from flask import Flask
from werkzeug.datastructures import MultiDict

from survey.config import LANGUAGES
from survey.forms.asked import page_texts
from survey.forms.page import sent_form
from survey.forms.page_tree import page_tree
from survey.forms.sheet import rows_of
from survey.forms.stored import shown_fields
from survey.instrument import canonical
from survey.instrument.definition import Choice, Group, Language, Question, Questionnaire, Text
from survey.instrument.flow import Flow, Stop
from survey.store import documents
from survey.store.documents import Document, SentPage

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
TIMES = 10
"""After eight calls Python has rewritten the code of a function for good."""
TYPED = {"calm": "2", "work": "3", "trust": "4", "where": "home", "since.day": "1", "since.month": "2"}


def rehearse(app: Flask) -> None:
    """Ask and answer a small questionnaire in every language; nothing is kept."""
    asked = canonical.from_json(canonical.to_json(_questionnaire()))
    flow = Flow.of(asked)
    for _ in range(TIMES):
        for language in LANGUAGES:
            with app.test_request_context(headers={"Accept-Language": language}):
                _answer(app, flow, language)


def _answer(app: Flask, flow: Flow, language: str) -> None:
    document = Document(seed=1)
    state = documents.state_of(document, flow, NOW, language)
    stop = flow.next_stop(None, state)
    while stop is not None:
        _show(app, flow, stop, document, language)
        form = sent_form(flow, stop, state, MultiDict(TYPED))
        places = flow.shown(stop, state)
        form.check(places, state, language)
        sent = SentPage(stop.page.name, tuple(place.key for place in places), form.values(places), {}, {})
        document = documents.with_page(documents.read(documents.write(document)), sent, flow, 1, NOW)
        state = documents.state_of(document, flow, NOW, language)
        stop = flow.next_stop(stop, state)
    documents.complete(document, flow, NOW)


def _show(app: Flask, flow: Flow, stop: Stop, document: Document, language: str) -> None:
    state = documents.state_of(document, flow, NOW, language)
    places = flow.shown(stop, state)
    fields = shown_fields(flow, places, document, state, language)
    texts = page_texts(flow, stop, places, state, language)
    shown = flow.rows(stop, state, {place.key for place in places})
    by_key = {place.key: field for place, field in zip(places, fields, strict=True)}
    keys = {place.key for place in places}
    rows_of(shown, texts.asked, by_key, flow=flow, state=state, language=language, present=keys)
    page_tree(state, tuple(question.name for question in stop.page.questions), moment=NOW, language=language)
    flow.position(stop, state)
    markup: Any = app.jinja_env.globals["field_markup"]
    for place in places:
        markup(texts.asked[place.key], by_key[place.key], False)


def _questionnaire() -> Questionnaire:
    listed = {"often": tuple(Choice(str(number), _text(str(number))) for number in range(1, 6))}
    first = (
        Question("select_one", "calm", _text("?"), "often", appearance=("likert",)),
        Question("select_one", "work", _text("?"), "often", relevant="${calm} > 1", required="yes"),
        Question("integer", "trust", _text("?"), constraint=". < 9"),
    )
    second = (
        Question("select_multiple", "where", _text("?"), "often", relevant="not(selected(${work}, '1'))"),
        Question("date", "since", _text("?")),
        Question("note", "thanks", _text("!")),
        Question("text", "words", _text("?")),
    )
    pages = tuple(
        Group(name, _text(name), rows, appearance=("field-list",)) for name, rows in (("a", first), ("b", second))
    )
    spoken = tuple(Language(code, code) for code in LANGUAGES)
    return Questionnaire("rehearsal", _text("."), "1", LANGUAGES[0], spoken, pages, listed)


def _text(text: str) -> Text:
    return dict.fromkeys(LANGUAGES, text)
