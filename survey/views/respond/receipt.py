"""After submission: the link says that it was received, and asks for the code before anything else."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import Response as Download
from flask import redirect, url_for
from flask_babel import gettext

from survey import i18n
from survey.exchange import own_answers
from survey.exchange.own_answers import OwnAnswers
from survey.instrument.definition import text_in
from survey.instrument.isolation import without_isolates
from survey.privacy import own_scores
from survey.store.clock import now
from survey.store.submissions import Submission
from survey.store.visits import Visit
from survey.views.respond.proof import Answer, Proven, asked, submitted, with_code
from survey.views.respond.read_back import read_back
from survey.views.respond.visit import show


def received(token: str) -> Answer:
    """Your answers were received. Nothing of them is shown without the code."""
    visit, submission = submitted(token)
    if submission is None:
        return redirect(url_for("respond.start", token=token), 303)
    return asked(visit, submission)


def back_to_received(token: str) -> Answer:
    """An address that only a form leads to, typed or loaded again: begin with the code."""
    return redirect(url_for("respond.received", token=token), 303)


@with_code
def open_received(proven: Proven) -> Answer:
    """Everything that was answered, to read and keep, and what can be done with it."""
    visit = proven.visit
    return show(
        "answers",
        visit.study,
        rows=read_back(proven.submission),
        code=proven.typed,
        token=proven.token,
        has_scores=has_scores(visit, proven.submission),
        can_change=visit.wave.is_open(now()),
    )


def has_scores(visit: Visit, submission: Submission) -> bool:
    """Whether there is something to tell a person about their own scores, and the study does."""
    return visit.study.feedback and bool(own_scores.own_scores(submission))


@with_code
def download(proven: Proven) -> Answer:
    """A ZIP of one's own answers."""
    name = gettext("my-answers")
    response = Download(own_answers.write(_own(proven)), content_type="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.zip")
    return response


def _own(proven: Proven) -> OwnAnswers:
    visit, submission = proven.visit, proven.submission
    study, code, zone = visit.study, i18n.language(), ZoneInfo(visit.study.time_zone)
    wave = next((wave.label for wave in study.waves if wave.name == visit.wave.name), {})
    answers, dictionary = gettext("answers"), gettext("dictionary")
    days = {"sent_on": submission.submitted_at, "corrected_on": submission.corrected_at}
    facts = {
        "study": text_in(study.title, code, study.default_language),
        "wave": text_in(wave, code, study.default_language),
        "answered_in": submission.language,
        **{name: None if day is None else day.astimezone(zone).date().isoformat() for name, day in days.items()},
        "scores": own_scores.as_plain(own_scores.own_scores(submission)) if study.feedback else [],
    }
    return OwnAnswers(
        submission=submission,
        languages=study.languages,
        facts=facts,
        in_words=[
            (row.key, without_isolates(row.label), without_isolates(row.shown))
            for row in read_back(submission)
            if row.key
        ],
        files=(f"{answers}.json", f"{answers}.csv", f"{dictionary}.csv", gettext("files")),
        headers=(
            (gettext("name"), gettext("question"), gettext("answer"), gettext("in words"), gettext("why no answer")),
            (gettext("name"), gettext("type"), gettext("answer"), gettext("language"), gettext("text")),
        ),
    )
