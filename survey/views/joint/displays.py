"""The three displays of one model: statistics by theme, side by side, and the quote matrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, request
from flask_babel import LazyString, gettext, lazy_gettext

from survey import i18n
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.instrument.study import filter_values
from survey.privacy import joint_words
from survey.store.studies import StudyRecord
from survey.views.joint import asked, asking, crossing, left_out, quoting, themes, told, wishes
from survey.views.joint.wishes import BESIDE, QUOTES, THEMES, Wishes

TABS: Mapping[str, LazyString] = {
    THEMES: lazy_gettext("Statistics by theme"),
    BESIDE: lazy_gettext("Side by side"),
    QUOTES: lazy_gettext("Quote matrix"),
}
MOST = {THEMES: 1, BESIDE: 5, QUOTES: 1}
"""Passages of each code in each display."""
NO_FIGURES: dict[str, Any] = {"scales": [], "questions": [], "thirds": [], "people": None, "as_of": None}
AGAIN_IN = "2"


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter that the study declares, with its values and what they are called."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


def shown(study: str) -> Response | str:
    """A display; the words are shown also while figures cannot be."""
    record = asked.record_named(study)
    wish = wishes.read(record)
    try:
        figures = asking.figures_of(record, wish.filters)
        everyone = asking.figures_of(record, {}) if wish.filters else figures
    except FiguresStarting:
        being = gettext("The figures are being prepared. The page comes back by itself.")
        return Response(
            _page(record, wish, NO_FIGURES | {"why_not": being}), headers={"Refresh": AGAIN_IN}, mimetype="text/html"
        )
    except FiguresFailed:
        return _page(record, wish, NO_FIGURES | {"why_not": gettext("Figures cannot be shown now.")})
    return _page(record, wish, figures, everyone)


def _page(
    record: StudyRecord, wish: Wishes, figures: Mapping[str, Any], everyone: Mapping[str, Any] | None = None
) -> str:
    matrix, _book = asked.model(record)
    words = joint_words.words(record, asked.reader(), wish.filters)
    most = MOST[wish.display]
    is_crossed = wish.display == QUOTES
    return asked.page(
        "display",
        record,
        wishes=wish,
        tabs=TABS,
        filters=tuple(_filters(record)),
        figures=figures,
        matrix=matrix,
        inferences=told.by_subject(record, matrix, everyone),
        words=words,
        left_out=left_out.told(words),
        echo_of=quoting.echo_of(joint_words.words(record, asked.reader(), {}) if wish.filters else words),
        themes=() if is_crossed else themes.themes(record, matrix, words, figures, most),
        unmapped=() if is_crossed else themes.spoken(matrix.unmapped, words, most),
        crossing=crossing.crossing(record, matrix.codes, words, wish, figures["thirds"]) if is_crossed else None,
        crossings=tuple(crossing.choices(record, figures["thirds"])),
        page_path=request.full_path.rstrip("?"),
    )


def _filters(record: StudyRecord) -> Iterator[Filter]:
    study = record.study
    named = {each.name: each.label for each in (*study.arms, *study.sites, *study.events)}
    for name in study.filters:
        options = tuple(
            (value, asked.text(record, named[value]) if value in named else i18n.NAMES.get(value, value))
            for value in filter_values(study, name)
        )
        yield Filter(name, str(crossing.LABELS[name]), options)
