"""Quotes with a passport: the list of them, and the page on which one is read and let go or kept back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import LazyString, gettext, lazy_gettext

from survey import i18n
from survey.privacy import passports
from survey.privacy.passports import ATTRIBUTION, CONSENT, TEXT, TOO_FEW, Attribution, Passport
from survey.store import codes, quote_reviews, transcripts
from survey.store.quote_reviews import KEPT_BACK, LONGEST_NOTE, RELEASED, NewReview, ReviewError
from survey.store.studies import StudyRecord
from survey.store.transcripts import LARGEST_NUMBER
from survey.views.joint import asked
from survey.voices import identifying
from survey.voices.identifying import FIGURES, MARKED, NAME, RARE, SHAPE, Telling

TO_READ, FALLEN = "to_read", "fallen"
STATES: Mapping[str, LazyString] = {
    FALLEN: lazy_gettext("To be read again: what was decided holds no more"),
    TO_READ: lazy_gettext("Nobody has decided yet"),
    RELEASED: lazy_gettext("Released"),
    KEPT_BACK: lazy_gettext("Kept back"),
}
WHY_FALLEN: Mapping[str, LazyString] = {
    TEXT: lazy_gettext("The words are others now: a name was replaced in them, or the mark was moved."),
    CONSENT: lazy_gettext("The person's consent to quotes is a narrower one now."),
    ATTRIBUTION: lazy_gettext("What may be said of the person is something else now."),
    TOO_FEW: lazy_gettext("Too few people share what would be said of the person."),
}
LEVELS: Mapping[str, LazyString] = {
    "none": lazy_gettext("nobody: excerpts may not be quoted"),
    "team": lazy_gettext("the team"),
    "partner": lazy_gettext("the team and its partners"),
    "public": lazy_gettext("everybody"),
}
WHY_TELLING: Mapping[str, LazyString] = {
    SHAPE: lazy_gettext("looks like a number, an address or an e-mail"),
    NAME: lazy_gettext("may be a name"),
    FIGURES: lazy_gettext("a figure: an age, a date, an amount"),
    MARKED: lazy_gettext("stands for a name that was replaced"),
    RARE: lazy_gettext("said in no other interview"),
}
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a quote; ``why`` says why it may tell who said it, '' where it does not."""

    text: str
    why: str = ""


def listed(study: str) -> str:
    """The key quotes, by what was decided about them."""
    record = asked.record_named(study)
    found: dict[str, list[Passport]] = {}
    for each in passports.passports(record, asked.reader()):
        found.setdefault(_state(each), []).append(each)
    names = {code.id: code.name for code in codes.codebook(record.id)}
    return asked.page(
        "passports",
        record,
        by_state={state: found[state] for state in STATES if state in found},
        states=STATES,
        why_fallen=WHY_FALLEN,
        levels=LEVELS,
        names=names,
    )


def shown(study: str, number: int, guid: str) -> str:
    """One quote with all that must be known before it is let go."""
    record = asked.record_named(study)
    return _page(record, _passport(record, number, guid))


def decide(study: str, number: int, guid: str) -> Any:
    """Release a quote, or keep it back."""
    record, sent = asked.record_named(study), request.form
    found = _passport(record, number, guid)
    after = sent.get("after", "")
    new = NewReview(
        guid,
        sent.get("decision", ""),
        sent.get("note", "").replace("\r\n", "\n"),
        int(after) if after.isascii() and after.isdigit() and len(after) <= DIGITS else -1,
    )
    try:
        _check(record, found, new, sent.get("seen", ""), was_read=sent.get("read") == "yes")
        quote_reviews.keep(record, found.interview, new, passports.ground(found), asked.reader())
    except ReviewError as error:
        return _page(record, found, new, error.rule), 409 if error.rule == "overtaken" else 422
    flash(gettext("The quote is released.") if new.decision == RELEASED else gettext("The quote is kept back."))
    return redirect(url_for("joint.passports", study=study), 303)


def _check(record: StudyRecord, found: Passport, new: NewReview, seen: str, *, was_read: bool) -> None:
    if seen != passports.ground(found).digest:
        raise ReviewError("overtaken")
    if new.decision == RELEASED and not found.may_be_released:
        raise ReviewError("forbidden")
    if new.decision == RELEASED and not was_read and _tellings(record, found):
        raise ReviewError("unread")


def _passport(record: StudyRecord, number: int, guid: str) -> Passport:
    found = passports.passport(record, asked.reader(), number, guid) if number <= LARGEST_NUMBER else None
    if found is None:
        abort(404)
    return found


def _page(record: StudyRecord, found: Passport, typed: NewReview | None = None, mistake: str = "") -> str:
    tellings = _tellings(record, found)
    told = quote_reviews.history(found.interview.id, found.coding.guid)
    return asked.page(
        "passport",
        record,
        passport=found,
        code=next((code for code in codes.codebook(record.id) if code.id == found.coding.said.code), None),
        stretches=tuple(_stretches(found.coding.quote, tellings)),
        attribution=said_of(record, found.attribution),
        why_fallen=WHY_FALLEN,
        levels=LEVELS,
        digest=passports.ground(found).digest,
        typed=typed,
        mistake=_sentence(mistake) if mistake else "",
        history=told,
        most=LONGEST_NOTE,
    )


def said_of(record: StudyRecord, attribution: Attribution | None) -> str:
    """What stands under a quote in place of a name."""
    if attribution is None:
        return ""
    facts = passports.facts_in(record, attribution, i18n.language())
    return gettext(", ").join([gettext("A person who was supported"), *facts])


def _sentence(rule: str) -> str:
    sentences = {
        "decision": gettext("Choose whether the quote is released or kept back."),
        "note": gettext("A note has at most %(most)d characters.", most=LONGEST_NOTE),
        "forbidden": gettext("This quote cannot be released: its consent, or too few people, stand against it."),
        "unread": gettext("Say that you have read each marked word, then send it again."),
        "overtaken": gettext(
            "The words or the decision have changed since you opened this page. Read what is here now."
        ),
    }
    return sentences[rule]


def _state(found: Passport) -> str:
    if found.review is None:
        return TO_READ
    if found.fallen and found.review.decision == RELEASED:
        return FALLEN
    return found.review.decision


def _tellings(record: StudyRecord, found: Passport) -> tuple[Telling, ...]:
    mine = found.interview
    others = [
        each.id for each in transcripts.interviews(record.id) if each.id != mine.id and each.language == mine.language
    ]
    return identifying.identifying(found.coding.quote, mine.language, interview=mine.number, others=others)


def _stretches(quote: str, tellings: Sequence[Telling]) -> Iterator[Stretch]:
    done = 0
    for each in tellings:
        if each.start > done:
            yield Stretch(quote[done : each.start])
        yield Stretch(quote[each.start : each.end], str(WHY_TELLING[each.kind]))
        done = each.end
    if done < len(quote):
        yield Stretch(quote[done:])
