"""The page on which a coder says of one interview where its words point, scale by scale, and locks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext

from survey import i18n
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.privacy import concordance
from survey.privacy.concordance import Kept, Said
from survey.store import directions, transcripts
from survey.store.directions import Direction, DirectionError
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview
from survey.views.joint import asked, asking, speaking

FIELD = "way-"
LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Told:
    """One scale: its own versions, and after the lock where the person stands and what others said."""

    name: str
    label: str
    versions: tuple[Direction, ...]
    stands: str = ""
    others: tuple[Said, ...] = ()

    @property
    def is_locked(self) -> bool:
        """Whether the direction is locked."""
        return bool(self.versions) and self.versions[0].is_locked


def shown(study: str, number: int) -> str:
    """The directions of one interview."""
    record = asked.record_named(study)
    return _page(record, interview_of(record, number))


def keep(study: str, number: int) -> Any:
    """Keep what was chosen, and lock it when asked."""
    record = asked.record_named(study)
    interview, sent = interview_of(record, number), request.form
    scales = speaking.scales(record, i18n.language())
    ways = {name: sent[FIELD + name] for name in scales if FIELD + name in sent}
    lock = sent.get("act") == LOCK
    try:
        directions.keep(record, interview, asked.reader(), ways, lock=lock)
    except DirectionError as error:
        return _page(record, interview, speaking.refusal(error.rule), ways), _status(error)
    flash(gettext("Locked: it stays as it is.") if lock else gettext("Kept. You can change it until you lock it."))
    return redirect(url_for("joint.directions", study=study, number=number), 303)


def correct(study: str, number: int) -> Any:
    """Keep a correction beside what is locked."""
    record = asked.record_named(study)
    interview, sent = interview_of(record, number), request.form
    try:
        directions.correct(record, interview, asked.reader(), sent.get("scale", ""), sent.get("way", ""))
    except DirectionError as error:
        return _page(record, interview, speaking.refusal(error.rule)), _status(error)
    flash(gettext("The correction is kept beside the first direction."))
    return redirect(url_for("joint.directions", study=study, number=number), 303)


def interview_of(record: StudyRecord, number: int) -> Interview:
    """The interview of an address; there is no such page where there is none."""
    return (transcripts.interview(record.id, number) if number > 0 else None) or abort(404)


def _status(error: DirectionError) -> int:
    return 409 if error.rule in ("locked", "gone") else 422


def _page(record: StudyRecord, interview: Interview, mistake: str = "", typed: Mapping[str, str] | None = None) -> str:
    known = concordance.kept(record, asked.reader())
    scales = [*_told(record, known, interview)]
    return asked.page(
        "directions",
        record,
        interview=interview,
        mistake=mistake,
        typed=typed or {},
        open_scales=[each for each in scales if not each.is_locked],
        locked=[each for each in scales if each.is_locked],
        seen_before=(interview.id, asked.reader()) in known.sights,
        ways=speaking.WAYS,
        zone=ZoneInfo(record.study.time_zone),
    )


def _told(record: StudyRecord, known: Kept, interview: Interview) -> list[Told]:
    """The figure process is asked only where something is locked: nothing else of a score comes near this page."""
    names = speaking.scales(record, i18n.language())
    found = [Told(name, label, known.own(interview, name)) for name, label in names.items()]
    if not any(each.is_locked for each in found):
        return found
    told, figures = "", None
    try:
        figures = asking.stands_of(record, asking.PATIENT) if interview.link else None
    except (FiguresStarting, FiguresFailed):
        told = gettext("Figures cannot be shown now.")
    if not interview.link:
        told = gettext("This interview may not stand beside answers: no score is told, and no grid counts it.")
    return [_after_the_lock(known, interview, each, figures, told) if each.is_locked else each for each in found]


def _after_the_lock(
    known: Kept, interview: Interview, scale: Told, figures: Mapping[str, Any] | None, told: str
) -> Told:
    if figures is not None:
        place = concordance.places_of(figures, scale.name).get(interview.number)
        nothing = gettext("There is no score of this person.")
        told = nothing if place is None else str(place["why_not"])
        if place is not None and place["band"]:
            told = str(speaking.bands(figures)[place["band"]])
    others = [each for each in known.said(interview, scale.name) if each.first.coder != known.reader]
    return Told(scale.name, scale.label, scale.versions, told, tuple(others))
