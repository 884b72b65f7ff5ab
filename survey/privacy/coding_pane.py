"""What the page shows on which somebody codes an interview: its text, one reading of it, and no score of anybody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from survey.privacy import coding_view, interview_view
from survey.privacy.coding_view import EVERYBODY
from survey.store import answer_turns, codes, rounds, transcripts
from survey.store.codes import Code
from survey.store.codings import Coding
from survey.store.layers import AGAIN, FIRST, LAYERS, Layer
from survey.store.rounds import READER, Round
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview
from survey.voices.coded_turns import CodedTurn, coded_turns, with_context

CONTEXT = 2
"""Turns before and after each turn of a sample, which are read and not marked."""
ON_A_PAGE = 200
"""Answers that one page shows; an interview is one page."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One layer of an interview, as one coder stands to it.

    ``begun`` and ``done`` count the first readings of others. ``sample``: the turns that are coded, None for all.
    """

    interview: Interview
    layer: Layer
    may_write: bool
    is_done: bool
    is_begun: bool
    is_veiled: bool
    only_looks: bool
    sees_others: bool
    has_sample: bool
    sample: frozenset[int] | None
    begun: int
    done: int

    @property
    def name(self) -> str:
        """The layer as addresses name it; '' for the first reading."""
        return "" if self.layer.name == FIRST else self.layer.name


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """A code as it is chosen: how deep it stands in the tree; a category only heads others."""

    code: Code
    path: str
    depth: int


@dataclass(frozen=True, slots=True)
class CodingPane:
    """An interview, or a page of answers, with what one reading of it marked; ``marks`` counts all its passages."""

    reading: Reading
    turns: tuple[CodedTurn, ...]
    codings: tuple[Coding, ...]
    marks: int
    page: int = 1
    pages: int = 1


def reading(record: StudyRecord, number: int, layer: Layer) -> Reading | None:
    """A reading of an interview; None where there is none, or none that this coder may read."""
    interview = transcripts.interview(record.id, number)
    if interview is None or layer.name not in (*LAYERS, EVERYBODY):
        return None
    here = rounds.of_interview(interview)
    own = {each.layer for each in here if each.coder == layer.coder}
    if layer.name == FIRST and READER in own:
        layer = Layer(layer.coder, EVERYBODY)
    if not coding_view.may_read(here, layer):
        return None
    mine = next((each for each in here if (each.coder, each.layer) == (layer.owner, layer.name)), None)
    is_done = mine is not None and mine.done_at is not None
    is_veiled = coding_view.is_veiled(here, layer)
    others = [each for each in here if each.layer == FIRST and each.coder != layer.coder]
    return Reading(
        interview=interview,
        layer=layer,
        may_write=layer.name in LAYERS and not is_done and not is_veiled,
        is_done=is_done,
        is_begun=mine is not None,
        is_veiled=is_veiled,
        only_looks=READER in own,
        sees_others=coding_view.may_read(here, Layer(layer.coder, EVERYBODY)) and not is_veiled,
        has_sample=AGAIN in own,
        sample=_sample(mine),
        begun=len(others),
        done=sum(each.done_at is not None for each in others),
    )


def pane(record: StudyRecord, read: Reading, positions: Collection[int] | None = None) -> CodingPane:
    """The turns of a reading with its marks, or some of them; of a sample, its turns and those around them."""
    if read.interview.is_answers:
        return _of_answers(record, read, positions or ())
    made = marks_of(read)
    turns: Sequence[transcripts.StoredTurn] = interview_view.named(transcripts.turns(read.interview))
    if read.sample is not None:
        near = with_context(read.sample, len(turns), CONTEXT)
        turns = [turn for turn in turns if turn.position in near]
    shown = coded_turns(turns, made, codes.codebook(record.id), sample=read.sample, only=positions)
    return CodingPane(read, shown, made, len(made))


def page_of_answers(record: StudyRecord, read: Reading, page: int) -> CodingPane | None:
    """One page of open answers; None where there is no such page."""
    everything = answer_turns.positions(read.interview.id)
    pages = max(1, -(-len(everything) // ON_A_PAGE))
    if not 1 <= page <= pages:
        return None
    pane = _of_answers(record, read, everything[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
    return replace(pane, page=page, pages=pages)


def page_of(interview: Interview, turn: int) -> int:
    """On which page an answer stands; the first one where it is not there any more."""
    everything = answer_turns.positions(interview.id)
    return everything.index(turn) // ON_A_PAGE + 1 if turn in everything else 1


def _of_answers(record: StudyRecord, read: Reading, positions: Collection[int]) -> CodingPane:
    made = marks_of(read, positions)
    turns = transcripts.turns(read.interview, positions)
    shown = coded_turns(turns, made, codes.codebook(record.id), sample=read.sample)
    count = coding_view.count_in(read.interview, rounds.of_interview(read.interview), read.layer)
    return CodingPane(read, tuple(replace(each, role="", goes_on=False) for each in shown), made, count)


def marks_of(read: Reading, turns: Collection[int] | None = None, guid: str = "") -> tuple[Coding, ...]:
    """What this reading marked, as far as it may be seen: all of it, in some turns, or the one with this key."""
    here = rounds.of_interview(read.interview)
    return coding_view.read_in(read.interview, here, read.layer, turns=turns, guid=guid)


def choices(record: StudyRecord) -> tuple[CodeChoice, ...]:
    """The codebook of a study as a list to choose from."""
    codebook = codes.codebook(record.id)
    paths = {code.id: codes.path(codebook, code.id) for code in codebook}
    return tuple(CodeChoice(code, " › ".join(paths[code.id]), len(paths[code.id]) - 1) for code in codebook)


def _sample(mine: Round | None) -> frozenset[int] | None:
    return None if mine is None or mine.turns is None else frozenset(mine.turns)
