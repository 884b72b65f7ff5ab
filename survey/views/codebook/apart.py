"""What coders marked in one interview, side by side: where they agree, where only one of them marked something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request

from survey.privacy import common_text
from survey.store import codes, codings, transcripts
from survey.store.codings import Coding
from survey.store.layers import CONSENSUS, FIRST
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview, StoredTurn
from survey.views.codebook import asked, tree
from survey.voices.judgements import overlap

ALIKE, SOME, ALONE = "alike", "some", "alone"


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that somebody marked; ``how``: by all coders alike, by some of them, or by this one alone."""

    coding: Coding
    code: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class TurnApart:
    """One turn with what each coder marked from it on, and what the consensus holds."""

    turn: StoredTurn
    columns: tuple[tuple[str, tuple[Mark, ...]], ...]
    agreed: tuple[Mark, ...] = ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What all coders marked here."""
        return tuple(mark for _coder, marks in self.columns for mark in marks)


def apart(study: str, number: int) -> str:
    """Two or more coders side by side in one interview."""
    record = asked.record_named(study)
    interview = asked.interview_of(record, number)
    readers = readers_of(record, interview)
    chosen = tuple(each for each in readers if each in request.args.getlist("coder"))
    shown = chosen if len(chosen) > 1 else readers
    is_open = len(shown) > 1
    turns = turns_apart(record, interview, shown) if is_open else ()
    return asked.page("apart", record, interview=interview, turns=turns, is_open=is_open)


def readers_of(record: StudyRecord, interview: Interview) -> tuple[str, ...]:
    """Who read an interview to its end, as far as who asks may see what they marked."""
    return tuple(each.coder for each in common_text.visible_rounds(record, asked.coder(), interview))


def turns_apart(record: StudyRecord, interview: Interview, coders: Sequence[str]) -> tuple[TurnApart, ...]:
    """The turns of which these coders, or the consensus, marked something; who asks may see all of it."""
    everything = codings.of_interview(interview)
    names = tree.paths(codes.codebook(record.id))
    first = [each for each in everything if each.layer == FIRST and each.coder in coders]
    by_code: dict[int, list[Coding]] = {}
    for each in first:
        by_code.setdefault(each.said.code, []).append(each)
    marks: dict[int, list[Mark]] = {}
    for each in first:
        how = _how(each, by_code[each.said.code], len(coders))
        marks.setdefault(each.passage.first_turn, []).append(Mark(each, names[each.said.code], how))
    agreed: dict[int, list[Mark]] = {}
    for each in everything:
        if each.layer == CONSENSUS:
            agreed.setdefault(each.passage.first_turn, []).append(Mark(each, names[each.said.code]))
    return tuple(
        TurnApart(turn, _columns(marks.get(turn.position, ()), coders), tuple(agreed.get(turn.position, ())))
        for turn in transcripts.turns(interview)
        if turn.position in marks or turn.position in agreed
    )


def by_guid(turns: Sequence[TurnApart]) -> Mapping[str, Coding]:
    """What coders marked, by its key."""
    return {mark.coding.guid: mark.coding for turn in turns for mark in turn.marks}


def _columns(marks: Sequence[Mark], coders: Sequence[str]) -> tuple[tuple[str, tuple[Mark, ...]], ...]:
    return tuple((coder, tuple(mark for mark in marks if mark.coding.coder == coder)) for coder in coders)


def _how(coding: Coding, same_code: Sequence[Coding], coders: int) -> str:
    also = {each.coder for each in same_code if overlap(each.passage, coding.passage)}
    return ALIKE if len(also) == coders else SOME if len(also) > 1 else ALONE
