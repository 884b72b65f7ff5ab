"""What every respondent page begins with: whose link it is, in which language."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from flask import current_app, render_template, request, session

from survey import i18n
from survey.instrument.definition import text_in
from survey.instrument.numerals import plain_code
from survey.instrument.study import Study, minutes_of, notice_of
from survey.instrument.types import question_type
from survey.keys import ALPHABET, TOKEN_LENGTH
from survey.store import submissions, versions, visits
from survey.store.studies import WaveRecord
from survey.store.submissions import Submission
from survey.store.visits import Visit

LANGUAGE_ACT = "language "


class UnknownLink(Exception):  # noqa: N818 - an outcome that has a page, not an error of the program
    """The link is unknown, malformed or withdrawn: nobody can tell which."""


class ClosedWave(Exception):  # noqa: N818 - an outcome that has a page, not an error of the program
    """The link is good, but answers are not taken now."""

    def __init__(self, study: Study) -> None:
        """Keep the study, which says whom to call."""
        self.study = study
        super().__init__()


def plain_token(typed: str) -> str:
    """A token as typed by hand, in any numerals, with spaces or hyphens; '' when it cannot be one."""
    return plain_code(typed, ALPHABET, TOKEN_LENGTH)


def visit_of(token: str) -> Visit:
    """The visit a link leads to, its language chosen; raises ``UnknownLink``."""
    visit = visits.visit_by_token(plain_token(token) or "malformed")
    if visit is None:
        raise UnknownLink
    submission = visit.submission
    if submission is not None:
        offered = visit.study.languages
        i18n.use_language(
            submission.language
            if submission.state == submissions.STARTED
            else i18n.best_language((submission.language, *offered), own=True)
        )
        return visit
    first = (visit.language,) if visit.language in visit.study.languages else ()
    others = tuple(code for code in visit.study.languages if code not in first)
    i18n.use_language(i18n.best_language((*first, *others), own=bool(first)))
    return visit


def open_visit_of(token: str, at: datetime.datetime) -> Visit:
    """The visit, when its wave takes answers at this moment; raises ``ClosedWave`` otherwise."""
    visit = visit_of(token)
    if not visit.wave.is_open(at):
        raise ClosedWave(visit.study)
    return visit


def use_study(study: Study, wave: WaveRecord, at: datetime.datetime) -> None:
    """Choose the language of an open link's page; raises ``ClosedWave`` when the wave takes no answers."""
    i18n.use_language(i18n.best_language(study.languages))
    if not wave.is_open(at):
        raise ClosedWave(study)


def begun(visit: Visit) -> Submission | None:
    """The submission that is being filled in; None when there is none, or it was submitted."""
    submission = visit.submission
    return submission if submission is not None and submission.state == submissions.STARTED else None


def chosen_language(offered: tuple[str, ...]) -> str:
    """The language asked for by the button that was pressed; '' when another one was."""
    act = request.form.get(".act", "")
    code = act.removeprefix(LANGUAGE_ACT)
    return code if act.startswith(LANGUAGE_ACT) and code in offered else ""


def sent_a_cookie() -> bool:
    """Whether the browser keeps our cookie: without one, no page can be taken."""
    return str(current_app.config["SESSION_COOKIE_NAME"]) in request.cookies


def remember_language(code: str) -> None:
    """Keep the language for the pages that follow, and use it for this one."""
    session["language"] = code
    i18n.use_language(code)


def show(template: str, study: Study, **context: Any) -> str:
    """A respondent page: the study's title and help in the language of the page."""
    code, fallback = i18n.language(), study.default_language
    return render_template(
        f"respond/{template}.html",
        study=study,
        study_title=text_in(study.title, code, fallback),
        help_telephone=study.help.telephone,
        help_place=text_in(study.help.place, code, fallback),
        offered=study.languages,
        **context,
    )


def notice_digest(study: Study, code: str, *, of_register: bool) -> str:
    """What identifies the notice and the consent text that somebody read."""
    fallback = study.default_language
    notice = text_in(notice_of(study, of_register=of_register), code, fallback)
    text = notice + "\0" + text_in(study.consent, code, fallback)
    return hashlib.sha256(text.encode()).hexdigest()


def show_notice(study: Study, wave: WaveRecord, *, of_register: bool, entry_key: str = "") -> str:
    """The information notice with its two buttons."""
    code, fallback = i18n.language(), study.default_language
    notice = text_in(notice_of(study, of_register=of_register), code, fallback)
    asked = [
        each
        for each in versions.questionnaire(wave.questionnaire_digest).questions()
        if question_type(each.type).is_question
    ]
    return show(
        "notice",
        study,
        paragraphs=[part.strip() for part in notice.split("\n\n") if part.strip()],
        consent=text_in(study.consent, code, fallback),
        minutes=minutes_of(study, wave.name),
        questions=len(asked),
        entry_key=entry_key,
    )
