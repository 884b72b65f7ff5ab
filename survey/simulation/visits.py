"""What each person of a register does with each link: nothing, a look, a refusal, a beginning, or a whole answer."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from zoneinfo import ZoneInfo

from survey.instrument.flow import Flow
from survey.instrument.study import Study, minutes_of
from survey.simulation import moments, participation
from survey.simulation.chance import chance
from survey.simulation.moments import Season
from survey.simulation.participation import HIDDEN, Candidate
from survey.simulation.population import Population, items_now, score
from survey.simulation.replies import AskedWave, replies
from survey.simulation.walk import walk
from survey.store import clock, versions
from survey.store.simulated import RegisterPerson, SimulatedVisit
from survey.store.studies import WaveRecord
from survey.store.submissions import STARTED, SUBMITTED

DEFAULT_LANGUAGE_SHARE = 0.06
"""So many of those to whom the register gives another language answer in the study's own all the same."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How many answer at the first wave, the seed, and what loss depends on."""

    people: int
    seed: int
    loss: str

    def as_told(self) -> dict[str, str | int]:
        """As the log keeps them."""
        return {"people": self.people, "seed": self.seed, "loss": self.loss}


@dataclass(frozen=True, slots=True)
class _Round:
    """One wave with what its visits need: its flow, the days that are past, and whose turn has come."""

    record: WaveRecord
    asked: AskedWave
    flow: Flow
    season: Season
    due: frozenset[int]


def able(found: Population) -> int:
    """How many people could answer at the first wave: their turn has come, and their link is alive."""
    first = _round(found, 0)
    return len(first.due) if first else 0


def visits(found: Population, choices: Choices) -> Iterator[SimulatedVisit]:
    """Every visit of every wave, each person's decided by chance of their own."""
    first: frozenset[int] = frozenset()
    for place in range(len(found.record.waves)):
        this = _round(found, place)
        if this is None:
            continue
        answering = who_answers(found, choices, place, this.due, first)
        first = first or answering
        for number, person in enumerate(found.people):
            if person.key not in this.due:
                continue
            absent_before = place > 0 and person.key not in first
            step = participation.step_of_the_others(_luck(found, this, person, "step"), absent_before=absent_before)
            if person.key in answering:
                step = SUBMITTED
            if step:
                yield _visit(found, this, number, step)


def _luck(found: Population, this: _Round, person: RegisterPerson, what: str) -> Random:
    """Chance for one thing of one visit: days move with the calendar, and must move nothing else."""
    return chance(found.seed, found.record.name, this.asked.name, what, person.participant_id)


def _round(found: Population, place: int) -> _Round | None:
    """A wave of the study; None while it has no whole day behind it."""
    wave, zone = found.record.waves[place], ZoneInfo(found.record.study.time_zone)
    season = moments.season(wave, zone, clock.now())
    if season is None:
        return None
    dated = any(_anchor(found, person, place) for person in found.people)
    due = frozenset(
        person.key
        for person in found.people
        if wave.id in person.waves and (not dated or _has_come(_anchor(found, person, place), season))
    )
    return _Round(wave, found.waves[place], versions.flow(wave.questionnaire_digest), season, due)


def _anchor(found: Population, person: RegisterPerson, place: int) -> datetime.date | None:
    """The day in somebody's support that a wave of several follows: the entry, then the end."""
    if len(found.waves) == 1:
        return None
    return person.support_end if place else person.entry_date


def _has_come(anchor: datetime.date | None, season: Season) -> bool:
    return anchor is not None and anchor < season.last


def who_answers(
    found: Population, choices: Choices, place: int, due: frozenset[int], first: frozenset[int]
) -> frozenset[int]:
    """Who of those ``due`` answers at a wave: at the first one the number asked for, later those of them who stay."""
    study, hidden = found.record.study, choices.loss == HIDDEN
    people = [(number, person) for number, person in enumerate(found.people) if person.key in due]
    if place == 0:
        unseen = hidden and len(found.waves) == 1
        drawn = [Candidate(person, _told(found, 0, number) if unseen else None) for number, person in people]
        return participation.respondents(study, drawn, choices.people, choices.seed)
    candidates = [Candidate(person, _told(found, place if hidden else 0, number)) for number, person in people]
    return frozenset(
        each.person.key
        for each in candidates
        if each.person.key in first
        and participation.answers_again(study, each, found.waves[place].name, choices.seed, hidden=hidden)
    )


def _told(found: Population, place: int, number: int) -> float | None:
    """The score on which loss may depend: that of the first planned scale, from the whole answer at a wave."""
    wave = found.waves[place]
    planned = [name for _part, name in found.record.study.plan.outcomes()]
    known = [*planned, *(scale.name for scale in wave.questionnaire.scales)]
    scale = next((name for name in known if items_now(wave, name)), None)
    return None if scale is None else score(wave, scale, found.places[wave.name][number])


def _visit(found: Population, this: _Round, number: int, step: str) -> SimulatedVisit:
    person, study = found.people[number], found.record.study
    clock_luck, luck = _luck(found, this, person, "day"), _luck(found, this, person, "replies")
    day = _day(found, this, person, clock_luck)
    begun, ended = moments.on(day, ZoneInfo(study.time_zone), minutes_of(study, this.asked.name), clock_luck)
    if step not in (STARTED, SUBMITTED):
        return SimulatedVisit(person.key, this.record, step, begun)
    said = replies(this.asked, found.places[this.asked.name][number], person, day, luck)
    pages = luck.randrange(len(this.flow.pages)) if step == STARTED else None
    walked = walk(this.flow, said, day, pages)
    return SimulatedVisit(
        person=person.key,
        wave=this.record,
        step=step,
        ended_at=ended,
        started_at=begun,
        language=_language(study, person, luck),
        document=walked.document,
        revision=walked.revision,
    )


def _day(found: Population, this: _Round, person: RegisterPerson, luck: Random) -> datetime.date:
    anchor = _anchor(found, person, this.record.position)
    if anchor is None:
        return moments.recent_day(this.season, luck)
    return moments.day_after(this.season, anchor, luck)


def _language(study: Study, person: RegisterPerson, luck: Random) -> str:
    own = person.language if person.language in study.languages else None
    return study.default_language if own is None or luck.random() < DEFAULT_LANGUAGE_SHARE else own
