"""Why something is not shown, in one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from survey.findings.telling.tongue import Tongue
from survey.store.studies import StudyRecord


def why_not(tongue: Tongue, reason: str, record: StudyRecord) -> str:
    """The sentence of a reason; '' for no reason, the most careful one for a reason without a sentence of its own."""
    if not reason:
        return ""
    cell = tongue.number(record.study.minimum_cell, 0)
    return SENTENCES.get(reason, _too_few)(tongue, cell)


def _too_few(tongue: Tongue, cell: str) -> str:
    return tongue.gettext("Too few people to show this: figures need at least %(cell)s.", cell=cell)


def _beside(tongue: Tongue, cell: str) -> str:
    """One sentence for all that is closed beside something else: which of them it is would tell too much itself."""
    return tongue.gettext(
        "Not shown: beside another figure it would tell of fewer than %(cell)s people, or of everyone. Choose fewer "
        "filters.",
        cell=cell,
    )


def _change(tongue: Tongue, cell: str) -> str:
    return tongue.gettext(
        "Not shown yet: since it was last shown, fewer than %(cell)s people have changed it.", cell=cell
    )


def _waves(tongue: Tongue, cell: str) -> str:
    return tongue.gettext(
        "Not shown: fewer than %(cell)s people answered at one time of measurement only, and it would tell of them.",
        cell=cell,
    )


def _one_item(tongue: Tongue, cell: str) -> str:
    return tongue.gettext(
        "Not shown: this scale is one question, and answers chosen by fewer than %(cell)s people are told together.",
        cell=cell,
    )


def _two_filters(tongue: Tongue, cell: str) -> str:
    return tongue.gettext("A time of measurement counts as a filter: choose one filter less to see this figure.")


def _nobody(tongue: Tongue, cell: str) -> str:
    return tongue.gettext("Nobody has sent answers yet.")


def _not_released(tongue: Tongue, cell: str) -> str:
    return tongue.gettext("No figures have been released to the team yet. A researcher of the study does this.")


def _language(tongue: Tongue, cell: str) -> str:
    return tongue.gettext("The register does not say in which language people answer: remove this filter.")


def _no_score(tongue: Tongue, cell: str) -> str:
    return tongue.gettext("No third: too few questions were answered.")


def _no_answers(tongue: Tongue, cell: str) -> str:
    return tongue.gettext("This person has sent no answers at this time of measurement.")


def _no_thirds(tongue: Tongue, cell: str) -> str:
    return tongue.gettext("No third: one of them would hold fewer than %(cell)s people, or a single value.", cell=cell)


def _no_order(tongue: Tongue, cell: str) -> str:
    return tongue.gettext("No third: these answers have no order.")


def _lines_of_people(tongue: Tongue, cell: str) -> str:
    return tongue.gettext("Each line would be one person: only researchers see this picture.")


def _counts_people(tongue: Tongue, cell: str) -> str:
    return tongue.gettext("No third: this figure counts people.")


def _few_ways(tongue: Tongue, cell: str) -> str:
    return tongue.gettext(
        "Not told: of those whose score fell, stayed or rose, one group would hold fewer than %(cell)s people, or "
        "everyone.",
        cell=cell,
    )


def _not_both(tongue: Tongue, cell: str) -> str:
    return tongue.gettext("This person has not sent answers at the first and the last time of measurement.")


SENTENCES: Mapping[str, Callable[[Tongue, str], str]] = {
    "too_few": _too_few,
    "remainder": _beside,
    "complement": _beside,
    "everyone": _beside,
    "change": _change,
    "waves": _waves,
    "one_item": _one_item,
    "two_filters": _two_filters,
    "nobody": _nobody,
    "not_released": _not_released,
    "language_of_answers": _language,
    "no_score": _no_score,
    "no_answers": _no_answers,
    "no_thirds": _no_thirds,
    "no_order": _no_order,
    "counts_people": _counts_people,
    "lines_of_people": _lines_of_people,
    "few_ways": _few_ways,
    "not_both": _not_both,
}
