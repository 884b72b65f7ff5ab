"""The rules of a notice: every part is there in every language, and its periods are those of the study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from survey.instrument.notice import PARTS, has_written_period, lacking, unknown_marks
from survey.instrument.placed import Placed
from survey.instrument.problems import Problem
from survey.instrument.report import meant
from survey.instrument.study import Study

SHORTEST_LOGS, LONGEST_LOGS = 6, 12
"""For how many months entries of the log are kept at least and at most."""


def notice_problems(study: Study, placed: Placed) -> Iterator[Problem]:
    """What the notices of a study lack, and a log that is kept too short or too long."""
    for key, text in (("notice", study.notice), ("open_link_notice", study.open_link_notice)):
        yield from _of_text(key, text, placed)
    if not SHORTEST_LOGS <= study.retention.logs_months <= LONGEST_LOGS:
        told = f"`logs_months` is {study.retention.logs_months}."
        remedy = f"Write {SHORTEST_LOGS} to {LONGEST_LOGS}: long enough to look into a mishap, and no longer."
        yield placed.problem("retention", "wrong-retention", told, remedy)


def _of_text(key: str, text: Mapping[str, str], placed: Placed) -> Iterator[Problem]:
    for language, said in text.items():
        for mark in unknown_marks(said):
            told = f"`[{mark}]` in the {language} text of `{key}` is no part of a notice."
            yield placed.problem(key, "notice-part", told, meant(mark, tuple(PARTS)))
        missing = lacking(said)
        if missing:
            told = f"No paragraph of the {language} text of `{key}` says {'; '.join(PARTS[part] for part in missing)}."
            remedy = f"Put {' '.join(f'[{part}]' for part in missing)} before the paragraph that says it."
            yield placed.problem(key, "notice-part", told, remedy, warning=True)
        if has_written_period(said):
            told = f"The [keep] paragraph of the {language} text of `{key}` holds a number."
            remedy = "Write {contacts}, {answers}, {originals} or {logs}: the period of `retention` stands there then."
            yield placed.problem(key, "notice-period", told, remedy, warning=True)
