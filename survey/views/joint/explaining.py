"""Memos on one person whose words point elsewhere than the score: a page for all scales where it is so."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext

from survey import i18n
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.privacy import concordance
from survey.privacy.concordance import Grid, Person
from survey.store import concordance_memos, transcripts
from survey.store.concordance_memos import LONGEST_TEXT, MemoError, NewMemo
from survey.store.studies import StudyRecord
from survey.views.joint import asked, asking, speaking
from survey.views.joint.concordance import grids
from survey.views.joint.directing import interview_of

DIGITS = 9
AGAIN_IN = "2"


def shown(study: str, number: int) -> Response | str:
    """The memos of one person; the page comes again by itself while figures are being made."""
    record = asked.record_named(study)
    interview_of(record, number)
    try:
        asking.stands_of(record)
    except FiguresStarting:
        being = gettext("The figures are being prepared. The page comes back by itself.")
        return Response(_told(record, number, told=being), headers={"Refresh": AGAIN_IN}, mimetype="text/html")
    except FiguresFailed:
        return _told(record, number, told=gettext("Figures cannot be shown now."))
    return _page(record, number)


def write(study: str, number: int) -> Any:
    """Keep a memo about the cell that its author saw."""
    record, sent = asked.record_named(study), request.form
    interview_of(record, number)
    after = sent.get("after", "")
    stood, _, way = sent.get("cell", "").partition(".")
    new = NewMemo(
        sent.get("scale", ""),
        stood,
        way,
        sent.get("kind", ""),
        sent.get("text", "").replace("\r\n", "\n"),
        int(after) if after.isascii() and after.isdigit() and len(after) <= DIGITS else -1,
    )
    try:
        _keep(record, number, new)
    except (FiguresStarting, FiguresFailed):
        return _page(record, number, new, gettext("Figures cannot be shown now.")), 503
    except MemoError as error:
        status = 409 if error.rule in ("overtaken", "gone") else 422
        return _page(record, number, new, speaking.refusal(error.rule)), status
    flash(gettext("The memo is kept."))
    return redirect(url_for("joint.memo", study=study, number=number), 303)


def _keep(record: StudyRecord, number: int, new: NewMemo) -> None:
    """Keep it with the interview that holds those before, where the person still stands in this cell."""
    concordance_memos.check(new)
    for grid, person in _off(record, number):
        if (grid.scale, person.band, person.way) == (new.scale, new.stood, new.way):
            key = person.memo.transcript if person.memo else person.said[0].first.transcript
            found = {each.id: each for each in transcripts.interviews(record.id)}.get(key)
            if found is None:
                raise MemoError("gone")
            concordance_memos.write(record, found, new, asked.reader())
            return
    raise MemoError("overtaken")


def _off(record: StudyRecord, number: int) -> list[tuple[Grid, Person]]:
    """Where this person stands off the diagonal, of what whoever asks may see."""
    known = concordance.kept(record, asked.reader())
    found = grids(record, known, asking.stands_of(record, asking.PATIENT))
    return [*concordance.of_interview(found, number)]


def _page(record: StudyRecord, number: int, typed: NewMemo | None = None, mistake: str = "") -> str:
    try:
        bands = speaking.bands(asking.stands_of(record, asking.PATIENT))
        off = _off(record, number)
    except (FiguresStarting, FiguresFailed):
        return _told(record, number, mistake=mistake or gettext("Figures cannot be shown now."), lost=typed)
    lost = typed if typed and typed.scale not in {grid.scale for grid, _person in off} else None
    return _told(record, number, mistake=mistake, off=off, bands=bands, typed=typed, lost=lost)


def _told(record: StudyRecord, number: int, **shown: Any) -> str:
    """The page with what is known; without figures it has no memo to read or write.

    ``lost``: what was typed and has no place on the page to be sent again from.
    """
    return asked.page(
        "memo",
        record,
        number=number,
        labels=speaking.scales(record, i18n.language()),
        ways=speaking.WAYS,
        kinds=speaking.KINDS,
        most=LONGEST_TEXT,
        **{"off": None, "bands": speaking.BY_SCORE, "typed": None, "lost": None, "mistake": "", **shown},
    )
