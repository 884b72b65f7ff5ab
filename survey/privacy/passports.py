"""Quotes with a passport: what a quote may show of its person, what in it may tell who it is, and who let it go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from survey.instrument.definition import text_in
from survey.privacy import coding_view
from survey.privacy.interview_view import CANNOT_BE_SHOWN
from survey.store import codings, linked_people, quote_reviews, transcripts
from survey.store.codings import Coding
from survey.store.quote_reviews import FACTS, RELEASED, Ground, Review
from survey.store.studies import StudyRecord
from survey.store.transcripts import QUOTES, Interview

TEXT, CONSENT, ATTRIBUTION, TOO_FEW = "text", "consent", "attribution", "too_few"
"""Why a decision holds no more: the words, the consent or what is said of the person changed, or it is too narrow."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What may be said of a person, and how many people of the register share it; None: not even that they are one."""

    facts: Mapping[str, str]
    people: int


@dataclass(frozen=True, slots=True)
class Passport:
    """A marked passage with what may be shown of it.

    ``attribution``: None where fewer people than the study's minimum share even the widest one. ``fallen``: why the
    decision that counts holds no more, '' while it does.
    """

    coding: Coding
    interview: Interview
    attribution: Attribution | None
    review: Review | None
    fallen: str = ""

    @property
    def may_be_released(self) -> bool:
        """Whether somebody may decide to release it at all."""
        return self.interview.quote != CANNOT_BE_SHOWN and self.attribution is not None

    @property
    def is_released(self) -> bool:
        """Whether it is shown beyond researchers now."""
        return self.may_be_released and not self.fallen and self.review is not None and self.review.decision == RELEASED


def passports(record: StudyRecord, reader: str) -> tuple[Passport, ...]:
    """The passports of key quotes that a reader may see and that may be quoted, and of whatever was decided upon."""
    sight = coding_view.sight(record, reader)
    seen = (each for each in codings.of_study(record.id) if sight.sees(each.transcript, each.coder, each.layer))
    wanted = (
        each
        for each in _made(record, seen)
        if each.review is not None or (each.coding.said.is_key and each.interview.quote != CANNOT_BE_SHOWN)
    )
    return _once(wanted)


def passport(record: StudyRecord, reader: str, number: int, guid: str) -> Passport | None:
    """The passport of one passage; None where there is none that this reader may see."""
    interview = transcripts.interview(record.id, number)
    if interview is None:
        return None
    sight = coding_view.sight(record, reader)
    found = codings.of_interview(interview, guid=guid)
    return next(_made(record, (each for each in found if sight.sees(interview.id, each.coder, each.layer))), None)


def released(record: StudyRecord) -> tuple[Passport, ...]:
    """The quotes that are shown beyond researchers now, whoever marked them."""
    reviews = quote_reviews.latest(record.id)
    wanted = {guid for (_transcript, guid), review in reviews.items() if review.decision == RELEASED}
    if not wanted:
        return ()
    found = (each for each in codings.of_study(record.id) if each.guid in wanted)
    return _once(each for each in _made(record, found) if each.is_released)


def ground(passport: Passport) -> Ground:
    """What a decision about it stands on."""
    facts = passport.attribution.facts if passport.attribution else {}
    return Ground(_digest(passport.coding.quote), passport.interview.quote, facts)


def attributions(record: StudyRecord, interviews: Iterable[Interview]) -> Mapping[int, Attribution | None]:
    """What may be said of the person of each interview, by its key: the same beside every quote of it.

    The most facts that at least the study's minimum of people share; among as many the most telling. Where the consent
    lets no words stand beside what the register says, nothing but that it is one of the people of the register.
    """
    shared = quote_reviews.people_by_facts(record.id)
    known = linked_people.attributes(record.id)
    least = record.study.minimum_cell
    return {each.id: widened(known.get(each.number, {}), shared, least) for each in interviews}


def _once(found: Iterable[Passport]) -> tuple[Passport, ...]:
    """Each passage once for each of its codes, whoever marked it: what was decided upon first."""
    kept: dict[tuple[object, ...], Passport] = {}
    for each in found:
        place = (each.coding.transcript, each.coding.passage, each.coding.said.code)
        if place not in kept or (kept[place].review is None and each.review is not None):
            kept[place] = each
    return tuple(kept.values())


def _made(record: StudyRecord, found: Iterable[Coding]) -> Iterator[Passport]:
    interviews = {each.id: each for each in transcripts.interviews(record.id)}
    reviews = quote_reviews.latest(record.id)
    told = attributions(record, interviews.values())
    for each in found:
        interview = interviews.get(each.transcript)
        if interview is None:  # open answers stay with the researchers
            continue
        review, attribution = reviews.get((each.transcript, each.guid)), told[each.transcript]
        yield Passport(each, interview, attribution, review, _fallen(each, interview, attribution, review))


def facts_in(record: StudyRecord, attribution: Attribution, language: str) -> list[str]:
    """What is said of a person in a language of the study, fact by fact."""
    study = record.study
    named = {each.name: each.label for each in (*study.arms, *study.sites, *study.events)}
    told = ((value, named.get(value)) for value in attribution.facts.values())
    return [text_in(label, language, study.default_language) if label else value for value, label in told]


def widened(facts: Mapping[str, str], shared: Mapping[tuple[str | None, ...], int], least: int) -> Attribution | None:
    """The most of these facts that so many people share, by how many share each combination of ``FACTS``."""
    for names in _wider([name for name in FACTS if name in facts]):
        places = [(FACTS.index(name), facts[name]) for name in names]
        people = sum(count for here, count in shared.items() if all(here[place] == value for place, value in places))
        if people >= least:
            return Attribution({name: facts[name] for name in names}, people)
    return None


def _wider(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All of these names, then fewer and fewer; among as many those with the most telling first."""
    for count in range(len(names), -1, -1):
        yield from combinations(names, count)


def _fallen(coding: Coding, interview: Interview, attribution: Attribution | None, review: Review | None) -> str:
    if review is None:
        return ""
    if review.ground.digest != _digest(coding.quote):
        return TEXT
    if QUOTES.index(interview.quote) < QUOTES.index(review.ground.quote):
        return CONSENT
    if attribution is None:
        return TOO_FEW
    return "" if dict(attribution.facts) == dict(review.ground.attribution) else ATTRIBUTION


def _digest(quote: str) -> str:
    return hashlib.sha256(quote.encode()).hexdigest()
