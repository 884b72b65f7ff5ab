"""What may leave the house of coded interviews, and with which scores: all of a study, or what somebody may see."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from survey.instrument.definition import text_in
from survey.privacy import coding_view
from survey.privacy.own_scores import own_scores
from survey.store import accounts, codes, codings, rounds, submitted, transcripts, versions
from survey.store.codings import Coding
from survey.store.documents import read
from survey.store.layers import AGAIN, CONSENSUS
from survey.store.studies import StudyRecord
from survey.store.submissions import SUBMITTED, Submission
from survey.voices.coded import Coded, CodedInterview, Score
from survey.voices.refi.importing import Known

Scores = dict[int, dict[str, float]]


def everything(record: StudyRecord, *, with_scores: bool = True) -> Coded:
    """All of a study, for whoever runs the installation."""
    return _coded(record, codings.of_study(record.id), with_scores=with_scores)


def seen_by(record: StudyRecord, coder: str, *, with_scores: bool = True) -> Coded:
    """The interviews of a study for a researcher, with the codings that this one may see."""
    return _coded(record, _visible(record, coder), with_scores=with_scores)


def codebook_of(record: StudyRecord) -> Coded:
    """The codes of a study without a word of its interviews."""
    return Coded(record, codes.codebook(record.id), (), (), ())


def withdrawn(record: StudyRecord) -> int:
    """How many interviews leave in no file, since what may be quoted of them was taken back."""
    return sum(each.is_withdrawn for each in transcripts.interviews(record.id))


def known_to(record: StudyRecord, coder: str) -> Known:
    """What a file is held against when a researcher reads it: of others nothing that may not be seen.

    The names of all other accounts are taken, and no consensus is made of a file.
    """
    kept = coding_view.visible(record, coder)
    here = {each.coder for each in kept} | {each.coder for each in rounds.of_study(record.id)}
    others = {each.name for each in accounts.all_accounts()} - {coder}
    return Known(kept, frozenset(here | others), True)


def scores_of(record: StudyRecord, language: str = "") -> tuple[Score, ...]:
    """The scores that linked people may have: each scale at each wave that asks for it."""
    fallback, found = record.study.default_language, []
    labels = {wave.name: text_in(wave.label, language or fallback, fallback) for wave in record.study.waves}
    for wave in record.waves:
        for scale in versions.flow(wave.questionnaire_digest).questionnaire.scales:
            label = text_in(scale.label, language or fallback, fallback)
            found.append(Score(f"{scale.name} {wave.name}", f"{label} ({labels[wave.name]})"))
    return tuple(sorted(found, key=lambda each: each.name))


def _visible(record: StudyRecord, coder: str) -> tuple[Coding, ...]:
    """What somebody may see; of an interview that they read again just now, the second reading alone."""
    again = coding_view.reads_again(rounds.of_study(record.id), coder)
    return tuple(
        each
        for each in coding_view.visible(record, coder)
        if each.transcript not in again or (each.layer, each.coder) == (AGAIN, coder)
    )


def known_to_all(record: StudyRecord) -> Known:
    """What a file is held against when it is read by whoever runs the installation."""
    kept, readings = codings.of_study(record.id), rounds.of_study(record.id)
    taken = {each.coder for each in kept} | {each.coder for each in readings}
    has_consensus = CONSENSUS in {each.layer for each in kept} | {each.layer for each in readings}
    return Known(kept, frozenset(taken), has_consensus)


def _coded(record: StudyRecord, kept: Sequence[Coding], *, with_scores: bool = True) -> Coded:
    kept_here = transcripts.interviews(record.id)
    interviews = tuple(each for each in kept_here if not each.is_withdrawn)
    linked = sorted({each.participant for each in interviews if each.link and each.participant is not None})
    linked = linked if with_scores else []
    columns, scores = _scores(record, linked)
    among = {each.id for each in interviews}
    return Coded(
        record=record,
        codes=codes.codebook(record.id),
        interviews=tuple(
            CodedInterview(
                each,
                transcripts.turns(each),
                scores.get(each.participant, {}) if each.link and each.participant is not None else {},
            )
            for each in interviews
        ),
        codings=tuple(each for each in kept if each.transcript in among),
        scores=columns,
        withdrawn=len(kept_here) - len(interviews),
    )


def _scores(record: StudyRecord, participants: Sequence[int]) -> tuple[tuple[Score, ...], Scores]:
    """The scores of these people, wave by wave; one that cannot be computed is absent."""
    found: Scores = {}
    labels: dict[str, str] = {}
    if not participants:
        return (), found
    waves = {wave.id: wave for wave in record.waves}
    language = record.study.default_language
    with submitted.one_moment() as connection:
        rows = [row for batch in submitted.of_people(connection, list(waves), participants) for row in batch]
    for row in rows:
        wave = waves[row.wave_id]
        for own in own_scores(_submission(row)):
            name = f"{own.name} {wave.name}"
            labels[name] = f"{text_in(own.label, language, language)}, {wave.name}: {own.low:g} to {own.high:g}"
            if own.now is not None:
                found.setdefault(row.participant, {})[name] = own.now
    return tuple(Score(name, labels[name]) for name in sorted(labels)), found


def _submission(row: submitted.Submitted) -> Submission:
    moment = row.submitted_at.replace(tzinfo=datetime.UTC) if row.submitted_at.tzinfo is None else row.submitted_at
    flow = versions.flow(row.questionnaire_digest)
    return Submission(row.id, flow, SUBMITTED, row.language, read(row.document), 1, moment, None, moment)
