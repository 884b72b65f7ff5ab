"""An interview given to the person whose it is, with all that was marked in it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, url_for
from flask_babel import LazyString, gettext, lazy_gettext
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from survey.forms.names import MoveForm
from survey.store import interview_moves
from survey.store.interview_moves import MoveError, Whose
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview
from survey.views.interviews import asked
from survey.voices import later_names

NO_WAVE = ""
RULES: Mapping[str, tuple[str, LazyString]] = {
    interview_moves.UNKNOWN_PERSON: (
        "participant",
        lazy_gettext("Nobody in this study is called so. Look it up in the register."),
    ),
    interview_moves.UNKNOWN_WAVE: ("wave", lazy_gettext("The study has no such wave.")),
    interview_moves.UNKNOWN_QUOTE: ("quote", lazy_gettext("Choose who may read excerpts.")),
    interview_moves.LINK_TO_NOBODY: ("link", lazy_gettext("A link needs a participant.")),
}
"""At which field a rule of the store is told, and how."""


def whose(study: str, number: int) -> str:
    """Whose an interview is, to be changed."""
    record = asked.record_named(study)
    interview = asked.interview(record, number)
    form = _form(record, fresh=True)
    form.participant.data = interview.participant_id or ""
    form.wave.data, form.link.data, form.quote.data = interview.wave or NO_WAVE, interview.link, interview.quote
    return _page(record, interview, form)


def move(study: str, number: int) -> Response | tuple[str, int]:
    """Give an interview to this person; its text, its codings and its release stay."""
    record = asked.record_named(study)
    interview, form = asked.interview(record, number), _form(record)
    if not form.validate():
        return _page(record, interview, form), 422
    to = Whose(
        (form.participant.data or "").strip() or None,
        form.wave.data or None,
        bool(form.link.data),
        str(form.quote.data),
    )
    try:
        interview_moves.move(record, interview, to, current_user.account.name)
    except MoveError as error:
        name, told = RULES[error.rule]
        form[name].errors = [str(told)]
        return _page(record, interview, form), 422
    flash(
        gettext(
            "What is stated about interview %(number)d was changed. Its text and what was marked in it stay.",
            number=number,
        )
    )
    if later_names.outlook(record, among={number}).known.times:
        flash(gettext("Names that are known now still stand in it: look at them below, then replace them."))
        return redirect(url_for("names.known", study=record.name), 303)
    return redirect(url_for("interviews.read", study=record.name, number=number), 303)


def _form(record: StudyRecord, *, fresh: bool = False) -> MoveForm:
    form = MoveForm(formdata=None) if fresh else MoveForm()
    waves = [SelectChoice(wave.name, asked.text(record, wave.label)) for wave in record.study.waves]
    form.wave.choices = [SelectChoice(NO_WAVE, gettext("not stated")), *waves]
    return form


def _page(record: StudyRecord, interview: Interview, form: MoveForm) -> str:
    return render_template(
        "staff/interviews/whose.html",
        record=record,
        study_title=asked.text(record, record.study.title),
        number=interview.number,
        form=form,
    )
