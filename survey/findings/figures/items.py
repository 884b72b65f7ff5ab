"""The chart of a scale's items: how many chose each answer, and how many none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.charts.chart import Chart
from analysis.charts.items import ItemOption, ItemRow, items_chart
from survey.dataset.coded import NOT_ANSWERED_CODE, REFUSED_CODE, Coded
from survey.findings.material import Material
from survey.findings.populations import Base
from survey.findings.protection import Protection
from survey.findings.scales import AskedScale
from survey.findings.texts import AT

REASONS = ("not_answered", "refused")


def items(material: Material, protection: Protection, base: Base, asked: AskedScale) -> Chart | None:
    """Every item of a scale, as asked now and, where asked, about the time before; None where the base is closed."""
    waves = [wave.name for wave in material.record.waves if not protection.closed(wave.name, base)]
    several = len(material.record.waves) > 1
    rows = [
        _row(material, protection, base, question, wave, told=f"{question}{AT}{wave}" if several else question)
        for question in _questions(asked)
        for wave in waves
        if _is_asked(material, question, wave)
    ]
    return items_chart(rows, scale=f"scale:{asked.name}", name=f"items.{asked.name}") if rows else None


def _questions(asked: AskedScale) -> Iterator[str]:
    """The items, those that look back after those about now."""
    yield from asked.scale.items
    yield from asked.then_items.values()


def _is_asked(material: Material, question: str, wave: str) -> bool:
    digest = material.record.wave(wave).questionnaire_digest
    version = next(version for version in material.columns.questionnaires if version.digest == digest)
    return any(each.name == question for each in version.questionnaire.questions())


def _row(material: Material, protection: Protection, base: Base, question: str, wave: str, *, told: str) -> ItemRow:
    coded, order = ordered_options(material, question)
    population = material.populations[wave]
    codes = _codes(coded, order)[population.rows]
    mask = population.mask(base)
    neutral = len(order) // 2 if len(order) % 2 else None
    tables = protection.table((question,), wave, codes, names=order, neutral=neutral)
    shown = tables.groups if base in tables.cells else None
    namesake = _first_with_same_answers(material, question)
    options = tuple(
        ItemOption(tuple(f"option:{namesake}:{order[place]}" for place in group), people)
        for group, people in zip(shown or (), tables.cells.get(base, ()), strict=True)
    )
    n = int((codes[mask] >= 0).sum())
    parts = _missing_parts(material, protection, base, question, wave)
    return ItemRow(
        question=f"question:{told}",
        options=options,
        neutral=neutral,
        n=n,
        missing=int(mask.sum()) - n,
        not_answered=parts[0] if parts else None,
        refused=parts[1] if parts else None,
        hidden="" if shown else tables.reasons.get(base, "too_few"),
    )


def _first_with_same_answers(material: Material, question: str) -> str:
    """The question whose name the options go by: one legend serves all items with the same answers."""
    choices = material.columns.questions[question].choices
    return next(name for name, each in material.columns.questions.items() if each.choices == choices)


def ordered_options(material: Material, question: str) -> tuple[Coded, Sequence[str]]:
    """The answers to a question and its options from the lowest to the highest number."""
    coded = material.columns.answers[question]
    declared = [choice.name for choice in material.columns.questions[question].choices]
    return coded, sorted(dict.fromkeys([*declared, *coded.names]), key=float)


def _codes(coded: Coded, order: Sequence[str]) -> NDArray[np.int64]:
    """Positions of the options in order, the reasons why there is none as they are."""
    codes = np.frombuffer(coded.codes, dtype=coded.codes.typecode).astype(np.int64)
    places = np.array([order.index(name) for name in coded.names] or [0], dtype=np.int64)
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
