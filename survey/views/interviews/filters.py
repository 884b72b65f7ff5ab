"""The filters of a search as a page shows them: what can be chosen, what is chosen, what the address asks in vain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request
from flask_babel import LazyString, gettext, lazy_gettext

from survey import i18n
from survey.findings import client
from survey.privacy import search_filters
from survey.privacy.search_filters import (
    CODE,
    KIND,
    LANGUAGE,
    MEETS,
    ROLE,
    SPEAKER,
    THIRD,
    WAVE,
    Chosen,
    Searchable,
    Viewer,
)
from survey.store import codes, transcripts
from survey.store.studies import StudyRecord
from survey.views.interviews import asked

LABELS: Mapping[str, LazyString] = {
    KIND: lazy_gettext("Interviews or open answers"),
    ROLE: lazy_gettext("Who speaks"),
    SPEAKER: lazy_gettext("Speaker"),
    LANGUAGE: lazy_gettext("Language"),
    WAVE: lazy_gettext("Wave"),
    CODE: lazy_gettext("Code"),
    MEETS: lazy_gettext("Where it meets the code"),
    THIRD: lazy_gettext("Third of a scale"),
}
ROLES: Mapping[str, LazyString] = {
    "interviewer": lazy_gettext("interviewer"),
    "respondent": lazy_gettext("interviewed person"),
    "other": lazy_gettext("somebody else"),
}
NO_FILTERS = ("q", "page")
KINDS: Mapping[str, LazyString] = {
    "interview": lazy_gettext("Interviews"),
    "answers": lazy_gettext("Open answers"),
}
SEVERAL_LANGUAGES = "mul"
LONGEST_TOLD = 60
"""Characters of an address that are told again."""
NOT_NOW = 0.0


@dataclass(frozen=True, slots=True)
class Option:
    """One value that can be chosen, and how much it holds."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter with what can be chosen; ``without``: the words of the address that leave it out."""

    name: str
    label: str
    options: tuple[Option, ...]
    without: Mapping[str, str] = field(default_factory=dict)

    @property
    def chosen(self) -> Option | None:
        """What is chosen of it."""
        return next((option for option in self.options if option.chosen), None)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The filters of a page, what is chosen, and what is to be said about them; ``refused``: nothing can be shown."""

    among: Searchable
    filters: tuple[Filter, ...]
    chosen: Chosen
    told: tuple[str, ...]
    refused: bool

    @property
    def active(self) -> tuple[Filter, ...]:
        """The filters with a value that is chosen."""
        return tuple(each for each in self.filters if each.chosen)


def narrowing(record: StudyRecord, viewer: Viewer, words: str) -> Narrowing:
    """What the address of a search asks for, held against what there is."""
    sent = {name: value for name, value in request.args.items() if value and name not in NO_FILTERS}
    known = search_filters.filters_of(viewer)
    thirds, told = _thirds(record, viewer, wait=client.WAIT if THIRD in sent else NOT_NOW)
    among = search_filters.searchable(record, viewer, {each["key"]: each["interviews"] for each in thirds})
    offered = search_filters.values(among, viewer)
    chosen = {name: value for name, value in sent.items() if name in known}
    wrong = search_filters.unknown(offered, chosen)
    filters = tuple(
        Filter(
            name,
            str(LABELS[name]),
            tuple(
                Option(each.value, label, each.count, chosen.get(name) == each.value)
                for each, label in zip(values, _labels(record, name, among, thirds, values), strict=True)
            ),
            {"q": words, **{other: value for other, value in chosen.items() if other != name}},
        )
        for name, values in offered.items()
    )
    refusals = tuple(_refusals(sent, known, wrong, thirds_told=told))
    return Narrowing(among, filters, chosen, refusals or told, bool(refusals))


def _labels(
    record: StudyRecord,
    name: str,
    among: Searchable,
    thirds: Sequence[Mapping[str, Any]],
    values: Sequence[search_filters.Value],
) -> list[str]:
    """How each value is called in the language of the page."""
    if name in (CODE, MEETS):
        paths = {code.guid: " › ".join(codes.path(among.codebook, code.id)) for code in among.codebook}
        return [paths[each.value] for each in values]
    if name == THIRD:
        told = {each["key"]: f"{each['scale_label']} ({each['label']}): {each['band_label']}" for each in thirds}
        return [told[each.value] for each in values]
    if name == WAVE:
        waves = {wave.name: asked.text(record, wave.label) for wave in record.study.waves}
        return [waves.get(each.value, each.value) for each in values]
    if name == LANGUAGE:
        several = {SEVERAL_LANGUAGES: gettext("several languages")}
        return [several.get(each.value) or i18n.NAMES.get(each.value, each.value) for each in values]
    if name == KIND:
        return [str(KINDS[each.value]) for each in values]
    return [str(ROLES[each.value]) if name == ROLE else each.value for each in values]


def _refusals(
    sent: Mapping[str, str], known: Sequence[str], wrong: Sequence[str], *, thirds_told: Sequence[str]
) -> Iterator[str]:
    """What the address asks for and cannot be had: nothing is left out in silence."""
    for name in sent:
        if name not in known:
            yield gettext("The address asks for “%(filter)s”, which is no filter here.", filter=name[:LONGEST_TOLD])
    for name in wrong:
        if name == THIRD and thirds_told:
            yield from thirds_told
        else:
            yield gettext(
                "“%(value)s” is no value of the filter “%(filter)s”: choose one from its list.",
                value=sent[name][:LONGEST_TOLD],
                filter=str(LABELS[name]),
            )


def _thirds(record: StudyRecord, viewer: Viewer, *, wait: float) -> tuple[Sequence[Mapping[str, Any]], tuple[str, ...]]:
    """The thirds of everyone with the interviews of each; a sentence where nobody can tell them now."""
    if not viewer.is_researcher or not transcripts.linked(record.id):
        return (), ()
    try:
        answer = client.ask("by thirds", wait=wait, study=record.name, language=i18n.language())
    except client.FiguresStarting:
        return (), (gettext("The thirds of the scales are being prepared: open this page again in a moment."),)
    except client.FiguresFailed:
        return (), (gettext("The thirds of the scales cannot be told now."),)
    return answer.get("thirds", ()), ()
