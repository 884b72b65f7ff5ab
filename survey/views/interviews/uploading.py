"""Transcripts sent by a researcher: all of them are kept, or none and every problem is told."""

from __future__ import annotations

from pathlib import PurePath

from flask import render_template
from flask_babel import gettext
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from survey.extensions import csrf
from survey.forms.interviews import UploadForm
from survey.security import LARGEST_UPLOAD, takes_upload
from survey.store import speaker_roles
from survey.store.studies import StudyRecord
from survey.views.interviews import asked
from survey.voices.importing import ImportRefused, import_transcripts

Answer = str | tuple[str, int]
MEGABYTE = 1024 * 1024


def choose(study: str) -> str:
    """Which files to send."""
    return _page(asked.record_named(study), UploadForm(formdata=None))


@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF carries no types
def upload(study: str) -> Answer:
    """Keep the transcripts that were sent; exempt as ``takes_upload`` says."""
    record = asked.record_named(study)
    if not takes_upload():
        return _too_large(record), 413
    form = UploadForm()
    if not form.validate():
        return _page(record, form), 422
    files = [(_name(file), file.read()) for file in form.files.data]
    try:
        imported = import_transcripts(record, files, current_user.account.name)
    except ImportRefused as refused:
        return _page(record, form, problems=refused.problems), 422
    unstated = speaker_roles.unstated(record)
    return _page(record, UploadForm(formdata=None), imported=imported, without_roles=unstated)


def _too_large(record: StudyRecord) -> str:
    form = UploadForm(formdata=None)
    most = LARGEST_UPLOAD // MEGABYTE
    form.form_errors = [
        gettext(
            "Nothing was kept: together the files are larger than %(megabytes)d MB. Send fewer at once.", megabytes=most
        )
    ]
    return _page(record, form)


def _name(file: FileStorage) -> str:
    """The name of a file without the folders that some browsers send."""
    return PurePath((file.filename or "").replace("\\", "/")).name


def _page(record: StudyRecord, form: UploadForm, **shown: object) -> str:
    return render_template(
        "staff/interviews/upload.html",
        record=record,
        study_title=asked.text(record, record.study.title),
        form=form,
        **shown,
    )
