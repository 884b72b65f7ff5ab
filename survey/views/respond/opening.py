"""The open link: anyone may take part; a personal link is made on consent and offered to keep."""

from __future__ import annotations

import secrets

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from survey import i18n
from survey.instrument.study import minutes_of
from survey.store import participants, studies, submissions, visits
from survey.store.clock import now
from survey.store.studies import StudyRecord, WaveRecord
from survey.views.respond import shared_device
from survey.views.respond.visit import (
    UnknownLink,
    begun,
    chosen_language,
    notice_shown,
    open_visit_of,
    plain_token,
    remember_language,
    show,
    show_notice,
    use_study,
)

Answer = str | Response
ENTRY_KEY_LENGTH = 22


def opened(token: str) -> tuple[StudyRecord, WaveRecord]:
    """The study and wave of an open link that takes answers now; raises ``UnknownLink``."""
    found = studies.behind_open_link(plain_token(token) or "malformed")
    if found is None:
        raise UnknownLink
    if studies.is_for_shared_device(*found, plain_token(token)):
        shared_device.use(plain_token(token))
    use_study(found[0].study, found[1], now())
    return found


def start(token: str) -> Answer:
    """The first page: choose a language."""
    study, wave = opened(token)
    if shared_device.current():  # whoever was here before has left
        shared_device.forget()
        i18n.use_language(i18n.best_language(study.study.languages))
    return show("start", study.study, minutes=minutes_of(study.study, wave.name))


def choose_language(token: str) -> Answer:
    """The language was chosen; nothing is stored."""
    code = chosen_language(opened(token)[0].study.languages)
    if not code:
        return redirect(url_for("respond.open_start", token=token), 303)
    remember_language(code)
    return redirect(url_for("respond.open_notice", token=token), 303)


def notice(token: str) -> Answer:
    """The information notice. The key makes a double click one participant."""
    study, wave = opened(token)
    return show_notice(study.study, wave, of_register=False, entry_key=secrets.token_urlsafe(16))


def decide(token: str) -> Answer:
    """Yes makes a participant with a personal link; no leaves no trace."""
    study, wave = opened(token)
    act, key = request.form.get(".act", ""), request.form.get(".entry", "")
    code = chosen_language(study.study.languages)
    if code:
        remember_language(code)
    elif act == "decline":
        return show("declined", study.study, personal=False)
    elif act == "accept" and len(key) == ENTRY_KEY_LENGTH:
        language = i18n.language()
        shown = notice_shown(study.study, language, of_register=False)
        if request.form.get(".notice", shown.digest) != shown.digest:  # it was changed since it was read
            return redirect(url_for("respond.open_notice", token=token), 303)
        personal = participants.create_open_participant(study, wave, language, key)
        shared_device.begin(personal)
        visit = open_visit_of(personal, now())
        if visit.submission is None:
            visits.begin(visit, language, shown, mode=shared_device.mode())
        return redirect(url_for("respond.keep", token=personal), 303)
    return redirect(url_for("respond.open_notice", token=token), 303)


def keep(token: str) -> Answer:
    """The personal link, to go on later or on another device."""
    visit = open_visit_of(token, now())
    if begun(visit) is None:
        return redirect(url_for("respond.start", token=token), 303)
    if shared_device.current():  # a link that stayed on the device would be the next person's
        return redirect(url_for("respond.resume", token=token), 303)
    base = current_app.config["JALON"].base_url
    plain = plain_token(token)
    typed = " ".join(plain[place : place + 5] for place in range(0, len(plain), 5))
    return show("keep", visit.study, link=base + url_for("respond.start", token=plain), typed=typed, token=plain)


def kept(token: str) -> Answer:
    """From the page of the personal link: another language, or the first question."""
    visit = open_visit_of(token, now())
    code = chosen_language(visit.study.languages)
    submission = begun(visit)
    if code and submission is not None:
        remember_language(code)
        submissions.set_language(submission, code)
        return redirect(url_for("respond.keep", token=token), 303)
    return redirect(url_for("respond.resume", token=token), 303)
