"""The grid of words by scores: people counted, what is left out, memos on those who differ; also as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Response, redirect, url_for
from flask_babel import gettext

from survey import i18n
from survey.exchange.chart_table import Cell, chart_table
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.privacy import concordance
from survey.privacy.concordance import UNSEEN, Grid, Kept, Person, Said
from survey.store import audit, score_sights
from survey.store.studies import StudyRecord
from survey.views.joint import asked, asking, speaking

AGAIN_IN = "2"


def shown(study: str) -> Response | str:
    """The grid of each scale; without figures the list of interviews alone."""
    record = asked.record_named(study)
    try:
        return _page(record, asking.stands_of(record))
    except FiguresStarting:
        told = gettext("The figures are being prepared. The page comes back by itself.")
        return Response(_page(record, None, told), headers={"Refresh": AGAIN_IN}, mimetype="text/html")
    except FiguresFailed:
        return _page(record, None, gettext("Figures cannot be shown now."))


def look(study: str) -> Any:
    """Show everything from now on to somebody who will give no blind direction any more."""
    record = asked.record_named(study)
    score_sights.look(record, asked.reader())
    return redirect(url_for("joint.concordance", study=study), 303)


def table(study: str) -> Response:
    """The people of every grid as CSV, days without times; who took it is in the log."""
    record = asked.record_named(study)
    try:
        figures = asking.stands_of(record, asking.PATIENT)
    except (FiguresStarting, FiguresFailed):
        told = gettext("Figures cannot be shown now.")
        return Response(told, 503, mimetype="text/plain", headers={"Retry-After": AGAIN_IN})
    rows = [*_rows(record, figures)]
    audit.record_act(asked.reader(), "concordance downloaded", record.name, {"rows": len(rows)})
    response = Response(chart_table(_columns(), rows, {}), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"{record.name}-concordance.csv")
    return response


def grids(record: StudyRecord, known: Kept, figures: Mapping[str, Any]) -> list[Grid]:
    """The grid of each scale of a study."""
    names = speaking.scales(record, i18n.language())
    return [concordance.grid(known, name, concordance.places_of(figures, name)) for name in names]


def _page(record: StudyRecord, figures: Mapping[str, Any] | None, told: str = "") -> str:
    known = concordance.kept(record, asked.reader())
    found = [] if figures is None else grids(record, known, figures)
    labels = speaking.scales(record, i18n.language())
    return asked.page(
        "concordance",
        record,
        told=told,
        grids=found,
        labels=labels,
        figures=figures,
        bands=speaking.BY_SCORE if figures is None else speaking.bands(figures),
        ways=speaking.WAYS,
        kinds=speaking.KINDS,
        alike=concordance.ALIKE,
        why=speaking.left_out,
        has_unseen=any(each.reason == UNSEEN for grid in found for each in grid.left_out),
        interviews=[(each, _locked(known, labels, each)) for each in known.interviews],
    )


def _locked(known: Kept, names: Mapping[str, str], interview: Any) -> int:
    """On how many scales the reader has locked a direction."""
    return sum(versions[0].is_locked for name in names if (versions := known.own(interview, name)))


def _columns() -> Sequence[str]:
    return (
        *(gettext("Scale"), gettext("Interviews"), gettext("Score"), gettext("Words"), gettext("Counted")),
        *(gettext("Directions"), gettext("Kind of memo"), gettext("Memo")),
    )


def _rows(record: StudyRecord, figures: Mapping[str, Any]) -> Iterator[Sequence[Cell]]:
    known = concordance.kept(record, asked.reader())
    labels, bands = speaking.scales(record, i18n.language()), speaking.bands(figures)
    for grid in grids(record, known, figures):
        label = labels[grid.scale]
        for each in (*grid.people, *grid.differing):
            yield (label, _numbers(each.numbers), str(bands[each.band]), *_told(each))
        for late in grid.late:
            not_blind = gettext("locked after the score could be seen")
            yield (
                label,
                str(late.number),
                None,
                str(speaking.WAYS[late.first.way]),
                not_blind,
                _said(late),
                None,
                None,
            )
        for left in grid.left_out:
            yield (label, _numbers(left.numbers), None, None, speaking.left_out(left), None, None, None)


def _told(each: Person) -> Sequence[Cell]:
    said = gettext("; ").join(_said(one) for one in each.said)
    if not each.way:
        return None, gettext("coders differ"), said, None, None
    counted = gettext("off the diagonal") if each.is_off else gettext("on the diagonal")
    memo = each.memo
    kind, text = (None, None) if memo is None else (str(speaking.KINDS[memo.kind]), memo.text)
    return str(speaking.WAYS[each.way]), counted, said, kind, text


def _said(one: Said) -> str:
    day = "" if one.first.locked_at is None else one.first.locked_at.date().isoformat()
    told = f"{one.number} {one.first.coder} {speaking.WAYS[one.first.way]} ({day})"
    return f"{told} → {speaking.WAYS[one.corrected]}" if one.corrected else told


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
