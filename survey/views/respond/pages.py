"""The questions: one page shown, one page sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import redirect, request
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from werkzeug.wrappers import Response

from survey import i18n
from survey.forms.answer_field import Shown
from survey.forms.asked import page_texts
from survey.forms.page import PageForm, sent_form
from survey.forms.page_tree import page_tree
from survey.forms.sent_file import Received
from survey.forms.sheet import rows_of
from survey.forms.stored import later_fields, shown_fields
from survey.instrument.definition import NOT_ANSWERED
from survey.instrument.isolation import own_words
from survey.instrument.places import Place
from survey.store import submissions
from survey.store.documents import SentPage, compact
from survey.store.submissions import Conflict, NotSubmittable
from survey.views.respond import another, digits, practice, receiving
from survey.views.respond.here import (
    BACK,
    CONTINUE,
    Answer,
    Here,
    after,
    before,
    change,
    framed,
    here,
    to_resume,
    to_start,
    to_stop,
)
from survey.views.respond.read_back import read_back
from survey.views.respond.visit import chosen_language, remember_language, sent_a_cookie, show


def page(token: str, name: str) -> Answer:
    """One page of questions, with what was answered before."""
    found = here(token, name)
    if isinstance(found, Response):
        return found
    if not found.flow.is_shown(found.stop, found.state):
        return to_resume(token)
    if practice.is_due(found):
        return practice.to_practice(found)
    leaving = another.to_remove(found)
    if leaving is not None:
        return another.removal(found, leaving)
    if found.stop.page.another is not None:
        return another.page(found)
    places = found.flow.shown(found.stop, found.state)
    fields = shown_fields(found.flow, places, found.submission.document, found.state, i18n.language())
    return _shown(found, places, fields)


def send(token: str, name: str) -> Answer:
    """Save the page as it was sent, then go where the button leads."""
    found = here(token, name)
    if isinstance(found, Response):
        return found
    code = chosen_language(found.visit.study.languages)
    if code:
        remember_language(code)
    try:
        removed = another.removed(found)
        if removed is not None:
            return removed
        return another.send(found, code) if found.stop.page.another is not None else _send(found, code)
    except NotSubmittable:  # another window submitted in the meantime
        return to_start(token)


def _send(where: Here, code: str) -> Answer:
    act, language, stop = request.form.get(".act", ""), code or where.submission.language, where.stop
    received = receiving.received(where)
    form, places = _sent(where, language, received)
    sent = _as_sent(where, form, places, finished=act == CONTINUE)
    with receiving.kept_with_the_page(where, received):
        saved = submissions.save_page(where.submission, sent, language, form.seen_revision)
    if isinstance(saved, Conflict):
        return _conflict(replace(where, submission=saved.submission), places, form)
    receiving.tidy(where, saved)
    if act == BACK:
        return to_stop(where.token, before(saved, stop))
    if act != CONTINUE:
        return another.on_page(where, saved, act) or to_stop(where.token, stop, **change())
    if any(field.errors for field in form.fields_of(places)):
        now = replace(where, submission=saved, state=saved.filling(i18n.language()))
        return _shown(now, places, form.shown_of(places)), 422
    return redirect(after(where.token, saved, stop), 303)


def _sent(where: Here, language: str, received: Mapping[str, Received]) -> tuple[PageForm, tuple[Place, ...]]:
    form = sent_form(where.flow, where.stop, where.state, request.form, received)
    places = form.shown_places()
    form.check(places, where.state, language)
    return form, places


def _as_sent(where: Here, form: PageForm, places: tuple[Place, ...], *, finished: bool) -> SentPage:
    held = form.held(places, where.state)
    reasons = {key: NOT_ANSWERED for key, value in held.items() if value is None and finished}
    missing = form.missing(places, finished, where.submission.document.missing)
    unseen = _offered_anew(where, form, places) - set(request.form.get(".followed", "").split())
    return SentPage(
        page=where.stop.key,
        shown=tuple(place.key for place in places),
        answers=form.values(places) | {key: value for key, value in held.items() if value is not None},
        missing={key: why for key, why in missing.items() if why != NOT_ANSWERED or key not in unseen} | reasons,
        typed=form.drafts(places),
    )


def _offered_anew(where: Here, form: PageForm, places: tuple[Place, ...]) -> set[str]:
    """The questions of which other choices are offered once the page's own answers are known; they are asked again."""
    changing = [place for place in places if place.name in where.flow.anew]
    if not changing:
        return set()
    keys = {place.key for place in places}
    others = {key: value for key, value in where.state.answers.items() if key not in keys}
    after = where.state.with_answers(others | form.values(places))
    return {place.key for place in changing if after.choices(place) != where.state.choices(place)}


def _shown(where: Here, places: tuple[Place, ...], fields: list[Shown | None], **context: object) -> str:
    code, flow, state = i18n.language(), where.flow, where.state
    tree = _tree(where, code)
    keys = {place.key for place in places}
    later = tuple(place for place in flow.possible(where.stop, state) if place.key not in keys) if tree else ()
    every = (*places, *later)
    shown = flow.rows(where.stop, state, {place.key for place in every})
    texts = page_texts(flow, where.stop, every, state, code)
    frame = framed(where, state)
    fields = [*fields, *later_fields(flow, later, where.submission.document, state, code)]
    by_key = {place.key: field for place, field in zip(every, fields, strict=True)}
    return show(
        "page",
        where.visit.study,
        mistaken=[(texts.asked[field.name], field) for field in fields if field and field.errors],
        heading=texts.heading or frame["form_title"],
        heading_sound=texts.sound,
        is_recorded=texts.is_recorded,
        alone=len(every) == 1 and len(shown) == 1,
        hint=texts.hint,
        rows=rows_of(shown, texts.asked, by_key, flow=flow, state=state, language=code, present=keys),
        tree=tree,
        shown=" ".join(place.key for place in places),
        takes_files=receiving.takes_files(where),
        **frame,
        **context,
    )


def _tree(where: Here, language: str) -> Markup | None:
    """What the page's script decides by; None when nothing on the page depends on what it asks."""
    names = tuple(question.name for question in where.stop.page.questions)
    tree = page_tree(where.state, names, moment=where.submission.moment, language=language)
    if tree is not None and digits.are_arabic():
        tree = digits.in_tree(tree)
    return None if tree is None else htmlsafe_json_dumps(tree, dumps=compact)


def _conflict(where: Here, places: tuple[Place, ...], form: PageForm) -> Answer:
    sent = {place.key for place in places}
    told = [
        (row.label, own_words(row.shown, i18n.language()))
        for row in read_back(where.submission, (where.stop,))
        if row.key in sent
    ]
    return _shown(where, places, form.shown_of(places), stored=told, notice="conflict"), 409


def page_again(token: str, name: str) -> Answer:
    """The page with everything typed kept, when the browser sent no valid token: press Continue once more."""
    found = here(token, name)
    if isinstance(found, Response):
        return found
    if found.stop.page.another is not None:
        return to_stop(token, found.stop, **change())
    form, places = _sent(found, found.submission.language, receiving.unread(found))
    notice = "again" if sent_a_cookie() else "cookies"
    seen = replace(found, submission=replace(found.submission, revision=form.seen_revision))
    return _shown(seen, places, form.shown_of(places), notice=notice), 400
