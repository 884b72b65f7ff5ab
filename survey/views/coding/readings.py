"""Being done with an interview, and reading only what others marked in it."""

from __future__ import annotations

from flask import abort, flash, redirect
from flask_babel import gettext
from werkzeug.wrappers import Response

from survey.forms.coding import DoneForm, LookForm
from survey.store import rounds
from survey.store.layers import CodingError
from survey.views.coding import asked, refusals
from survey.views.coding.reading import whole_page

Answer = Response | tuple[str, int]


def finish(study: str, number: int) -> Answer:
    """Be done with a reading: nothing is changed in it any more. An interview without a mark may be done, too."""
    record = asked.record_named(study)
    read = asked.reading_of(record, number)
    if not read.may_write and not read.is_done:
        abort(404)
    form = DoneForm()
    if not form.validate():
        return whole_page(record, read, form), 422
    try:
        rounds.begin(read.interview, read.layer)
        rounds.finish(record, read.interview, read.layer)
    except CodingError as error:
        flash(refusals.told(error)[0])
    else:
        flash(_done(number))
    return redirect(asked.page_address(record, read), 303)


def look(study: str, number: int) -> Answer:
    """Read what others marked, and code this interview no more."""
    record = asked.record_named(study)
    read = asked.reading_of(record, number)
    form = LookForm()
    if not form.validate():
        return whole_page(record, read, form), 422
    if rounds.look(record, [read.interview], read.layer.coder):
        flash(_looked(number))
    else:
        flash(gettext("You began to code this interview: you see what others marked once all are done."))
    return redirect(asked.page_address(record, read), 303)


def _done(number: int) -> str:
    if number < 0:
        return gettext("You are done with open answers %(number)d.", number=-number)
    return gettext("You are done with interview %(number)d.", number=number)


def _looked(number: int) -> str:
    if number < 0:
        return gettext("You read what others marked in open answers %(number)d.", number=-number)
    return gettext("You read what others marked in interview %(number)d.", number=number)
