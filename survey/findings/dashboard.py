"""The dashboard of a study in one language: live for researchers, as last released for everyone else."""

from __future__ import annotations

import datetime
import json
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from survey.dataset.cache import StudyColumns
from survey.findings import kept
from survey.findings.current import Current, Drawn, charts, current
from survey.findings.drawing_up import counts_of, is_open
from survey.findings.figures.flow import day_of, flow
from survey.findings.frozen import Shown, from_text
from survey.findings.localised import localised
from survey.findings.populations import OPEN, Base
from survey.findings.releasing import written
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import Tongue
from survey.findings.telling.why import why_not
from survey.store import figure_releases, studies
from survey.store.figure_releases import FigureRelease
from survey.store.studies import StudyRecord

RESEARCHER = "researcher"
SIMULATED = "simulated"


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see of one base: its charts, how many people it counts, and of which day.

    ``key``: the same for the same charts. ``open``: the bases that can be chosen. ``why_not``: the key of why nothing
    can be shown, '' when it can.
    """

    key: Hashable
    charts: tuple[Shown, ...]
    people: int | None
    register: int | None
    as_of: datetime.date | None
    open: frozenset[str]
    why_not: str


def answer(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The dashboard that ``words`` ask for: study, audience, language, filters."""
    record = studies.study_named(words["study"])
    tongue, base = Tongue(words["language"]), base_of(words["filters"])
    columns = kept.columns(record)
    exact = words["audience"] == RESEARCHER
    seen = sight(record, base, exact=exact)
    texts = Texts(columns, tongue)
    as_of = _iso(seen.as_of)

    def make() -> list[dict[str, Any]]:
        return [localised(chart, texts, record, as_of) for chart in seen.charts]

    told = kept.once(record.name, ("told", columns.version.foundation, seen.key, tongue), make)
    return {
        "study": record.name,
        "language": words["language"],
        "audience": words["audience"],
        "filters": dict(base),
        "simulated": SIMULATED in _modes(columns),
        "fictional": record.study.fictional,
        "people": seen.people,
        "register": seen.register,
        "as_of": as_of,
        "data_version": columns.version.token if exact else "",
        "why_not": why_not(tongue, seen.why_not, record),
        "choices": list(_choices(record, texts, base, seen.open)),
        "notes": list(_notes(tongue, columns, exact)),
        "charts": [*told, _flow(record, texts, exact=exact)],
    }


def _flow(record: StudyRecord, texts: Texts, *, exact: bool) -> dict[str, Any]:
    return localised(flow(record, exact=exact), texts, record, _iso(day_of(record, exact=exact)))


def base_of(filters: Mapping[str, str]) -> Base:
    """Filters as a base."""
    return tuple(sorted((str(name), str(value)) for name, value in filters.items()))


def sight(record: StudyRecord, base: Base, *, exact: bool) -> Sight:
    """What a researcher, or anybody else, may see of a base."""
    return _live(record, base) if exact else _released(record, base)


def _live(record: StudyRecord, base: Base) -> Sight:
    found = current(record)
    version = found.material.columns.version
    reason = "nobody" if not version.submitted else _why_closed(found, base)
    counted = counts_of(found.material, found.protection, base)
    drawn = Drawn((), ()) if reason else charts(record, base)
    return Sight(
        key=drawn.key,
        charts=drawn.charts,
        people=None if reason else counted[0],
        register=None if reason else counted[1],
        as_of=_day(version.as_of, record),
        open=frozenset(written(each) for each in open_bases_of(found)),
        why_not=reason,
    )


def _why_closed(found: Current, base: Base) -> str:
    if is_open(found.material, found.protection, base):
        return ""
    return found.protection.closed(found.material.last_wave.name, base)


def open_bases_of(found: Current) -> Iterator[Base]:
    """Every base in which something may be shown."""
    every = {base for opening in found.protection.openings.values() for base in opening.open}
    return (base for base in every if is_open(found.material, found.protection, base))


def _released(record: StudyRecord, base: Base) -> Sight:
    latest = figure_releases.latest(record.id)
    if latest is None or latest.minimum_cell < record.study.minimum_cell:
        return Sight((), (), None, None, None, frozenset(), "not_released")
    day = _day(latest.counted_before, record)
    text = figure_releases.charts(latest.id, written(base))
    opened = figure_releases.bases(latest.id)
    as_of = day and day - datetime.timedelta(days=1)
    if text is None:
        return Sight((), (), None, None, as_of, opened, "too_few")
    told = _read(record, latest, base, text)
    return Sight((latest.id, base), *told, as_of, opened, "")


def _read(
    record: StudyRecord, latest: FigureRelease, base: Base, text: str
) -> tuple[tuple[Shown, ...], int | None, int | None]:
    """The charts of a release as they were kept, read once."""

    def make() -> tuple[tuple[Shown, ...], int | None, int | None]:
        held = json.loads(text)
        return from_text(held["charts"]), held["people"], held["register"]

    return kept.once(record.name, ("release", latest.id, base), make)


def _choices(record: StudyRecord, texts: Texts, base: Base, opened: frozenset[str]) -> Iterator[dict[str, Any]]:
    for name in record.study.filters:
        others = tuple(pair for pair in base if pair[0] != name)
        options = [
            {
                "name": value,
                "label": texts[f"{name}:{value}"],
                "open": written(tuple(sorted((*others, (name, value))))) in opened,
            }
            for value in _values(record, name)
        ]
        yield {"filter": name, "label": texts[f"variable:{name}"], "options": options}


def _values(record: StudyRecord, name: str) -> Sequence[str]:
    study = record.study
    groups = {"arm": study.arms, "site": study.sites, "event": study.events}
    return study.languages if name == "language" else [each.name for each in groups[name]]


def _notes(tongue: Tongue, columns: StudyColumns, exact: bool) -> Iterator[str]:
    if exact and columns.version.submitted and OPEN in columns.attributes["origin"].names:
        codes = columns.attributes["origin"].codes
        others = codes.count(columns.attributes["origin"].names.index(OPEN))
        if others and others < len(codes):
            yield tongue.gettext(
                "People who came by the open link are not part of these figures: they are not in the register."
            )


def _modes(columns: StudyColumns) -> set[str]:
    mode = columns.attributes["mode"]
    return {mode.names[code] for code in set(mode.codes) if code >= 0}


def _day(moment: datetime.datetime | None, record: StudyRecord) -> datetime.date | None:
    return None if moment is None else moment.astimezone(ZoneInfo(record.study.time_zone)).date()


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()
