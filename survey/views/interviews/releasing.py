"""Letting staff read an interview, once a researcher has read it to its end; and no longer."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from survey.forms.interviews import ReleaseForm
from survey.privacy import interview_view
from survey.store import transcripts
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview
from survey.views.interviews import asked
from survey.views.interviews.reading import interview_page


def release(study: str, number: int) -> Response | tuple[str, int]:
    """Let staff read an interview; refused while its reader does not say to have read it to its end."""
    record = asked.record_named(study)
    interview = _interview(record, number)
    form = ReleaseForm()
    if interview.quote == interview_view.CANNOT_BE_SHOWN:
        return interview_page(record, number, ReleaseForm(formdata=None)), 422  # the page says why
    if not form.validate():
        return interview_page(record, number, form), 422
    transcripts.release(interview, current_user.account.name)
    flash(gettext("Interview %(number)d is released: staff can read it from now on.", number=number))
    return _to_interview(record, number)


def withhold(study: str, number: int) -> Response:
    """Show an interview to researchers alone again."""
    record = asked.record_named(study)
    transcripts.withhold(_interview(record, number), current_user.account.name)
    flash(gettext("Interview %(number)d is withheld: researchers alone can read it.", number=number))
    return _to_interview(record, number)


def _interview(record: StudyRecord, number: int) -> Interview:
    found = transcripts.interview(record.id, number)
    if found is None or not interview_view.may_read(asked.role(), found):
        abort(404)
    return found


def _to_interview(record: StudyRecord, number: int) -> Response:
    return redirect(url_for("interviews.read", study=record.name, number=number), 303)
