"""Previews: what was answered goes on with the questionnaire as it was just saved, in a store that is thrown away."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import select

from survey.extensions import answers
from survey.instrument.definition import Question, Value
from survey.instrument.flow import Flow
from survey.instrument.places import Place
from survey.instrument.question_type import Mistake
from survey.instrument.types import question_type
from survey.store import documents, versions
from survey.store.clock import now
from survey.store.documents import Document, settled
from survey.store.studies import StudyRecord
from survey.store.submissions import STARTED
from survey.store.tables.submissions import SubmissionRow


def carry_over(record: StudyRecord) -> int:
    """Let every submission that is being filled in go on with the questionnaire its wave has now; how many did.

    Real answers never do: their questionnaire is pinned. So the study must be fictional.
    """
    if not record.study.fictional:
        raise ValueError(f"{record.name} is no preview: its answers keep their questionnaire.")
    moment, moved = now().astimezone(ZoneInfo(record.study.time_zone)), 0
    with answers.writing() as session:
        for wave in record.waves:
            rows = session.scalars(
                select(SubmissionRow).where(
                    SubmissionRow.wave_id == wave.id,
                    SubmissionRow.state == STARTED,
                    SubmissionRow.questionnaire_digest != wave.questionnaire_digest,
                )
            )
            for row in rows.all():
                old, new = versions.flow(row.questionnaire_digest), versions.flow(wave.questionnaire_digest)
                row.document = documents.write(_carried(documents.read(row.document), old, new, moment))
                row.questionnaire_digest = wave.questionnaire_digest
                if row.language not in record.study.languages:
                    row.language = record.study.default_language
                moved += 1
    return moved


def _carried(document: Document, old: Flow, new: Flow, moment: datetime.datetime) -> Document:
    """The document for another version: answers go by the names of their questions, if they are still answers.

    Those of a name that is gone are put aside, and come back with it.
    """
    known = dict(_fitting({**document.aside, **document.answers}, old, new))
    kept = replace(
        document,
        answers=known,
        aside={},
        typed={key: texts for key, texts in document.typed.items() if _same_type(key, old, new)},
        missing={key: reason for key, reason in document.missing.items() if _named(key) in new.model.standings},
        seed=document.seed or 1,
    )
    return settled(kept, new, moment)


def _fitting(known: Mapping[str, Value], old: Flow, new: Flow) -> Iterator[tuple[str, Value]]:
    for key, value in known.items():
        before, after = _question(key, old), _question(key, new)
        if after is None and _named(key) in new.model.standings and _named(key) not in new.repeats:
            continue  # a group by now
        fitting = value if before is None or after is None else _cleaned(value, before, after, new)
        if fitting is not None:
            yield key, fitting


def _cleaned(value: Value, before: Question, after: Question, flow: Flow) -> Value | None:
    """The answer as the question takes it by now, None when it does not."""
    if before == after and flow.model.choices(after) == ():
        return value
    was, kind = question_type(before.type), question_type(after.type)
    typed, choices = was.typed_text(value), flow.model.choices(after)
    if was is not kind and (len(typed) > 1 or was.takes_file or kind.takes_file):
        return None
    try:
        return kind.clean(after, choices, typed)
    except Mistake:
        names = {choice.name for choice in choices}
        return (tuple(each for each in value if each in names) or None) if isinstance(value, tuple) else None


def _same_type(key: str, old: Flow, new: Flow) -> bool:
    before, after = _question(key, old), _question(key, new)
    return before is not None and after is not None and before.type == after.type


def _question(key: str, flow: Flow) -> Question | None:
    standing = flow.model.standings.get(_named(key))
    return standing.node if standing is not None and isinstance(standing.node, Question) else None


def _named(key: str) -> str:
    place = Place.of(key)
    return place.name if place is not None else key
