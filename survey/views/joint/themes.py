"""What stands under each theme: the figure, the codes with how many people hold them, their quotes, and who differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey.privacy import joint_words
from survey.privacy.joint_matrix import Matrix, Row
from survey.privacy.joint_words import Passage, Words
from survey.privacy.measures import Measure
from survey.store.codes import Code
from survey.store.studies import StudyRecord

LOW, HIGH = "low", "high"
CLEAR = 1.0
"""The mean weight of somebody's words, either way, from which they point clearly in one direction."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A code with the people who hold it, and its passages, key quotes first; ``more``: those that are not shown."""

    code: Code
    people: int
    passages: tuple[Passage, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Differing:
    """Somebody whose words point the other way than the score; ``weight``: the mean of what the words were given."""

    number: int
    third: str
    weight: float


@dataclass(frozen=True, slots=True)
class Theme:
    """A scale or question: its figures (None: there are none), its codes, who differs, and thirds by interview."""

    measure: Measure
    figure: Mapping[str, Any] | None
    codes: tuple[Spoken, ...]
    differing: tuple[Differing, ...]
    thirds: Mapping[int, tuple[str, ...]]


def themes(record: StudyRecord, matrix: Matrix, words: Words, figures: Mapping[str, Any], most: int) -> list[Theme]:
    """Every scale, and every question outside scales of which a code speaks; at most so many passages of each code."""
    told = {each["name"]: each for each in (*figures["scales"], *figures["questions"])}
    rows = [row for row in matrix.rows if row.measure.is_scale or row.codes]
    found = []
    for row in rows:
        mine = [each for each in figures["thirds"] if str(each["key"]).split(".")[0] == row.measure.name]
        differing = tuple(_differing(record, row, words, mine))
        said = spoken(row.codes, words, most)
        found.append(Theme(row.measure, told.get(row.measure.name), said, differing, _thirds_of(mine)))
    return found


def spoken(codes: Sequence[Code], words: Words, most: int) -> tuple[Spoken, ...]:
    """Each code with those who hold it."""
    found = []
    for code in codes:
        passages = words.of({code.id})
        shown = passages[:most]
        found.append(Spoken(code, len(joint_words.people(passages)), shown, len(passages) - len(shown)))
    return tuple(found)


def _thirds_of(thirds: Sequence[Mapping[str, Any]]) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for each in thirds:
        for number in each["interviews"]:
            found[number] = (*found.get(number, ()), f"{each['label']}: {each['band_label']}")
    return found


def _differing(record: StudyRecord, row: Row, words: Words, thirds: Sequence[Mapping[str, Any]]) -> Iterator[Differing]:
    """Those in the low third whose words are good on the whole, and those in the high third whose words are bad."""
    weights: dict[int, list[int]] = {}
    for each in words.of({code.id for code in row.codes}):
        if each.coding.said.weight is not None:
            weights.setdefault(each.interview.number, []).append(each.coding.said.weight)
    waves = {each.number: each.wave or record.waves[-1].name for each in words.interviews}
    for third in thirds:
        *_, of, wave, band = str(third["key"]).split(".")
        for number in third["interviews"] if of == "score" else ():
            if number in weights and waves.get(number) == wave:
                mean = sum(weights[number]) / len(weights[number])
                if (band == LOW and mean >= CLEAR) or (band == HIGH and mean <= -CLEAR):
                    yield Differing(number, str(third["band_label"]), mean)
