"""Coded interviews as files: chosen by a plain form, only what one may see, each download logged."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from survey import i18n
from survey.exchange.coded.files import FILES, Choices, Written
from survey.exchange.coded.quotes import LongQuoteError
from survey.exchange.coded.thirds import Thirds, by_interview
from survey.findings import client
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.forms.exchange import TakeForm
from survey.privacy import coded_view
from survey.store import audit, score_sights
from survey.store.studies import StudyRecord
from survey.views.exchange import asked, rules
from survey.voices.coded import Coded
from survey.voices.refi.writing import NothingToWriteError

PATIENT = 10.0
"""Seconds to wait for the process of figures to start: a file cannot come again by itself."""
NAMES = {"qdpx": "", "qdc": "-codebook", "csv": "-quotes", "xlsx": "-quotes", "iramuteq": "-iramuteq"}


def offered(study: str) -> str:
    """What can be taken, and what can be brought back."""
    return asked.page(asked.record_named(study))


def download(study: str) -> AnyResponse | tuple[str, int]:
    """Write the file that was chosen, then log it; nothing is logged that did not leave."""
    record = asked.record_named(study)
    form = asked.take_form(record)
    if not form.validate():
        return asked.page(record, take=form), 422
    kind = str(form.file_format.data)
    try:
        choices = _choices(record, form, kind)
    except (FiguresStarting, FiguresFailed):
        asking = form.scores if FILES[kind].quotes else form.thirds
        asking.errors = [gettext("The thirds of the scales cannot be told now.")]
        return asked.page(record, take=form), 503
    coded = _coded(record, kind)
    try:
        written = FILES[kind].write(coded, choices)
    except (NothingToWriteError, LongQuoteError) as error:
        form.file_format.errors = [rules.unwritten(error)]
        return asked.page(record, take=form), 422
    return _sent(record, kind, choices, written)


def _coded(record: StudyRecord, kind: str) -> Coded:
    """What goes into a file of this kind; the texts are not read for one that holds none."""
    if kind == "qdc":
        return coded_view.codebook_of(record)
    return coded_view.seen_by(record, asked.coder(), with_scores=FILES[kind].with_scores)


def _choices(record: StudyRecord, form: TakeForm, kind: str) -> Choices:
    scores = tuple(form.scores.data or ()) if FILES[kind].quotes else ()
    needs_thirds = FILES[kind].asks_thirds(scores, thirds=bool(form.thirds.data))
    return Choices(
        speakers=not form.without_speakers.data,
        byte_order_mark=bool(form.byte_order_mark.data),
        scores=scores,
        thirds=_thirds(record) if needs_thirds else {},
        everybody=bool(form.everybody.data),
    )


def _thirds(record: StudyRecord) -> Thirds:
    answer = client.ask("by thirds", wait=PATIENT, study=record.name, language=i18n.language())
    return by_interview(answer.get("thirds", ()))


def _sent(record: StudyRecord, kind: str, choices: Choices, written: Written) -> Response:
    file = FILES[kind]
    told = choices.logged() | {"format": kind, file.counts: written.count}
    audit.record_act(asked.coder(), "codings exported", record.name, told)
    if file.with_scores or choices.thirds:
        score_sights.note(record, asked.coder())
    response = Response(written.content, mimetype=None, content_type=file.media_type)
    name = f"{record.name}{NAMES[kind]}.{file.ending}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
