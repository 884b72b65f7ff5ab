"""What people can do with what they submitted: have it erased, or change it while the wave is open."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from survey.config import LANGUAGES
from survey.findings import client
from survey.help_line import help_line
from survey.store import corrections, erasure, studies, visits
from survey.store.clock import now
from survey.store.corrections import RESPONDENT
from survey.store.submissions import NotSubmittable
from survey.views.respond.proof import Answer, Proven, with_code
from survey.views.respond.visit import (
    ClosedWave,
    chosen_language,
    mark_correction,
    remember_language,
    show,
)

THIS, EVERYTHING = "erase", "erase everything"


def withdrawal() -> str:
    """How to withdraw and what else one may ask for, also without a link."""
    return render_template("respond/withdrawal.html", offered=LANGUAGES, **help_line())


def choose_language() -> Response:
    """The same in another language."""
    code = chosen_language(LANGUAGES)
    if code:
        remember_language(code)
    return redirect(url_for("respond.withdrawal"), 303)


@with_code
def erase(proven: Proven) -> Answer:
    """Ask once more, then erase what was submitted by this link, or all that this person answered."""
    visit, act = proven.visit, request.form.get(".act", "")
    if act not in (THIS, EVERYTHING):
        several = len(visit.study.waves) > 1
        return show("erase", visit.study, code=proven.typed, token=proven.token, several=several)
    study = studies.study_named(visit.study_name)
    waves = study.waves if act == EVERYTHING else (study.wave(visit.wave.name),)
    whole = act == EVERYTHING
    who = visits.participant_of(visit)
    erasure.erase_participant(study, who, waves, keep_contacts=not whole, actor=RESPONDENT)
    client.purge(study.name)
    return show("erased", visit.study)


@with_code
def correct(proven: Proven) -> Answer:
    """Open what was submitted to be changed, in this browser alone."""
    visit = proven.visit
    if not visit.wave.is_open(now()):
        raise ClosedWave(visit.study)
    try:
        mark_correction(proven.submission, corrections.begin(proven.submission))
    except NotSubmittable:  # it was erased in the meantime
        return redirect(url_for("respond.start", token=proven.token), 303)
    return redirect(url_for("respond.resume", token=proven.token), 303)
