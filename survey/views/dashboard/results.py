"""The page of what the plan of a study gives, and its files: pictures, tables, everything as JSON."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user

from survey import i18n
from survey.findings import client
from survey.privacy import access
from survey.store.studies import StudyRecord
from survey.views.dashboard.asking import AT_ONCE, PATIENT, record_named, title_of
from survey.views.dashboard.cards import Card, cards, day, folded
from survey.views.dashboard.downloads import file_of, packed, table_file, why_not
from survey.views.dashboard.plotly_script import plotly_script
from survey.views.dashboard.wishes import NARROW, WishError, Wishes, read_wishes

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses that a results page leads to."""

    study: str

    def page(self, **changes: object) -> str:
        """This page."""
        return self._to("results", {name: value for name, value in changes.items() if value is not None})

    def figures(self) -> str:
        """Everything on it as JSON."""
        return self._to("results_figures", {})

    def picture(self, chart: str, *, narrow: bool = False) -> str:
        """The picture of a chart; the narrow one is for telephones."""
        return self._to("results_picture", {"chart": chart} | ({NARROW: "yes"} if narrow else {}))

    def table(self, chart: str) -> str:
        """The table of a chart."""
        return self._to("results_table", {"chart": chart})

    def _to(self, endpoint: str, words: Told) -> str:
        return url_for(f"dashboard.{endpoint}", study=self.study, **words)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome with its cards."""

    name: str
    label: str
    part: str
    sentence: str
    cautions: Sequence[str]
    assumptions: Sequence[str]
    cards: tuple[Card, ...]


def results(study: str) -> str:
    """What changed, outcome by outcome."""
    record = record_named(study)
    wishes = _wishes(record)
    told = client.ask("results", wait=AT_ONCE, **_words(record))
    return render_template(
        "staff/dashboard/results.html",
        record=record,
        study_title=title_of(record),
        wishes=wishes,
        figures=told,
        outcomes=[_outcome(each) for each in told["outcomes"]],
        who=_cards(told["who"]),
        as_of=day(told["as_of"]),
        is_live=told["audience"] == access.RESEARCHER,
        addresses=Addresses(record.name),
        plotly=plotly_script(),
        page_path=request.full_path.rstrip("?"),
    )


def results_figures(study: str) -> Response:
    """Everything that the page is made from, exactly."""
    record = record_named(study)
    _wishes(record)
    answer = client.ask("results figures", wait=PATIENT, **_words(record))
    return packed(base64.b64decode(answer["gzip"]), "application/json")


def results_picture(study: str, chart: str) -> Response:
    """A chart of the page as SVG, or the sentence that says why there is none."""
    record = record_named(study)
    wishes = _wishes(record)
    found = _part(record, chart)
    if found["plotly"] is None:
        return why_not(found)
    form = "narrow svg" if wishes.narrow else "svg"
    drawn = client.ask("results chart", wait=PATIENT, chart=chart, form=form, **_words(record))["svg"]
    return file_of(record, wishes, f"{chart}.svg", drawn, "image/svg+xml")


def results_table(study: str, chart: str) -> Response:
    """A table of the page as CSV."""
    record = record_named(study)
    wishes = _wishes(record)
    found = _part(record, chart)
    return why_not(found) if found["why_not"] else table_file(record, wishes, chart, found)


def _outcome(told: Told) -> Outcome:
    words = {name: told[name] for name in ("name", "label", "part", "sentence", "cautions", "assumptions")}
    return Outcome(**words, cards=_cards(told["parts"]))


def _cards(parts: Sequence[Told]) -> tuple[Card, ...]:
    found = cards({"charts": parts}, i18n.babel_locale())
    return tuple(dataclasses.replace(each, table=folded(each.table)) for each in found)


def _part(record: StudyRecord, name: str) -> Told:
    """One chart or table of the page, or the page that says there is none of this name."""
    told = client.ask("results", wait=PATIENT, **_words(record))
    every = [part for outcome in told["outcomes"] for part in outcome["parts"]] + told["who"]
    found: Told | None = next((part for part in every if part["name"] == name), None)
    return found or abort(404)


def _wishes(record: StudyRecord) -> Wishes:
    wishes = read_wishes(record.study, request.args.to_dict())
    if wishes.filters:
        raise WishError(gettext("Filters have no place on this page: it shows what the plan names."))
    return wishes


def _words(record: StudyRecord) -> dict[str, Any]:
    return {
        "study": record.name,
        "audience": access.audience(current_user.account.role),
        "language": i18n.language(),
    }
