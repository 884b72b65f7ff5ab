"""Studies for those who are signed in: waves, languages, scales, participant flow, the open link."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from survey import i18n
from survey.fieldwork.links import open_link
from survey.findings import client
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.forms.staff import WaveForm
from survey.instrument.definition import Questionnaire, Text, text_in
from survey.privacy import access
from survey.privacy.flow_release import release_study
from survey.privacy.flow_view import FlowView, exact_view, released_view
from survey.store import clock, failures, releases, simulated, studies, versions
from survey.store.failures import FailureCount
from survey.store.studies import StudyRecord, UnknownStudyError, WaveRecord

blueprint = Blueprint("study", __name__, url_prefix="/staff")

SECONDS_TO_START = 10.0
"""How long a release waits for the process that computes figures."""
STEPS = {
    "not_opened": lazy_gettext("Link not opened"),
    "opened_only": lazy_gettext("Link opened, nothing decided"),
    "declined": lazy_gettext("Declined"),
    "broken_off": lazy_gettext("Begun, not sent"),
    "submitted": lazy_gettext("Sent"),
}


@dataclass(frozen=True, slots=True)
class WaveView:
    """What the page shows of one wave."""

    record: WaveRecord
    label: str
    is_open: bool
    opens: datetime.date | None
    closes: datetime.date | None
    invited: int
    flows: tuple[FlowView, ...]
    questionnaire: Questionnaire
    open_link: str
    form: WaveForm
    failures: tuple[FailureCount, ...]


def _record(name: str) -> StudyRecord:
    try:
        return studies.study_named(name)
    except UnknownStudyError:
        abort(404)


def _wave(record: StudyRecord, name: str) -> WaveRecord:
    try:
        return record.wave(name)
    except UnknownStudyError:
        abort(404)


def _to_study(record: StudyRecord) -> Response:
    return redirect(url_for("study.study", study=record.name), 303)


@blueprint.get("/", endpoint="studies")
def list_studies() -> str:
    """Every study."""
    listed = [(record, _text(record, record.study.title)) for record in studies.all_studies()]
    return render_template("staff/studies.html", listed=listed)


@blueprint.get("/<study>/")
def study(study: str) -> str:
    """One study."""
    return _page(_record(study), {})


def _page(record: StudyRecord, sent: Mapping[str, WaveForm]) -> str:
    return render_template(
        "staff/study.html",
        record=record,
        study_title=_text(record, record.study.title),
        waves=[_wave_view(record, wave, sent.get(wave.name)) for wave in record.waves],
        steps=STEPS,
        exact=access.sees_exact_counts(current_user.account.role),
        is_simulated=record.study.fictional and simulated.is_simulated(record),
        text=lambda text: _text(record, text),
        page_path=url_for("study.study", study=record.name),
        has_errors=any(form.errors for form in sent.values()),
    )


def _text(record: StudyRecord, text: Text) -> str:
    return text_in(text, i18n.language(), record.study.default_language)


def _wave_view(record: StudyRecord, wave: WaveRecord, sent: WaveForm | None) -> WaveView:
    zone = ZoneInfo(record.study.time_zone)
    opens, closes = _days(wave, zone)
    role = current_user.account.role
    labels = {each.name: each.label for each in record.study.waves}
    link = open_link(current_app.config["JALON"].base_url, record, wave) if access.sees_open_link(role) else ""
    if access.sees_exact_counts(role):
        flows = [exact_view(wave, origin) for origin in releases.ORIGINS]
    else:
        flows = [released_view(record, wave, origin, zone) for origin in releases.ORIGINS]
    return WaveView(
        record=wave,
        label=_text(record, labels[wave.name]),
        is_open=wave.is_open(clock.now()),
        opens=opens,
        closes=closes,
        invited=releases.invited(wave.id),
        flows=tuple(flows),
        questionnaire=versions.questionnaire(wave.questionnaire_digest),
        open_link=link,
        failures=failures.of_wave(wave.id) if access.sees_exact_counts(role) else (),
        form=sent or WaveForm(formdata=None, prefix=wave.name, opens=opens, closes=closes),
    )


def _days(wave: WaveRecord, zone: ZoneInfo) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day on which answers are taken, some of the day at least."""
    opens = wave.opens_at and wave.opens_at.astimezone(zone).date()
    last = wave.closes_at and (wave.closes_at - datetime.timedelta(microseconds=1)).astimezone(zone).date()
    return opens, last


@blueprint.post("/<study>/waves/<wave>")
def set_wave(study: str, wave: str) -> Response | tuple[str, int]:
    """Open or close a wave, now or on given days."""
    record = _record(study)
    found = _wave(record, wave)
    form = WaveForm(prefix=found.name)
    if not form.validate():
        return _page(record, {found.name: form}), 422
    opens_at, closes_at = _times(record, found, form)
    studies.set_wave_times(found, opens_at, closes_at, study=record.name, actor=current_user.account.name)
    flash(gettext("The days of the wave are kept."))
    return _to_study(record)


def _times(record: StudyRecord, wave: WaveRecord, form: WaveForm) -> studies.Times:
    moment, zone = clock.now(), ZoneInfo(record.study.time_zone)
    opens_at, closes_at = wave.opens_at, wave.closes_at
    if form.open_now.data or form.close_now.data:
        return studies.turned((opens_at, closes_at), moment, on=form.open_now.data)
    opens, closes = _days(wave, zone)
    if form.opens.data != opens:  # a time that was not midnight is kept as long as its day is
        opens_at = form.opens.data and studies.start_of(form.opens.data, zone)
    if form.closes.data != closes:
        closes_at = form.closes.data and studies.end_of(form.closes.data, zone)
    return opens_at, closes_at


@blueprint.post("/<study>/open-link")
def switch_open_link(study: str) -> Response:
    """Let people take part through the open link, or no longer."""
    record = _record(study)
    on = request.form.get("open_link") == "on"
    if on != record.open_link:
        studies.switch_open_link(record, on, current_user.account.name)
    flash(gettext("The open link is on.") if on else gettext("The open link is off."))
    return _to_study(record)


@blueprint.post("/<study>/figures")
def release(study: str) -> Response:
    """Bring the figures that staff see up to date, as far as they tell of nobody."""
    record, actor = _record(study), current_user.account.name
    released = sum(outcome.released for outcome in release_study(record, actor))
    if released:
        flash(ngettext("%(num)d table was brought up to date.", "%(num)d tables were brought up to date.", released))
    try:
        dashboard = client.ask("release", wait=SECONDS_TO_START, study=record.name, actor=actor)["released"]
    except (FiguresStarting, FiguresFailed):
        flash(gettext("The dashboard could not be brought up to date now. Press again in a moment."))
        return _to_study(record)
    if dashboard:
        flash(gettext("The dashboard was brought up to date."))
    elif not released:
        flash(gettext("Nothing new can be shown yet: it would tell of too few people."))
    return _to_study(record)
