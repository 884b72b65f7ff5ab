"""What leaves the house of coded interviews: texts, codes and codings, and of linked people their scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.store.codes import Code
from survey.store.codings import Coding
from survey.store.passages import BETWEEN_TURNS, Passage, quote_of
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview, StoredTurn


class QuoteLostError(RuntimeError):
    """The text of an interview does not hold a quote at its place: nothing of it may leave."""


@dataclass(frozen=True, slots=True)
class Score:
    """A column of scores: a scale at a wave, and what it is called."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class CodedInterview:
    """One interview; ``scores`` of its person by their names, only where the consent says that they may stand together.

    A score that is missing is absent.
    """

    interview: Interview
    turns: tuple[StoredTurn, ...]
    scores: Mapping[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The whole text, as places in other programs count it."""
        return BETWEEN_TURNS.join(turn.text for turn in self.turns)

    @property
    def participant_id(self) -> str | None:
        """Whose it is, where that may be told beside the words."""
        return self.interview.participant_id if self.interview.link else None


@dataclass(frozen=True, slots=True)
class Coded:
    """The coded interviews of a study, as far as whoever asks may see them.

    ``withdrawn``: how many interviews are left out, since what may be quoted of them was taken back.
    """

    record: StudyRecord
    codes: tuple[Code, ...]
    interviews: tuple[CodedInterview, ...]
    codings: tuple[Coding, ...]
    scores: tuple[Score, ...] = ()
    withdrawn: int = 0

    def by_interview(self) -> Mapping[int, tuple[Coding, ...]]:
        """The codings by the key of their interview."""
        found: dict[int, list[Coding]] = {}
        for each in self.codings:
            found.setdefault(each.transcript, []).append(each)
        return {key: tuple(each) for key, each in found.items()}


def starts_of(turns: tuple[StoredTurn, ...]) -> dict[int, int]:
    """Where each turn begins within the whole text."""
    found, at = {}, 0
    for turn in turns:
        found[turn.position] = at
        at += len(turn.text) + len(BETWEEN_TURNS)
    return found


def place_in_text(starts: Mapping[int, int], passage: Passage) -> tuple[int, int]:
    """Where a passage begins and ends within the whole text, the end being no part of it."""
    return starts[passage.first_turn] + passage.start, starts[passage.last_turn] + passage.end


def checked(texts: Mapping[int, str], coding: Coding) -> Coding:
    """The coding, once its quote is what stands at its place; raises ``QuoteLostError``."""
    if quote_of(texts, coding.passage) != coding.quote:
        raise QuoteLostError(f"Coding {coding.guid} does not hold the words of its passage: nothing was written.")
    return coding
