"""The quote matrix: codes in rows, groups of the interviewed in columns, people counted in the cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from flask_babel import LazyString, gettext, lazy_gettext

from survey import i18n
from survey.privacy import joint_groups, joint_words
from survey.privacy.joint_groups import crossings
from survey.privacy.joint_words import LANGUAGE, NO_GROUP, WAVE, Group, Passage, Words
from survey.store.codes import Code
from survey.store.studies import StudyRecord
from survey.views.joint.wishes import THIRD, Wishes

LABELS: Mapping[str, LazyString] = {
    WAVE: lazy_gettext("Wave"),
    LANGUAGE: lazy_gettext("Language"),
    "arm": lazy_gettext("Group compared"),
    "site": lazy_gettext("Place"),
    "event": lazy_gettext("Life event"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A group of the interviewed: what it is called, and how many people it holds."""

    label: str
    people: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people of a group hold a code, and one of their passages, a key quote where there is one."""

    people: int
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the quote matrix."""

    code: Code
    people: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """The whole matrix; ``why_not``: the sentence where people of no group are told why."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    why_not: str


def crossing(
    record: StudyRecord, codes: Sequence[Code], words: Words, wishes: Wishes, thirds: Sequence[Mapping[str, Any]]
) -> Crossing:
    """The quote matrix of these codes."""
    groups, labels = _groups(record, words, wishes.by, thirds)
    sizes = joint_groups.sizes(words, groups)
    columns = tuple(Column(labels.get(each.key, each.key), size) for each, size in zip(groups, sizes, strict=True))
    lines = []
    for code in codes:
        passages = words.of({code.id})
        cells = joint_groups.across(passages, groups)
        told = tuple(Cell(people, mine[0] if mine else None) for people, mine in cells)
        lines.append(Line(code, len(joint_words.people(passages)), told))
    has_rest = any(group.key == NO_GROUP for group in groups)
    return Crossing(columns, tuple(lines), _why(wishes.by) if has_rest else "")


def choices(record: StudyRecord, thirds: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """By what the interviewed can be told apart: the value in the address, and what it is called."""
    for name in crossings(record.study):
        yield name, str(LABELS[name])
    for third in thirds:
        quantity, _, band = str(third["key"]).rpartition(".")
        if band == "low":
            yield f"{THIRD}{quantity}", f"{third['scale_label']} ({third['label']})"


def _groups(
    record: StudyRecord, words: Words, by: str, thirds: Sequence[Mapping[str, Any]]
) -> tuple[tuple[Group, ...], Mapping[str, str]]:
    rest = {NO_GROUP: gettext("not known, or not to be told")}
    if by.startswith(THIRD):
        quantity = by.removeprefix(THIRD)
        mine = [each for each in thirds if str(each["key"]).rpartition(".")[0] == quantity]
        if thirds and not mine:
            abort(404)
        labels = {str(each["key"]): str(each["band_label"]) for each in mine}
        return joint_words.by_third(words.interviews, {str(each["key"]): each["interviews"] for each in mine}), (
            labels | rest
        )
    labels = joint_groups.labels(record.study, by, i18n.language(), i18n.NAMES)
    return joint_words.groups(record, words.interviews, by, tuple(labels)), {**labels, **rest}


def _why(by: str) -> str:
    if by in (WAVE, LANGUAGE):
        return gettext("Not known: nobody said it of these interviews. The list of interviews can be corrected.")
    if by.startswith(THIRD):
        return gettext(
            "Not told: the interview may not stand beside answers, the person sent none or too few, the answers were "
            "erased, or a third would hold too few people."
        )
    return gettext("Not told: the interview may not stand beside what the register says, or the register does not say.")
