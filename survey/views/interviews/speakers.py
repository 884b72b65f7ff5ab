"""Who asks and who answers in an interview, said once for all its turns."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from survey.forms.interviews import SpeakersForm, speakers_form
from survey.store import speaker_roles
from survey.store.speaker_roles import Speaker
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview
from survey.views.interviews import asked
from survey.voices.excerpts import beginning


def speakers(study: str, number: int) -> str:
    """Who speaks, to be told who has which role."""
    record = asked.record_named(study)
    interview = asked.interview(record, number)
    there = speaker_roles.speakers(interview)
    return _page(record, interview, there, _form(there, fresh=True))


def state(study: str, number: int) -> Response | tuple[str, int]:
    """Give each speaker the role that was chosen."""
    record = asked.record_named(study)
    interview = asked.interview(record, number)
    there = speaker_roles.speakers(interview)
    form = _form(there)
    if not form.validate():
        return _page(record, interview, there, form), 422
    chosen = {each.label: form[f"role-{place}"].data for place, each in enumerate(there)}
    speaker_roles.state(record, interview, chosen, current_user.account.name)
    flash(gettext("It is kept who speaks in interview %(number)d.", number=number))
    return redirect(url_for("interviews.read", study=record.name, number=number), 303)


def _form(there: tuple[Speaker, ...], *, fresh: bool = False) -> SpeakersForm:
    labels = [each.label or gettext("Turns that name nobody") for each in there]
    return speakers_form(labels, [each.role for each in there], fresh=fresh)


def _page(record: StudyRecord, interview: Interview, there: tuple[Speaker, ...], form: SpeakersForm) -> str:
    return render_template(
        "staff/interviews/speakers.html",
        record=record,
        study_title=asked.text(record, record.study.title),
        interview=interview,
        number=interview.number,
        form=form,
        spoken=[(form[f"role-{place}"], each, beginning(each.first_words)) for place, each in enumerate(there)],
    )
