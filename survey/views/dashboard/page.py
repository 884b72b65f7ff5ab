"""The page of a dashboard: cards on one side, voices on the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for
from flask_login import current_user

from survey import i18n
from survey.privacy import access, interview_view
from survey.privacy.joint_matrix import Matrix
from survey.store import versions
from survey.store.studies import StudyRecord
from survey.views.dashboard import voices
from survey.views.dashboard.asking import figures_of, record_named, standing_of, title_of, wishes_for
from survey.views.dashboard.cards import cards, day
from survey.views.dashboard.plotly_script import plotly_script
from survey.views.dashboard.wishes import NARROW, NO_VOICES, Wishes

MOST_TURNS = 60
"""Turns of an interview beside the figures; all of them are on its own page."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the figures: one interview with its person's thirds, or the list of those that may be read."""

    pane: interview_view.Pane | None
    voices: tuple[interview_view.Voice, ...]
    standing: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses that a dashboard leads to, with the filters of this one."""

    study: str
    wishes: Wishes

    def page(self, **changes: object) -> str:
        """This dashboard, but for ``changes``; None leaves a word out."""
        return self._to("dashboard", self.wishes.address(**changes))

    def figures(self) -> str:
        """The figures as JSON."""
        return self._to("figures", self.wishes.filters)

    def picture(self, chart: str, *, narrow: bool = False) -> str:
        """The picture of a chart; the narrow one is for telephones."""
        return self._to("picture", {"chart": chart, **self.wishes.filters} | ({NARROW: "yes"} if narrow else {}))

    def table(self, chart: str) -> str:
        """The table of a chart."""
        return self._to("table", {"chart": chart, **self.wishes.filters})

    def _to(self, endpoint: str, words: Mapping[str, Any]) -> str:
        return url_for(f"dashboard.{endpoint}", study=self.study, **words)


def dashboard(study: str) -> str:
    """Figures beside interviews."""
    record = record_named(study)
    wishes = wishes_for(record)
    matrix = voices.model(record)
    voices.check(wishes, matrix)
    beside = _beside(record, wishes)
    return _page(record, wishes, beside, figures_of(record, wishes), matrix)


def _page(record: StudyRecord, wishes: Wishes, beside: Beside, figures: Mapping[str, Any], matrix: Matrix) -> str:
    shown = cards(figures, i18n.babel_locale(), last_wave=record.waves[-1].name, labels=voices.labels(matrix))
    quotes = voices.voices(record, wishes, matrix, shown)
    has_side = bool(beside.pane or beside.voices or quotes)
    return render_template(
        "staff/dashboard/dashboard.html",
        record=record,
        study_title=title_of(record),
        wishes=wishes,
        figures=figures,
        cards=shown,
        has_side=has_side,
        leading=voices.leading(matrix, shown)
        if has_side or voices.are_released(record)
        else {card.name: () for card in shown},
        quotes=quotes,
        mark_of=voices.mark_of,
        no_voices=NO_VOICES,
        as_of=day(figures["as_of"]),
        is_live=figures["audience"] == access.RESEARCHER,
        is_draft=_is_draft(record),
        beside=beside,
        addresses=Addresses(record.name, wishes),
        plotly=plotly_script(),
        page_path=request.full_path.rstrip("?"),
    )


def _beside(record: StudyRecord, wishes: Wishes) -> Beside:
    role = current_user.account.role
    if wishes.interview is None:
        return Beside(None, interview_view.voices(record, role))
    pane = interview_view.pane(record, role, wishes.interview, wishes.searched, most=MOST_TURNS) or abort(404)
    return Beside(pane, (), standing_of(record, wishes.interview) if pane.is_linked else ())


def _is_draft(record: StudyRecord) -> bool:
    """Whether no native reader has read some questionnaire of the study in the language of the page."""
    drafts = {
        each.status != "reviewed"
        for wave in record.waves
        for each in versions.questionnaire(wave.questionnaire_digest).languages
        if each.code == i18n.language()
    }
    return any(drafts)
