"""Marking whole answers from the grid: those that are ticked, with one code."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import lazy_gettext, ngettext
from werkzeug.wrappers import Response

from survey.forms.open_answers import MarkAnswersForm
from survey.privacy import coding_pane
from survey.store import codings, transcripts
from survey.store.codings import Said
from survey.store.layers import FIRST, CodingError, Layer
from survey.store.passages import whole_turn
from survey.views.open_answers import asked
from survey.views.open_answers.shown import grid_page

TOLD = {
    "answers-changed": lazy_gettext(
        "Nothing was marked: answers came in, were corrected or taken out meanwhile. Look at the page again, then mark."
    ),
    "done": lazy_gettext("Nothing was changed: you said that you are done with these answers."),
    "looked": lazy_gettext("Nothing was marked: you read what others marked here, so you cannot code it any more."),
    "too-many": lazy_gettext("Nothing was marked: too many passages of these answers are marked already."),
}
OTHERWISE = lazy_gettext("Nothing was changed. Open the page again, then try once more.")
NOT_THERE = lazy_gettext("An answer is not there any more: look at the page again, then mark.")


def mark(study: str, number: int) -> Response | tuple[str, int]:
    """Mark the answers that are ticked, each as a whole, with the code that is chosen."""
    record = asked.record_named(study)
    source = asked.source_of(record, number)
    wished, form = asked.wish(record, source), MarkAnswersForm()
    form.offer([(each.code.id, each.path) for each in coding_pane.choices(record) if not each.code.is_category])
    if not form.validate():
        return grid_page(record, source, wished, form), 422
    chosen: list[int] = form.turn.data
    texts = transcripts.turns_at(source.id, chosen)
    if set(chosen) != texts.keys():
        return grid_page(record, source, wished, form, str(NOT_THERE)), 409
    layer, said = Layer(asked.coder(), FIRST), Said(form.code.data)
    try:
        passages = [whole_turn(turn, texts[turn]) for turn in chosen]
        codings.mark_each(source, layer, passages, said, digest=form.digest.data)
    except CodingError as error:
        return grid_page(record, source, wished, form, str(TOLD.get(error.rule, OTHERWISE))), 409
    flash(ngettext("%(num)s answer is marked.", "%(num)s answers are marked.", len(chosen)))
    page = request.args.get("page") or None
    address = url_for("open_answers.shown", study=record.name, number=number, page=page, **asked.words_of(wished))
    return redirect(address, 303)
