"""Open answers brought in as sources to be coded: a source for each question and wave, names replaced, order by lot."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from survey.instrument.definition import Question
from survey.store import answer_turns, documents, submitted, transcripts, versions
from survey.store.answer_turns import Changes, Kept, Key, NewAnswer, Source
from survey.store.clock import now
from survey.store.studies import StudyRecord, WaveRecord
from survey.store.submitted import Submitted
from survey.voices.pseudonymised import pseudonymised
from survey.voices.stems import SEVERAL, index_of
from survey.voices.transcript import ReadTranscript, Turn, canonical

OPEN = "text"
NUMBERS_ALONE = "numbers"


@dataclass(frozen=True, slots=True)
class Brought:
    """What was done for one question of a wave; nothing of it where nothing changed."""

    wave: str
    question: str
    kept: Kept

    @property
    def is_changed(self) -> bool:
        """Whether anything was added, said otherwise or taken out."""
        return bool(self.kept.added or self.kept.corrected or self.kept.taken_out)


@dataclass(slots=True)
class _Said:
    """What was answered to one question: words and language by key, and which of it was corrected since it was read."""

    before: Source | None
    words: dict[Key, tuple[str, str]] = field(default_factory=dict)
    corrected: set[Key] = field(default_factory=set)


def open_questions(record: StudyRecord, digest: str) -> frozenset[str]:
    """The questions of a questionnaire that are answered in one's own words and may become sources.

    Sensitive ones only where the study names them.
    """
    questionnaire = versions.questionnaire(digest)
    return frozenset(
        question.name
        for question in questionnaire.questions()
        if _is_open(question) and (not question.sensitive or question.name in record.study.sensitive_sources)
    )


def bring_in(record: StudyRecord, actor: str) -> tuple[Brought, ...]:
    """Bring what was submitted up to now into the sources of a study: new answers, corrected ones, those taken back.

    What nobody answers any more, or must not be a source any more, is taken out.
    """
    found = []
    for wave in record.waves:
        moment = now()
        said = _said(record, wave)
        for question, each in sorted(said.items()):
            kept = answer_turns.keep(record, wave, question, _changes(record, each, moment), actor)
            if kept is not None:
                found.append(Brought(wave.name, question, kept))
    return tuple(found)


def _is_open(question: Question) -> bool:
    return question.type == OPEN and NUMBERS_ALONE not in question.appearance and not question.read_only


def _said(record: StudyRecord, wave: WaveRecord) -> dict[str, _Said]:
    """What is answered now to each open question of a wave, and to each that is a source already."""
    known = {
        each.question: _Said(answer_turns.source(wave, each.question))
        for each in transcripts.answer_sources(record.id)
        if each.question is not None and each.wave == wave.name
    }
    with submitted.one_moment() as connection:
        for batch in submitted.everything(connection, [wave.id]):
            for row in batch:
                asked = open_questions(record, row.questionnaire_digest)
                for question, place, words in _words(row, asked):
                    said = known.setdefault(question, _Said(None))
                    said.words[row.id, place] = words, row.language
                    if _is_corrected(row, said.before):
                        said.corrected.add((row.id, place))
    return known


def _words(row: Submitted, asked: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """The open answers of a submission: the question, its place, the words."""
    for place, value in documents.read(row.document).answers.items():
        question = place.partition("[")[0]
        if question in asked and isinstance(value, str) and (words := canonical(value).strip()):
            yield question, place, words


def _is_corrected(row: Submitted, before: Source | None) -> bool:
    if before is None or row.corrected_at is None:
        return False
    moment = row.corrected_at if row.corrected_at.tzinfo else row.corrected_at.replace(tzinfo=datetime.UTC)
    return moment >= before.read_at


def _changes(record: StudyRecord, said: _Said, moment: datetime.datetime) -> Changes:
    there: Mapping[Key, int] = {} if said.before is None else said.before.turns
    new = _pseudonymised(record, {key: words for key, words in said.words.items() if key not in there})
    again = _pseudonymised(record, {key: said.words[key] for key in said.corrected if key in there})
    stands = _texts(record, said.before) if again else {}
    corrected = [each for each in again if stands.get(there[each.key]) != each.text]
    return Changes(new, corrected, [key for key in there if key not in said.words], moment)


def _texts(record: StudyRecord, before: Source | None) -> dict[int, str]:
    source = None if before is None else transcripts.interview(record.id, before.number)
    return {} if source is None else {turn.position: turn.text for turn in transcripts.turns(source)}


def _pseudonymised(record: StudyRecord, said: Mapping[Key, tuple[str, str]]) -> list[NewAnswer]:
    """Each answer with its names replaced, looked at alone: what others write small says nothing about it."""
    keys = list(said)
    read = [(_as_read(said[key][0]), said[key][1]) for key in keys]
    texts = (each.texts[0] for each in pseudonymised(record, read))
    return [NewAnswer(key, said[key][1], text, _terms(text)) for key, text in zip(keys, texts, strict=True)]


def _as_read(words: str) -> ReadTranscript:
    return ReadTranscript((Turn("", words, None, None, 1),), words, "", answer_turns.FORMAT, "utf-8", ())


def _terms(text: str) -> dict[str, Sequence[int]]:
    """At which of its words each term of an answer stands: in a text of turn 0 places are words."""
    return dict(index_of({0: text}, SEVERAL))


def as_plain(each: Brought) -> dict[str, object]:
    """What was done for one question, for a program."""
    return {"wave": each.wave, "question": each.question, **dataclasses.asdict(each.kept)}
