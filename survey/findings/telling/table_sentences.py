"""What stands out in a table without a picture, as one or two sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analysis.results import Cell, Finding
from survey.findings.telling.messages import message_told
from survey.findings.telling.texts import Texts
from survey.findings.telling.tongue import N_

COUNTS = ("people", "retained", "n", "improved", "deteriorated", "characteristics", "before", "after", "worth_n")
SIGNED = ("measured", "felt", "shift")
TWO_DECIMALS = ("alpha", "value", "interval_low", "interval_high")
SIZES = ("shift",)
"""Values whose size alone is told beside a word for their way: ``size_of_shift``."""
TABLE_SENTENCES: Mapping[str, str] = {
    "kept_alike": N_(
        "People who answered again: %(retained)s of %(people)s with a starting score. They had started about where the "
        "others did: %(retained_start)s points on average, the others %(lost_start)s."
    ),
    "kept_higher": N_(
        "People who answered again: %(retained)s of %(people)s with a starting score. They had started higher than the "
        "others: %(retained_start)s points on average against %(lost_start)s."
    ),
    "kept_lower": N_(
        "People who answered again: %(retained)s of %(people)s with a starting score. They had started lower than the "
        "others: %(retained_start)s points on average against %(lost_start)s."
    ),
    "kept_unknown": N_(
        "People who answered again: %(retained)s of %(people)s with a starting score. Where they and the others "
        "started cannot be compared."
    ),
    "important_change": N_(
        "Of %(n)s people with both scores, %(improved)s rose and %(deteriorated)s fell by at least %(threshold)s "
        "points, the change that the plan calls important."
    ),
    "important_unknown": N_("Nobody has both scores: who changed by what the plan calls important cannot be told."),
    "shift_higher": N_(
        "Measured, the score changed by %(measured)s points; looking back, people feel %(felt)s. They now see the "
        "start %(size_of_shift)s points higher than they did then. Neither figure is the true one alone."
    ),
    "shift_lower": N_(
        "Measured, the score changed by %(measured)s points; looking back, people feel %(felt)s. They now see the "
        "start %(size_of_shift)s points lower than they did then. Neither figure is the true one alone."
    ),
    "shift_unclear": N_(
        "Measured, the score changed by %(measured)s points; looking back, people feel %(felt)s. Whether they see the "
        "start otherwise now than they did then is not clear (%(shift)s)."
    ),
    "shift_unknown": N_("The change measured and the change felt cannot be compared."),
    "reliability_enough": N_(
        "The questions go together well: Cronbach’s alpha is %(alpha)s or more at each time; %(enough)s is usually "
        "asked for to compare groups."
    ),
    "reliability_low": N_(
        "The questions go together loosely: Cronbach’s alpha is as low as %(alpha)s; %(enough)s is usually asked for "
        "to compare groups. Read small changes with care."
    ),
    "reliability_unknown": N_("How well the questions go together cannot be told."),
    "balance_even": N_(
        "Characteristics by which the groups differ by more than %(large)s standard deviations: %(before)s of "
        "%(characteristics)s before weighting by need, none after it."
    ),
    "balance_left": N_(
        "Characteristics by which the groups differ by more than %(large)s standard deviations: %(before)s of "
        "%(characteristics)s before weighting by need, still %(after)s after it. Read the adjusted difference with "
        "care."
    ),
    "weights_cost": N_(
        "Weights cost precision. Where they cost most (%(contrast)s), %(n)s people tell as much as %(worth_n)s "
        "with equal weights would."
    ),
    "weights_without": N_("The planned weights could not be made: read the figures without weights."),
    "evenness": N_(
        "The R-indicator is %(value)s (%(level)s interval from %(interval_low)s to %(interval_high)s). At 1 everybody "
        "in the register would be equally likely to answer, as far as it tells."
    ),
    "evenness_without_interval": N_(
        "The R-indicator is %(value)s; no interval can be given. At 1 everybody in the register would be equally "
        "likely to answer, as far as it tells."
    ),
    "evenness_unknown": N_("How even the answers are cannot be told."),
}
"""Each finding with its English sentence, marked for translation."""


def table_told(texts: Texts, finding: Finding) -> str:
    """The sentence of a table; raises ``KeyError`` for a finding without one."""
    sentence = TABLE_SENTENCES.get(finding.key)
    if sentence is None:
        told = message_told(texts.tongue, finding)
        about = finding.values.get("contrast")
        return f"{texts[str(about)]}: {told}" if about else told
    said = {name: _told(texts, name, value) for name, value in finding.values.items()}
    sizes = {f"size_of_{name}": abs(_number(finding.values[name])) for name in SIZES if name in finding.values}
    return texts.tongue.gettext(sentence) % (said | {name: texts.tongue.number(size) for name, size in sizes.items()})


def _told(texts: Texts, name: str, value: Cell) -> str:
    if isinstance(value, str):
        return texts[value]
    number = _number(value)
    return _ways(texts).get(name, texts.tongue.number)(number)


def _ways(texts: Texts) -> Mapping[str, Callable[[float], str]]:
    """How the numbers of these names are written; the others have one decimal."""
    tongue = texts.tongue
    return {
        **dict.fromkeys(COUNTS, lambda value: tongue.number(value, 0)),
        **dict.fromkeys(TWO_DECIMALS, lambda value: tongue.number(value, 2)),
        **dict.fromkeys(SIGNED, tongue.signed),
        "level": tongue.percent,
    }


def _number(value: Cell) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
