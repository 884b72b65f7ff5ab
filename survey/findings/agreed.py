"""How far coders agree, code by code and over all, on turns and on characters, told in the language of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from analysis.agreement import numbered_agreement
from analysis.results import ALL_EQUAL, NO_VALUES, ONE_CLUSTER, TOO_FEW, Estimate
from survey.findings.readings import Judgements, Readings, readings
from survey.findings.telling.fixed_texts import fixed_text
from survey.findings.telling.tongue import N_, Tongue
from survey.privacy import common_text
from survey.store import codes, coding_counts, studies
from survey.store.layers import AGAIN, FIRST, Layer
from survey.store.studies import StudyRecord

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


def answer(words: Mapping[str, Any]) -> Mapping[str, Any]:
    """The agreement of the coders that are asked for, as far as who asks may see what they marked."""
    record, tongue = studies.study_named(words["study"]), Tongue(words["language"])
    layers = [Layer(each, FIRST) for each in words["coders"]]
    if words["again"]:
        layers = [Layer(words["viewer"], FIRST), Layer(words["viewer"], AGAIN)]
    found = common_text.common(record, words["viewer"], layers, words["interviews"])
    counting = [each for each in found if not each.why_not]
    lengths = coding_counts.turn_lengths([each.interview.id for each in found])
    read = readings(layers, counting, lengths, coding_counts.places(record.id, layers))
    based = read if words["base"] == ALL else read.where_marked()
    chosen = words["codes"] if words["codes"] is not None else _all_codes(record)
    outside = {each.interview.id for each in found if each.why_not}
    missing = [length for transcript, _turn, length in lengths if transcript in outside]
    return {
        "rows": [*_rows(based, [*dict.fromkeys(chosen)], {TURNS: len(missing), CHARACTERS: sum(missing)}, tongue)],
        "interviews": [each.interview.number for each in counting],
        "left_out": [
            {"why": tongue.gettext(LEFT_OUT[reason]), "interviews": numbers}
            for reason, numbers in common_text.left_out(found).items()
        ],
        "turns": read.turns,
        "turns_of_base": based.turns,
        "method": str(fixed_text(tongue, "method:cluster_jackknife")),
    }


def _all_codes(record: StudyRecord) -> list[int]:
    return [code.id for code in codes.codebook(record.id) if not code.is_category]


def _rows(
    read: Readings, codes_told: Sequence[int], missing: Mapping[str, int], tongue: Tongue
) -> Iterator[dict[str, Any]]:
    """First over all codes, each unit as often as there are codes, then code by code."""
    by_unit = {TURNS: read.by_turns(codes_told), CHARACTERS: read.by_characters(codes_told)}
    for unit, judged in by_unit.items():
        yield from _told(None, unit, read.together(judged), missing[unit] * len(judged), tongue)
    for place, code in enumerate(codes_told):
        for unit, judged in by_unit.items():
            yield from _told(code, unit, judged[place], missing[unit], tongue)


def _told(code: int | None, unit: str, judged: Judgements, missing: int, tongue: Tongue) -> Iterator[dict[str, Any]]:
    for estimate in _estimates(judged, missing, unit):
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


def _estimates(judged: Judgements, missing: int, unit: str) -> Iterator[Estimate]:
    sizes = judged.sizes.astype(np.float64)
    found = numbered_agreement(judged.marks, NO_OR_YES, sizes, judged.interviews, size="size")
    for estimate in found.estimates:
        yield replace(estimate, n=int(judged.sizes.sum()), missing=missing, unit=unit)
