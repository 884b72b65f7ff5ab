"""What the page of exchange needs everywhere: the study, who asks, what a study says, and the page itself."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from survey import i18n
from survey.forms.exchange import BringForm, TakeForm
from survey.instrument.definition import text_in
from survey.privacy import coded_view
from survey.store import studies
from survey.store.studies import StudyRecord, UnknownStudyError


def record_named(name: str) -> StudyRecord:
    """The study of an address; there is no such page when there is no such study."""
    try:
        return studies.study_named(name)
    except UnknownStudyError:
        abort(404)


def coder() -> str:
    """Who is signed in."""
    return str(current_user.account.name)


def take_form(record: StudyRecord, *, fresh: bool = False) -> TakeForm:
    """The form of the files, with the scores that the study has."""
    form = TakeForm(formdata=None) if fresh else TakeForm()
    form.scores.choices = [
        SelectChoice(each.name, each.label) for each in coded_view.scores_of(record, i18n.language())
    ]
    return form


def page(record: StudyRecord, *, take: TakeForm | None = None, bring: BringForm | None = None, **shown: Any) -> str:
    """The page, with these forms where something is to be corrected."""
    title = text_in(record.study.title, i18n.language(), record.study.default_language)
    return render_template(
        "staff/exchange/offered.html",
        record=record,
        study_title=title,
        take=take or take_form(record, fresh=True),
        bring=bring or BringForm(formdata=None),
        withdrawn=coded_view.withdrawn(record),
        **shown,
    )
