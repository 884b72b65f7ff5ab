"""The chart of a scale's items: how many chose each answer, and how many none."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.charts.chart import Chart
from analysis.charts.items import ItemOption, ItemRow, items_chart
from analysis.disclosure.tables import Tables
from survey.dataset.coded import NOT_ANSWERED_CODE, REFUSED_CODE, Coded
from survey.findings.material import Material
from survey.findings.populations import EVERYONE, Base
from survey.findings.protection import Protection
from survey.findings.scales import AskedScale, Numbers
from survey.findings.telling.texts import AT
from survey.findings.thirds import NO_ORDER, Interviewed, Quantity, marks_of

ONE_ITEM = "one_item"
FEW_ITEMS, FEW_ITEMS_OF_A_COUNT = 2, 3
REASONS = ("not_answered", "refused")
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def items(
    material: Material, protection: Protection, base: Base, asked: AskedScale, interviewed: Interviewed
) -> Chart | None:
    """Every item of a scale, as asked now and, where asked, about the time before; None where the base is closed.

    The sentence is about the answers of now, at the last wave that is shown.
    """
    waves = [wave.name for wave in material.record.waves if not protection.closed(wave.name, base)]
    several = len(material.record.waves) > 1
    rows = {
        (question, wave): item_row(
            material,
            protection,
            base,
            question,
            wave,
            told=f"{question}{AT}{wave}" if several else question,
            interviewed=interviewed,
        )
        for question in _questions(asked)
        for wave in waves
        if is_asked(material, question, wave)
    }
    if not rows:
        return None
    scale, name = f"scale:{asked.name}", f"items.{asked.name}"
    now = [row for (question, wave), row in rows.items() if question in asked.scale.items and wave == waves[-1]]
    chart = items_chart(list(rows.values()), scale=scale, name=name)
    return dataclasses.replace(chart, finding=items_chart(now, scale=scale, name=name).finding) if now else chart


def _questions(asked: AskedScale) -> Iterator[str]:
    """The items, those that look back after those about now."""
    yield from asked.scale.items
    yield from asked.then_items.values()


def is_asked(material: Material, question: str, wave: str) -> bool:
    """Whether a wave asks a question."""
    digest = material.record.wave(wave).questionnaire_digest
    version = next(version for version in material.columns.questionnaires if version.digest == digest)
    return any(each.name == question for each in version.questionnaire.questions())


def item_row(
    material: Material,
    protection: Protection,
    base: Base,
    question: str,
    wave: str,
    *,
    told: str,
    interviewed: Interviewed,
) -> ItemRow:
    """The answers to one question at one wave; ``told`` is the key it is called by."""
    asked = options_of(material, question)
    population = material.populations[wave]
    codes = codes_of(material, question)[population.rows]
    mask = population.mask(base)
    tables = table_of(material, protection, question, wave)
    shown = tables.groups if base in tables.cells else None
    options = tuple(
        ItemOption(_keys(material, asked, question, group), people)
        for group, people in zip(shown or (), tables.cells.get(base, ()), strict=True)
    )
    n = int((codes[mask] >= 0).sum())
    parts = _missing_parts(material, protection, base, question, wave)
    hidden = "" if shown else tables.reasons.get(base, "too_few")
    answer = Quantity(f"question:{told}", wave, _ranks(codes, tables), hidden or _without_thirds(asked, tables))
    return ItemRow(
        question=f"question:{told}",
        options=options,
        neutral=asked.neutral,
        n=n,
        missing=int(mask.sum()) - n,
        not_answered=parts[0] if parts else None,
        refused=parts[1] if parts else None,
        hidden=hidden,
        ordered=asked.ordered,
        marks=marks_of(material, protection, base, answer, interviewed.at(material.record.wave(wave).id)),
    )


def _ranks(codes: NDArray[np.int64], tables: Tables) -> Numbers:
    """The place of each answer among the options as they are shown: those told together have the same."""
    ranks = np.full(len(codes), np.nan)
    for rank, group in enumerate(tables.groups or ()):
        ranks[np.isin(codes, group)] = rank
    return ranks


def _without_thirds(asked: Options, tables: Tables) -> str:
    """Why no third of the answers is told: they have no order, or everyone's may not be shown."""
    if not asked.ordered:
        return NO_ORDER
    return "" if EVERYONE in tables.cells else tables.reasons.get(EVERYONE, "too_few")


def table_of(material: Material, protection: Protection, question: str, wave: str) -> Tables:
    """Which tables of a question may be shown at a wave."""
    asked = options_of(material, question)
    codes = codes_of(material, question)[material.populations[wave].rows]
    return protection.table((question,), wave, codes, names=asked.order, ordered=asked.ordered, neutral=asked.neutral)


def tells_of_one_item(
    material: Material, protection: Protection, base: Base, wave: str, questions: Sequence[str]
) -> str:
    """Why a mean or a spread is not shown: it is that of one item, and some of its answers are told together.

    ``questions``: the items it is made of; of two items the same holds in what is released. '' when there are more,
    or all answers can be told.
    """
    few = len(questions) <= (FEW_ITEMS if protection.released else 1)
    whole = not few or all(_told_apart(material, protection, base, wave, question) for question in questions)
    return "" if whole else ONE_ITEM


def _told_apart(material: Material, protection: Protection, base: Base, wave: str, question: str) -> bool:
    """Whether the number of every answer to a question is told."""
    tables = table_of(material, protection, question, wave)
    return base in tables.cells and all(len(group) == 1 for group in tables.groups or ())


def tells_of_few_items(
    material: Material, protection: Protection, base: Base, waves: Sequence[str], questions: Sequence[str]
) -> bool:
    """Whether a count of scores, or of changes, of up to three items would tell of answers that are told together."""
    return len(questions) <= FEW_ITEMS_OF_A_COUNT and not all(
        _told_apart(material, protection, base, wave, question) for wave in waves for question in questions
    )


def _keys(material: Material, asked: Options, question: str, group: Sequence[int]) -> tuple[str, ...]:
    """The keys of options told together; several without an order are the others."""
    if len(group) > 1 and not asked.ordered:
        return ("other",)
    namesake = _first_with_same_answers(material, question)
    return tuple(f"option:{namesake}:{asked.order[place]}" for place in group)


def _first_with_same_answers(material: Material, question: str) -> str:
    """The question whose name the options go by: one legend serves all items with the same answers."""
    choices = material.columns.questions[question].choices
    return next(name for name, each in material.columns.questions.items() if each.choices == choices)


@dataclass(frozen=True, slots=True)
class Options:
    """The answers to a question and its options: from the lowest to the highest where they are numbers."""

    coded: Coded
    order: tuple[str, ...]
    ordered: bool

    @property
    def neutral(self) -> int | None:
        """The middle one of an odd number of ordered options."""
        return len(self.order) // 2 if self.ordered and len(self.order) % 2 else None


def options_of(material: Material, question: str) -> Options:
    """The options of a question; those that are no numbers stand in the order of the questionnaire."""
    coded = material.columns.answers[question]
    declared = [choice.name for choice in material.columns.questions[question].choices]
    names = tuple(dict.fromkeys([*declared, *coded.names]))
    ordered = all(NUMBER.fullmatch(name) for name in names)
    return Options(coded, tuple(sorted(names, key=float)) if ordered else names, ordered)


def codes_of(material: Material, question: str) -> NDArray[np.int64]:
    """Positions of the options in order, the reasons why there is none as they are."""
    asked = options_of(material, question)
    coded = asked.coded
    codes = np.frombuffer(coded.codes, dtype=coded.codes.typecode).astype(np.int64)
    places = np.array([asked.order.index(name) for name in coded.names] or [0], dtype=np.int64)
    return np.where(codes >= 0, places[np.maximum(codes, 0)], codes)


def _missing_parts(
    material: Material, protection: Protection, base: Base, question: str, wave: str
) -> tuple[int, ...] | None:
    """How many did not answer, and how many preferred not to; None where one of the two would tell of a few."""
    coded = material.columns.answers[question]
    codes = np.frombuffer(coded.codes, dtype=coded.codes.typecode)[material.populations[wave].rows]
    part = np.select([codes == NOT_ANSWERED_CODE, codes == REFUSED_CODE, codes < 0], [0, 1, 2], -1)
    others = bool((part == 2).any())
    names = (*REASONS, "not_asked") if others else REASONS
    return protection.parts(("missing", question), wave, base, part.astype(np.int64), names=names)
