"""Whom have we not heard: interviews beside everyone who answered, with the gaps in a sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Response
from flask_babel import LazyString, format_decimal, gettext, lazy_gettext

from survey import i18n
from survey.findings import client
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.store.studies import StudyRecord
from survey.views.joint import asked, asking

AGAIN_IN = "2"
SCALE, REGISTER, WAVE = "scale", "register", "wave"
NOBODY, FEW = "nobody", "few"
TITLES: Mapping[str, LazyString] = {
    SCALE: lazy_gettext("By what they answered"),
    REGISTER: lazy_gettext("By what the register says"),
    WAVE: lazy_gettext("By time of measurement"),
}
OF_A_THIRD: Mapping[str, LazyString] = {
    "band:low": lazy_gettext("Nobody in the low third of %(what)s has been interviewed."),
    "band:middle": lazy_gettext("Nobody in the middle third of %(what)s has been interviewed."),
    "band:high": lazy_gettext("Nobody in the high third of %(what)s has been interviewed."),
}


def shown(study: str) -> Response | str:
    """The strips and the gaps of a study."""
    record = asked.record_named(study)
    try:
        found = client.ask("coverage", wait=asking.AT_ONCE, study=record.name, language=i18n.language())
    except FiguresStarting:
        told = gettext("The figures are being prepared. The page comes back by itself.")
        return Response(_page(record, told=told), headers={"Refresh": AGAIN_IN}, mimetype="text/html")
    except FiguresFailed:
        return _page(record, told=gettext("Figures cannot be shown now."))
    return _page(record, found=found)


def gaps(strips: list[Mapping[str, Any]]) -> Iterator[str]:
    """A sentence for each gap, the biggest first."""
    lacking = [(strip, part) for strip in strips for part in strip["parts"] if part["gap"]]
    for strip, part in sorted(lacking, key=lambda pair: -pair[1]["lacking"]):
        yield sentence(strip, part)


def sentence(strip: Mapping[str, Any], part: Mapping[str, Any]) -> str:
    """What is lacking in a part of everyone."""
    what, where = strip["label"], part["label"]
    if part["gap"] == FEW:
        heard, expected = format_decimal(part["interviewed"], "0"), format_decimal(part["expected"], "0.#")
        return gettext(
            "%(what)s, %(part)s: interviewed %(heard)s, to be expected about %(expected)s.",
            what=what,
            part=where,
            heard=heard,
            expected=expected,
        )
    if part["key"] in OF_A_THIRD:
        return str(OF_A_THIRD[part["key"]]) % {"what": what}
    if strip["kind"] == WAVE:
        return gettext("Nobody has been interviewed at the time “%(part)s”.", part=where)
    return gettext("Nobody of “%(part)s” (%(what)s) has been interviewed.", part=where, what=what)


def _page(record: StudyRecord, found: Mapping[str, Any] | None = None, told: str = "") -> str:
    strips = [] if found is None else found["strips"]
    return asked.page(
        "coverage",
        record,
        found=found,
        told=told,
        titles=TITLES,
        gaps=list(gaps(strips)),
        missing=[] if found is None else list(_missing(found)),
    )


def _missing(found: Mapping[str, Any]) -> Iterator[str]:
    """Why nobody, or not everybody, can be placed."""
    if not found["interviewed"]:
        yield gettext("There are no interviews yet: bring them in under “Interviews”.")
    elif not found["linked"]:
        yield gettext(
            "None of the interviews may stand beside answers, so that nobody can be placed. If people agreed, say so "
            "in the list of interviews and import the files again."
        )
    elif found["interviewed"] > found["linked"]:
        yield gettext("Gaps are told of those who may be placed; whoever may not might stand in one of them.")
