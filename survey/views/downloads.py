"""Person rows for researchers: chosen, logged, streamed."""

from __future__ import annotations

import datetime

from flask import Blueprint, Response, abort, render_template
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from survey import i18n
from survey.attachments.kinds import media_type
from survey.dataset.rows import Dataset, dataset, repeat_tables
from survey.exchange.export import CODEBOOK, Export, Options, named_tables
from survey.exchange.exports import formats
from survey.forms.staff import FORMATS, DownloadForm
from survey.instrument.definition import text_in
from survey.store import attachments, audit, score_sights, studies
from survey.store.studies import StudyRecord, UnknownStudyError

blueprint = Blueprint("downloads", __name__, url_prefix="/staff")


def _record(name: str) -> StudyRecord:
    try:
        return studies.study_named(name)
    except UnknownStudyError:
        abort(404)


def _form(record: StudyRecord) -> DownloadForm:
    study, language = record.study, i18n.language()
    form = DownloadForm()
    form.offer(
        waves=[(wave.name, text_in(wave.label, language, study.default_language)) for wave in study.waves],
        formats=[(identifier, FORMATS[identifier]) for identifier in formats()],
        languages=[(code, i18n.NAMES.get(code, code)) for code in study.languages],
        repeats=list(_repeats(record)),
    )
    return form


def _repeats(record: StudyRecord) -> dict[str, Dataset]:
    """The tables of repeats of all waves, by the names they are offered under."""
    return named_tables(dataset(record), taken=(CODEBOOK,))


def _chosen(record: StudyRecord, form: DownloadForm, export: Export) -> Dataset | None:
    """The table that was chosen, None where its wave does not have it; the format may hold all tables in one file."""
    source = dataset(record, form.wave.data or None, clusters=form.clusters.data)
    if form.codebook.data or export.write_codebook is None or not form.table.data:
        return source
    repeat = _repeats(record)[form.table.data].repeat
    return next((table for table in repeat_tables(source) if table.repeat == repeat), None)


def _page(record: StudyRecord, form: DownloadForm) -> str:
    title = text_in(record.study.title, i18n.language(), record.study.default_language)
    return render_template("staff/downloads.html", record=record, form=form, study_title=title)


@blueprint.get("/<study>/downloads")
def choose(study: str) -> str:
    """What can be downloaded."""
    record = _record(study)
    form = _form(record)
    if i18n.language() in record.study.languages:
        form.language.data = i18n.language()
    return _page(record, form)


@blueprint.post("/<study>/downloads")
def download(study: str) -> AnyResponse | tuple[str, int]:
    """Log the export, then stream it."""
    record = _record(study)
    form = _form(record)
    if not form.validate():
        return _page(record, form), 422
    export = formats()[form.file_format.data]
    source = _chosen(record, form, export)
    if source is None:
        form.table.errors = [gettext("This wave does not have this table. Choose another wave, or all of them.")]
        return _page(record, form), 422
    options = Options(
        labels=form.labels.data,
        reasons=form.reasons.data,
        language=form.language.data,
        byte_order_mark=form.byte_order_mark.data,
    )
    return _stream(form, source, export, options)


def _stream(form: DownloadForm, source: Dataset, export: Export, options: Options) -> AnyResponse:
    record, wave, actor = source.record, form.wave.data or None, current_user.account.name
    name = f"{record.name}-{wave or 'all-waves'}-{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    table = form.table.data if source.repeat else ""
    if form.codebook.data:
        export = next(each for each in formats().values() if each.write_codebook is not None)
        write, name = export.write_codebook or export.write, f"{name}-codebook"
    else:
        write, name = export.write, f"{name}-{table}" if table else name
        told = {
            "wave": wave or "all",
            **({"repeat": table} if table else {}),
            "format": export.identifier,
            "labels": int(options.labels),
            "reasons": int(options.reasons),
            "clusters": int(form.clusters.data),
        }
        audit.record_act(actor, "answers downloaded", record.name, told)
        score_sights.note(record, actor)  # the pages of interviews say whose they are
    response = Response(write(source, options), mimetype=None, content_type=export.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{export.ending}")
    return response


@blueprint.get("/<study>/files/<name>")
def sent_file(study: str, name: str) -> AnyResponse:
    """One file that somebody sent as an answer in this study, which is logged."""
    record = _record(study)
    found = attachments.of_study(record.name, name)
    if found is None:
        abort(404)
    audit.record_act(current_user.account.name, "file downloaded", record.name, {"file": name})
    response = Response(attachments.content(found), content_type=media_type(name))
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.content_length = found.size
    return response
