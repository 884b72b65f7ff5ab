"""What people say beside the figures, by code: on a scale or question, in a third of it, or one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import abort
from flask_babel import gettext
from flask_login import current_user

from survey import i18n
from survey.findings import client
from survey.privacy import access, interview_view, joint_matrix, joint_words, measures, passports, voices_beside
from survey.privacy.joint_matrix import Matrix, Row
from survey.privacy.joint_words import Passage, Words, person
from survey.privacy.voices_beside import Voiced
from survey.store import codes, transcripts
from survey.store.studies import StudyRecord
from survey.views.dashboard.cards import Card
from survey.views.dashboard.wishes import Wishes

MOST = 5
"""Quotes of a code; of one person all are shown."""
ALL = 10_000


@dataclass(frozen=True, slots=True)
class Voices:
    """Quotes by code; ``title``: what they are on, ``part``: of which people; ``told``: the sentence where none are.

    ``people``: those of whom words count. ``places``: of an interview the mark that stands for its person. ``is_full``:
    weights, marks and counter-quotes are there, which researchers alone see; to others ``who`` says who said it.
    """

    title: str
    part: str = ""
    told: str = ""
    people: int = 0
    said: tuple[Voiced, ...] = ()
    places: Mapping[int, str] | None = None
    is_full: bool = False
    who: Mapping[int, str] | None = None


def model(record: StudyRecord) -> Matrix:
    """What is measured, and the codes that speak to it."""
    measured = measures.measures(record, i18n.language())
    return joint_matrix.matrix(measured, record.study.guide, codes.codebook(record.id))


def check(wishes: Wishes, matrix: Matrix) -> None:
    """There is no such page for whoever reads no words, of a third for all but researchers, of what is no measure."""
    role = current_user.account.role
    is_asked = bool(wishes.about or wishes.third)
    if is_asked and not interview_view.reads_interviews(role):
        abort(404)
    if wishes.third and role not in access.RESEARCHERS:
        abort(404)
    if is_asked and _row(wishes, matrix) is None:
        abort(404)


def voices(record: StudyRecord, wishes: Wishes, matrix: Matrix, shown: Sequence[Card]) -> Voices | None:
    """The voices that an address asks for; None where it asks for none."""
    row = _row(wishes, matrix)
    if row is None:
        return None
    if current_user.account.role not in access.RESEARCHERS:
        return None if wishes.interview is not None else _released(record, row, shown)
    places = _places(record, wishes, row, shown)
    if wishes.third:
        return _of_third(record, wishes, row, places)
    base = wishes.filters if wishes.interview is None else {}
    words = joint_words.words(record, current_user.account.name, base)
    if wishes.interview is None:
        return _told(Voices(row.measure.label, places=places, is_full=True), row, words, MOST)
    of = next(each for each in transcripts.interviews(record.id) if each.number == wishes.interview)
    mine = voices_beside.only(words, voices_beside.of_same_person(words, of))
    return _told(Voices(row.measure.label, places=places, is_full=True), row, mine, ALL)


def are_released(record: StudyRecord) -> bool:
    """Whether there are released quotes for whoever may read them."""
    return interview_view.reads_interviews(current_user.account.role) and bool(passports.released(record))


def leading(matrix: Matrix, shown: Sequence[Card]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By card the scales and questions that it shows and of which a code speaks, each with what it is called."""
    speaking = {row.measure.name: row.measure.label for row in matrix.rows if row.codes}
    return {card.name: tuple((name, speaking[name]) for name in card.shows if name in speaking) for card in shown}


def labels(matrix: Matrix) -> Mapping[str, str]:
    """What the questions outside scales are called."""
    return {row.measure.name: row.measure.label for row in matrix.rows if not row.measure.is_scale}


def _row(wishes: Wishes, matrix: Matrix) -> Row | None:
    return matrix.row(wishes.third.partition(".")[0] if wishes.third else wishes.about)


def _released(record: StudyRecord, row: Row, shown: Sequence[Card]) -> Voices:
    """The released quotes beside a figure that is open, crossed with nothing."""
    if not any(row.measure.name in card.shows for card in shown):
        return Voices(row.measure.label, told=gettext("No figure of this is shown now, so no words stand beside it."))
    words, said = voices_beside.released(record)
    who = {
        number: gettext(", ").join(
            [gettext("A person who was supported"), *passports.facts_in(record, each, i18n.language())]
        )
        for number, each in said.items()
    }
    return _told(Voices(row.measure.label, who=who), row, words, MOST)


def _of_third(record: StudyRecord, wishes: Wishes, row: Row, places: Mapping[int, str]) -> Voices:
    """The voices of the interviewed who stand in a third, where the consent says link and the third may be told."""
    answer = client.ask("by thirds", study=record.name, language=i18n.language())
    thirds: Sequence[Mapping[str, Any]] = answer["thirds"]
    third = next((each for each in thirds if each["key"] == wishes.third), None)
    if third is None:
        why = gettext("Nobody interviewed is told in this third: it would hold too few people, or nobody has a score.")
        return Voices(row.measure.label, told=why)
    words = joint_words.words(record, current_user.account.name, wishes.filters)
    mine = voices_beside.only(words, third["interviews"])
    empty = Voices(row.measure.label, f"{third['label']}: {third['band_label']}", places=places, is_full=True)
    return _told(empty, row, mine, MOST)


def _told(empty: Voices, row: Row, words: Words, most: int) -> Voices:
    said = voices_beside.by_code(words, row.codes, most, quoted=not empty.is_full)
    if not row.codes:
        told = gettext("No code speaks to this.")
    elif not words.people:
        told = gettext("There is no coded interview here that you may see.")
    else:
        told = ""
    return replace(empty, told=told, people=len(words.people), said=said)


def _places(record: StudyRecord, wishes: Wishes, row: Row, shown: Sequence[Card]) -> Mapping[int, str]:
    """Of each interview the place of its person's mark: among those one came from, else the first of this measure."""
    blocks = [of for card in shown for of in card.marked if of.measure == row.measure.name]
    blocks.sort(key=lambda of: of.place != wishes.place)
    whose = {each.number: person(each) for each in transcripts.interviews(record.id)}
    marks: dict[int, str] = {}
    for of in blocks:
        for number in (each for third in of.thirds for each in third.interviews):
            if number in whose:
                marks.setdefault(whose[number], f"{of.place}-{number}")
    return {number: marks[each] for number, each in whose.items() if each in marks}


def mark_of(passage: Passage, found: Voices) -> tuple[int, str] | None:
    """The number and the place of the mark of whoever said a passage; None where no figure marks them."""
    place = (found.places or {}).get(passage.interview.number)
    return None if place is None else (int(place.rpartition("-")[2]), f"mark-{place}")
