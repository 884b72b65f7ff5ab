"""How far coders agree, code by code and over all, on turns and on characters, told in the language of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analysis.agreement import numbered_agreement
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_CLUSTER, TOO_FEW, Estimate
from survey.findings.telling.fixed_texts import fixed_text
from survey.findings.telling.tongue import N_, Tongue
from survey.privacy import common_text
from survey.privacy.common_text import Common
from survey.store import codes, coding_counts, studies
from survey.store.layers import AGAIN, FIRST, Layer
from survey.store.passages import Passage
from survey.store.studies import StudyRecord
from survey.voices.judgements import Judged, Pattern, judged, marked_turns

MARKED, ALL = "marked", "all"
TURNS, CHARACTERS = "turns", "characters"
NO_OR_YES = 2
"""Categories: a reading marked something, or it did not."""
WHY: Mapping[str, str] = {
    NO_VALUES: N_("not told: there is no text that at least two of these readings have in common"),
    ALL_EQUAL: N_("not told: all judgements are the same, which leaves nothing beyond chance"),
    ONE_CLUSTER: N_("no interval: all of it is one interview"),
    TOO_FEW: N_("no interval: without one of the interviews nothing could be told"),
}
LEFT_OUT: Mapping[str, str] = {
    common_text.CLOSED: N_("Somebody still codes it, or you neither coded it nor said that you only look."),
    common_text.READ_AGAIN_NOW: N_("You are reading it again: what was marked first is shown when you are done."),
    common_text.NOT_READ_AGAIN: N_("It was not read again."),
    common_text.ONE_READING: N_("Fewer than two of these coders are done with it."),
    common_text.TEXT_CHANGED: N_("A name was replaced between the readings: they are not of the same text."),
}


@dataclass(frozen=True, slots=True)
class _Read:
    """One interview that counts: the lengths of the turns that count, and what each reading marked, by code."""

    number: int
    lengths: Mapping[int, int]
    readings: tuple[Mapping[int, Sequence[Passage]] | None, ...]


def answer(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The agreement of the coders that are asked for, as far as who asks may see what they marked."""
    record, tongue = studies.study_named(words["study"]), Tongue(words["language"])
    layers = [Layer(each, FIRST) for each in words["coders"]]
    if words["again"]:
        layers = [Layer(words["viewer"], FIRST), Layer(words["viewer"], AGAIN)]
    found = common_text.common(record, words["viewer"], layers, words["interviews"])
    lengths = coding_counts.turn_lengths([each.interview.id for each in found])
    counting = [each for each in found if not each.why_not]
    read = [*_read(record, layers, counting, lengths)]
    based = [_on_base(each, words["base"]) for each in read]
    chosen = words["codes"] if words["codes"] is not None else _all_codes(record)
    outside = [lengths.get(each.interview.id, {}) for each in found if each.why_not]
    missing = {TURNS: sum(map(len, outside)), CHARACTERS: sum(sum(each.values()) for each in outside)}
    return {
        "rows": [*_rows(based, chosen, len(layers), missing, tongue)],
        "interviews": [each.number for each in read],
        "left_out": [
            {"why": tongue.gettext(LEFT_OUT[reason]), "interviews": numbers}
            for reason, numbers in common_text.left_out(found).items()
        ],
        "turns": sum(len(each.lengths) for each in read),
        "turns_of_base": sum(len(each.lengths) for each in based),
        "method": str(fixed_text(tongue, "method:cluster_jackknife")),
    }


def _all_codes(record: StudyRecord) -> list[int]:
    return [code.id for code in codes.codebook(record.id) if not code.is_category]


def _read(
    record: StudyRecord,
    layers: Sequence[Layer],
    counting: Sequence[Common],
    lengths: Mapping[int, Mapping[int, int]],
) -> Iterator[_Read]:
    by_reading: dict[tuple[int, str, str], dict[int, list[Passage]]] = {}
    among = {each.interview.id for each in counting}
    for place in coding_counts.places(record.id, layers):
        if place.transcript in among:
            marked = by_reading.setdefault((place.transcript, place.coder, place.layer), {})
            marked.setdefault(place.code, []).append(place.passage)
    for each in counting:
        here = lengths.get(each.interview.id, {})
        if each.turns is not None:
            here = {turn: here[turn] for turn in each.turns if turn in here}
        read = (
            by_reading.get((each.interview.id, layer.owner, layer.name), {}) if done else None
            for layer, done in zip(layers, each.done, strict=True)
        )
        yield _Read(each.interview.number, here, tuple(read))


def _on_base(read: _Read, base: str) -> _Read:
    """The turns of which some reading marked something with whatever code, or all of them."""
    if base == ALL:
        return read
    passages = [passage for reading in read.readings if reading for marked in reading.values() for passage in marked]
    touched = marked_turns(read.lengths, passages)
    return replace(read, lengths={turn: length for turn, length in read.lengths.items() if turn in touched})


def _rows(
    read: Sequence[_Read], chosen: Sequence[int], readings: int, missing: Mapping[str, int], tongue: Tongue
) -> Iterator[dict[str, Any]]:
    """First over all codes, each unit as often as there are codes, then code by code."""
    numbers, whole = [one.number for one in read], [Judged() for _ in read]
    told: list[dict[str, Any]] = []
    for code in chosen:
        each = [judged(one.lengths, [r if r is None else r.get(code, ()) for r in one.readings]) for one in read]
        for sums, found in zip(whole, each, strict=True):
            sums.turns.update(found.turns)
            sums.characters.update(found.characters)
        told += _told(code, [*zip(numbers, each, strict=True)], readings, missing, tongue)
    times = {unit: amount * len(chosen) for unit, amount in missing.items()}
    yield from _told(None, [*zip(numbers, whole, strict=True)], readings, times, tongue)
    yield from told


def _told(
    code: int | None,
    found: Sequence[tuple[int, Judged]],
    readings: int,
    missing: Mapping[str, int],
    tongue: Tongue,
) -> Iterator[dict[str, Any]]:
    for unit in (TURNS, CHARACTERS):
        counts = [(number, getattr(each, unit)) for number, each in found]
        for estimate in _estimates(counts, readings, missing[unit], unit):
            yield {
                "code": code,
                "unit": unit,
                "measure": estimate.estimand,
                "label": fixed_text(tongue, f"estimand:{estimate.estimand}"),
                "value": estimate.value,
                "low": estimate.interval_low,
                "high": estimate.interval_high,
                "level": estimate.level,
                "n": estimate.n,
                "missing": estimate.missing,
                "method": estimate.method,
                "why_not": tongue.gettext(WHY[estimate.reason]) if estimate.reason else "",
            }


def _estimates(
    counts: Sequence[tuple[int, Counter[Pattern]]], readings: int, missing: int, unit: str
) -> Iterator[Estimate]:
    """The measures, from how often each pattern of judgements is there in each interview."""
    rows = [(*pattern, number, size) for number, patterns in counts for pattern, size in patterns.items() if size]
    numbers = np.array(rows, dtype=np.float64).reshape(len(rows), readings + 2)  # None is NaN then
    marks, sizes = numbers[:, :readings], numbers[:, -1]
    codes_given = np.where(np.isnan(marks), -1, marks).astype(np.int64)
    interviews = np.unique(numbers[:, readings], return_inverse=True)[1]
    size = int(sizes.sum())
    for estimate in numbered_agreement(codes_given, NO_OR_YES, sizes, interviews, size="size").estimates:
        yield replace(estimate, n=size, missing=missing, unit=unit)
