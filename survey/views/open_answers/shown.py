"""The grid of one question: its answers with numbers, thirds of chosen scales and codes, sorted, filtered, in pages."""

from __future__ import annotations

from flask import abort, render_template
from flask_babel import gettext

from survey.findings import client
from survey.forms.open_answers import MarkAnswersForm
from survey.privacy import answers_view, coding_pane
from survey.privacy.answers_view import Thirds, Wish
from survey.store import codes
from survey.store.layers import FIRST, Layer
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview
from survey.views.open_answers import asked


def shown(study: str, number: int) -> str:
    """One page of the answers to a question."""
    record = asked.record_named(study)
    source = asked.source_of(record, number)
    wished = asked.wish(record, source)
    form = MarkAnswersForm(formdata=None, digest=source.digest)
    return grid_page(record, source, wished, form)


def grid_page(record: StudyRecord, source: Interview, wished: Wish, form: MarkAnswersForm, trouble: str = "") -> str:
    """The page of a grid, with the form on it that was refused and why."""
    thirds, told = _thirds(record, source, wished)
    if told:  # nothing is sorted or left out by what nobody knows now
        wished = Wish(wished.scales, wished.code, page=wished.page, turn=wished.turn)
    known = {each.name: thirds.get(each.name, {}) for each in answers_view.scales(record, source)}
    grid = answers_view.grid(record, asked.coder(), source, wished, known) or abort(404)
    if wished.code and wished.code not in {code.guid for code in grid.codebook}:
        abort(404)
    choices = coding_pane.choices(record)
    form.offer([(each.code.id, each.path) for each in choices if not each.code.is_category])
    return render_template(
        "staff/answers/grid.html",
        record=record,
        study_title=asked.text(record, record.study.title),
        question=asked.question_of(record, source),
        wave=asked.wave_label(record, source),
        number=-source.number,
        grid=grid,
        wish=wished,
        scales={each.name: asked.text(record, each.label) for each in answers_view.scales(record, source)},
        without_thirds=[] if told else [name for name in wished.scales if not known[name]],
        told=told,
        paths={code.id: " › ".join(codes.path(grid.codebook, code.id)) for code in grid.codebook},
        reading=coding_pane.reading(record, source.number, Layer(asked.coder(), FIRST)),
        reader=asked.coder(),
        form=form,
        trouble=trouble,
        words=asked.words_of(wished),
    )


def _thirds(record: StudyRecord, source: Interview, wished: Wish) -> tuple[Thirds, str]:
    """The thirds of everyone, asked of the figure process where a score is wanted; a sentence where it cannot tell."""
    if not (wished.scales or wished.third or wished.sort):
        return {}, ""
    try:
        answer = client.ask("answer thirds", study=record.name, wave=source.wave)
    except client.FiguresStarting:
        return {}, gettext("The thirds of the scales are being prepared: open this page again in a moment.")
    except client.FiguresFailed:
        return {}, gettext("The thirds of the scales cannot be told now.")
    return dict(answer["thirds"]), ""
