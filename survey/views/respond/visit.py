"""What every respondent page begins with: whose link it is, in which language."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from flask import current_app, render_template, request, session
from flask_babel import gettext

from survey import i18n
from survey.instrument import spoken
from survey.instrument.definition import text_in
from survey.instrument.isolation import isolated
from survey.instrument.notice import months_in_words, notice_paragraphs
from survey.instrument.numerals import plain_code
from survey.instrument.study import Study, minutes_of
from survey.instrument.types import question_type
from survey.keys import ALPHABET, TOKEN_LENGTH
from survey.store import corrections, submissions, versions, visits
from survey.store.clock import now
from survey.store.notices import Notice
from survey.store.studies import WaveRecord
from survey.store.submissions import Submission
from survey.store.visits import Visit
from survey.views.respond import digits, shared_device

LANGUAGE_ACT = "language "
BEGUN = (submissions.STARTED, submissions.CORRECTING)


class UnknownLink(Exception):  # noqa: N818 - an outcome that has a page, not an error of the program
    """The link is unknown, malformed or withdrawn: nobody can tell which."""


class ErasedAnswers(UnknownLink):
    """The link was good, and the answers given by it were erased."""

    def __init__(self, study: Study) -> None:
        """Keep the study, which says whom to call."""
        self.study = study
        super().__init__()


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
        raise _not_there(token)
    digits.use(visit.study)
    submission = visit.submission
    if submission is not None and submission.state == submissions.SUBMITTED and visit.wave.is_open(now()):
        submission = opened_correction(submission)
        visit = replace(visit, submission=submission)
    if submission is not None:
        shared_device.let_on(submission.mode, plain_token(token), visit.study_name, visit.wave.name)
        offered = visit.study.languages
        i18n.use_language(
            submission.language
            if submission.state in BEGUN
            else i18n.best_language((submission.language, *offered), own=True)
        )
        return visit
    first = (visit.language,) if visit.language in visit.study.languages else ()
    others = tuple(code for code in visit.study.languages if code not in first)
    i18n.use_language(i18n.best_language((*first, *others), own=bool(first)))
    return visit


def _not_there(token: str) -> UnknownLink:
    study = visits.study_of_erased(plain_token(token))
    if study is None:
        return UnknownLink()
    i18n.use_language(i18n.best_language(study.languages))
    return ErasedAnswers(study)


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
    return submission if submission is not None and submission.state in BEGUN else None


CORRECTION_MARK = "correcting"
CORRECTION_LASTS = datetime.timedelta(hours=1)


def mark_correction(submission: Submission, begun_at: datetime.datetime) -> None:
    """Let this browser change what was submitted, until it has shown no page of it for an hour."""
    until = now() + CORRECTION_LASTS
    session[CORRECTION_MARK] = [submission.id, begun_at.isoformat(), until.timestamp()]


def end_correction() -> None:
    """From now on this browser needs the code again."""
    session.pop(CORRECTION_MARK, None)


def opened_correction(submission: Submission) -> Submission:
    """What was submitted as its correction has it, where this browser was let in with the code; itself elsewhere."""
    mark = session.get(CORRECTION_MARK)
    if not isinstance(mark, list) or len(mark) != 3 or mark[0] != submission.id or mark[2] <= now().timestamp():
        return submission
    begun_at = datetime.datetime.fromisoformat(mark[1])
    found = corrections.opened(submission, begun_at)
    if found is None:
        return submission
    mark_correction(submission, begun_at)
    return found


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
    digits.use(study)
    code, fallback = i18n.language(), study.default_language
    return render_template(
        f"respond/{template}.html",
        study=study,
        study_title=isolated(text_in(study.title, code, fallback), code),
        help_telephone=study.help.telephone,
        help_place=isolated(text_in(study.help.place, code, fallback), code),
        offered=study.languages,
        **context,
    )


def notice_text(study: Study, code: str, *, of_register: bool) -> str:
    """The information notice as somebody reads it, its periods those of the study."""
    months = study.retention.months
    keeping = gettext(
        "Your answers are kept for %(answers)s after the survey. Names and addresses, where we have any, are kept "
        "apart, for %(contacts)s. Then everything is erased.",
        answers=months_in_words(months("answers"), code),
        contacts=months_in_words(months("contacts"), code),
    )
    return "\n\n".join(notice_paragraphs(study, code, of_register=of_register, keeping=keeping))


def notice_shown(study: Study, code: str, *, of_register: bool) -> Notice:
    """The notice and the consent below it, word for word."""
    consent = text_in(study.consent, code, study.default_language)
    return Notice(code, f"{notice_text(study, code, of_register=of_register)}\n\n{consent}")


def _recording(study: Study, words: str) -> str:
    """Where a recording of these words is, as seen from the notice; '' where there is none."""
    name = spoken.recorded(study.recordings, words, spoken.languages_of(i18n.language(), study.default_language))
    return f"media/{name}" if name else ""


def show_notice(study: Study, wave: WaveRecord, *, of_register: bool, entry_key: str = "") -> str:
    """The information notice with its two buttons."""
    code, fallback = i18n.language(), study.default_language
    notice = notice_text(study, code, of_register=of_register)
    consent = text_in(study.consent, code, fallback)
    asked = [
        each
        for each in versions.questionnaire(wave.questionnaire_digest).questions()
        if question_type(each.type).is_question
    ]
    return show(
        "notice",
        study,
        paragraphs=[
            (isolated(words, code), _recording(study, words))
            for words in (part.strip() for part in notice.split("\n\n"))
            if words
        ],
        consent=isolated(consent, code),
        consent_sound=_recording(study, consent),
        is_synthetic=study.recordings.synthetic,
        minutes=minutes_of(study, wave.name),
        questions=len(asked),
        entry_key=entry_key,
        notice_digest=notice_shown(study, code, of_register=of_register).digest,
    )
