"""What the joint displays share: the study that is asked for, who asks, and the model they all stand on."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template
from flask_login import current_user

from survey import i18n
from survey.instrument.definition import Text, text_in
from survey.privacy import joint_matrix, measures
from survey.privacy.joint_matrix import Matrix
from survey.store import codes, studies
from survey.store.codes import Code
from survey.store.studies import StudyRecord, UnknownStudyError


def record_named(name: str) -> StudyRecord:
    """The study of an address; there is no such page when there is no such study."""
    try:
        return studies.study_named(name)
    except UnknownStudyError:
        abort(404)


def reader() -> str:
    """Who is signed in."""
    return str(current_user.account.name)


def text(record: StudyRecord, said: Text) -> str:
    """What a study says, in the language of the page."""
    return text_in(said, i18n.language(), record.study.default_language)


def model(record: StudyRecord) -> tuple[Matrix, tuple[Code, ...]]:
    """What is measured, asked and coded in a study, and its codebook."""
    book = codes.codebook(record.id)
    measured = measures.measures(record, i18n.language())
    return joint_matrix.matrix(measured, record.study.guide, book), book


def page(name: str, record: StudyRecord, /, **shown: Any) -> str:
    """A page of the joint displays."""
    title = text(record, record.study.title)
    return render_template(
        f"staff/joint/{name}.html", record=record, study_title=title, said=lambda each: text(record, each), **shown
    )
