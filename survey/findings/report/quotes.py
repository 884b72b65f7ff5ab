"""The quotes of a report read again from their source: word for word, or what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from survey.findings.report.file import RELEASED, ReportFile
from survey.findings.report.quoted import QUOTE
from survey.privacy import passports
from survey.privacy.interview_view import CANNOT_BE_SHOWN
from survey.store import codings, transcripts
from survey.store.codings import Coding
from survey.store.passages import quote_of
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview

OTHER_WORDS = "other words"
GONE, WITHDRAWN, REPLACED = "no longer marked", "may no longer be quoted", "a name was replaced since"


@dataclass(frozen=True, slots=True)
class QuoteDifference:
    """A quote that is not what its source says: its key, and what became of it."""

    key: str
    what: str

    @property
    def is_wrong(self) -> bool:
        """Whether nothing but the report explains it: the source says other words, and said so all the time."""
        return self.what == OTHER_WORDS


def reread(record: StudyRecord, told: ReportFile) -> tuple[QuoteDifference, ...]:
    """Every quote of a report that its source does not say, or no longer lets it say."""
    return tuple(_differences(record, told)) if told.quotes else ()


def _differences(record: StudyRecord, told: ReportFile) -> Iterator[QuoteDifference]:
    interviews = {each.id: each for each in transcripts.interviews(record.id)}
    wanted = {key.removeprefix(QUOTE) for key in told.quotes}
    marked = {each.guid: each for each in codings.of_study(record.id) if each.guid in wanted}
    released = {each.coding.guid for each in passports.released(record)} if told.kind == RELEASED else wanted
    for key, quote in told.quotes.items():
        guid = key.removeprefix(QUOTE)
        coding = marked.get(guid)
        interview = interviews.get(coding.transcript) if coding else None
        if coding is None or interview is None:
            yield QuoteDifference(key, GONE)
        elif interview.quote == CANNOT_BE_SHOWN or guid not in released:
            yield QuoteDifference(key, WITHDRAWN)
        elif _said(interview, coding) != quote.get("text"):
            yield QuoteDifference(key, OTHER_WORDS if interview.digest == quote.get("digest") else REPLACED)


def _said(interview: Interview, coding: Coding) -> str:
    """What the source says at the place of a mark, read anew."""
    turns: Mapping[int, str] = {
        turn.position: turn.text for turn in transcripts.turns(interview, set(coding.passage.turns()))
    }
    return quote_of(turns, coding.passage)
