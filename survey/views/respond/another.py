"""Repeats: whether there is one more, and taking one away, with buttons that need no JavaScript."""

from __future__ import annotations

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from survey import i18n
from survey.forms.sheet import instance_title, repeat_label
from survey.instrument.flow import MOST_INSTANCES
from survey.instrument.places import Place
from survey.store import submissions
from survey.store.documents import SentPage
from survey.store.submissions import Conflict, Submission
from survey.views.respond import receiving
from survey.views.respond.here import BACK, CONTINUE, Answer, Here, after, before, change, framed, to_stop
from survey.views.respond.visit import show

ADD, REMOVE, REMOVED, KEEP = "add ", "remove ", "removed ", "keep"
ANCHOR = "instance-"


def page(where: Here, notice: str = "") -> str:
    """The instances there are, and whether there is one more."""
    repeat, flow, code = where.stop.place, where.flow, i18n.language()
    count = flow.count(repeat.name, repeat.indices, where.state)
    instances = [Place(repeat.name, (*repeat.indices, number)) for number in range(1, count + 1)]
    return show(
        "another",
        where.visit.study,
        label=repeat_label(flow, repeat, where.state, code),
        key=repeat.key,
        instances=[(each.key, instance_title(flow, each, where.state, code)) for each in instances],
        count=count,
        most=MOST_INSTANCES if count >= MOST_INSTANCES else 0,
        notice=notice,
        **framed(where, where.state),
    )


def send(where: Here, code: str) -> Answer:
    """Go on, or begin one more instance."""
    act, stop, repeat = request.form.get(".act", ""), where.stop, where.stop.place
    if act == ADD + repeat.key:
        saved = submissions.add_instance(where.submission, repeat, _seen("count"))
        state = saved.filling(i18n.language())
        count = saved.flow.count(repeat.name, repeat.indices, state)
        first = saved.flow.first_of(Place(repeat.name, (*repeat.indices, count)), state) if count else None
        return to_stop(where.token, first or stop, **change())
    if act == BACK:
        return to_stop(where.token, before(where.submission, stop))
    if act == CONTINUE:
        count = where.flow.count(repeat.name, repeat.indices, where.state)
        sent = SentPage(stop.key, (repeat.key,), {repeat.key: count}, {}, {})
        kept = submissions.save_page(where.submission, sent, code or where.submission.language, _seen("revision"))
        if isinstance(kept, Conflict):
            return to_stop(where.token, stop, **change())
        return Response(status=303, headers={"Location": after(where.token, kept, stop)})
    if code:
        submissions.set_language(where.submission, code)
    return _leaving(where, act) or to_stop(where.token, stop, **change())


def on_page(where: Here, saved: Submission, act: str) -> Response | None:
    """The buttons of a repeat that is asked on a page: one more, or one less; None when another was pressed."""
    if not act.startswith(ADD):
        return _leaving(where, act)
    repeat = _repeat(where, act.removeprefix(ADD))
    if repeat is None:
        return None
    count = saved.flow.count(repeat.name, repeat.indices, saved.filling())
    submissions.add_instance(saved, repeat, count)
    new = Place(repeat.name, (*repeat.indices, count + 1))
    return to_stop(where.token, where.stop, **change(), _anchor=ANCHOR + new.key)


def _leaving(where: Here, act: str) -> Response | None:
    instance = _instance(where, act.removeprefix(REMOVE)) if act.startswith(REMOVE) else None
    return to_stop(where.token, where.stop, **change(), remove=instance.key) if instance else None


def to_remove(where: Here) -> Place | None:
    """The instance that somebody has asked to take away, and has still to say so once more."""
    key = request.args.get("remove", "")
    return _instance(where, key) if key else None


def removal(where: Here, instance: Place, notice: str = "") -> str:
    """What goes with an instance, and a last question."""
    title = instance_title(where.flow, instance, where.state, i18n.language())
    return show(
        "remove",
        where.visit.study,
        title=title,
        key=instance.key,
        notice=notice,
        **framed(where, where.state),
    )


def removed(where: Here) -> Answer | None:
    """Take an instance away or keep it, when one of these buttons was pressed."""
    act = request.form.get(".act", "")
    if act != KEEP and not act.startswith(REMOVED):
        return None
    instance = _instance(where, act.removeprefix(REMOVED)) if act != KEEP else None
    if instance is not None:
        outcome = submissions.remove_instance(where.submission, instance, _seen("revision"))
        if isinstance(outcome, Conflict):
            told = gettext("Your answers changed in the meantime. Look again before you remove it.")
            return removal(where, instance, told), 409
        receiving.tidy(where, outcome)
    return to_stop(where.token, where.stop, **change())


def _repeat(where: Here, key: str) -> Place | None:
    """An open repeat that this page adds to."""
    place, flow = Place.of(key), where.flow
    if place is None or place.name not in flow.repeats or not flow.is_open(place.name):
        return None
    own = where.stop.place if where.stop.page.another is not None else None
    inside = place.indices[: len(where.stop.indices)] == where.stop.indices
    on_page = inside and place.name in where.stop.page.repeats_on
    return place if (place == own or on_page) and flow.is_asked(place, where.state) else None


def _instance(where: Here, key: str) -> Place | None:
    """An instance, there now, of a repeat that this page adds to."""
    place = Place.of(key)
    repeat = _repeat(where, Place(place.name, place.indices[:-1]).key) if place and place.indices else None
    if place is None or repeat is None:
        return None
    return place if place.indices[-1] <= where.flow.count(repeat.name, repeat.indices, where.state) else None


def _seen(name: str) -> int:
    text = request.form.get(f".{name}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
