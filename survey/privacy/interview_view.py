"""What a role may see of interviews: the one place for that rule, and what the pages show by it."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from survey.privacy import access
from survey.store import transcripts
from survey.store.passages import Passage
from survey.store.speaking import Spoken
from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview, StoredRepair, StoredTurn
from survey.voices import search
from survey.voices.excerpts import Piece, Span, beginning, ending, pieces, shortened
from survey.voices.search import Turns

CANNOT_BE_SHOWN = "none"
"""The consent to quotes of somebody whose words stay with the researchers."""
MOST_HITS = 100
"""Turns that one page of a search shows."""


@dataclass(frozen=True, slots=True)
class Known:
    """What researchers alone see of an interview; days are those of the study's zone."""

    participant_id: str | None
    wave: str | None
    held_on: datetime.date | None
    link: bool
    read_by: str | None
    released_on: datetime.date | None
    imported_on: datetime.date
    format: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One interview in a list; ``minutes`` is None where the file states no times, ``known`` for all but researchers.

    ``quote`` says to whom excerpts may be shown: none, team, partner or public.
    """

    number: int
    language: str
    minutes: int | None
    turns: int
    quote: str
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """What one person said; ``start`` is in milliseconds, None where the file states no time.

    ``speaker`` is '' where the role says already who speaks. ``goes_on``: whoever spoke last speaks again.
    """

    position: int
    speaker: str
    role: str
    start: int | None
    pieces: tuple[Piece, ...]
    marked: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Pane:
    """An interview as it is read: all its turns, or the first ones when ``left_out`` says how many more there are.

    ``repairs``, what was mended in its file, are there for researchers alone.
    """

    voice: Voice
    turns: tuple[ShownTurn, ...]
    left_out: int = 0
    repairs: tuple[StoredRepair, ...] = ()

    @property
    def is_linked(self) -> bool:
        """Whether words and scores of this person may be seen together by who looks."""
        return self.voice.known is not None and self.voice.known.link

    @property
    def marked(self) -> tuple[ShownTurn, ...]:
        """The turns that hold what was searched for."""
        return tuple(turn for turn in self.turns if turn.marked)


@dataclass(frozen=True, slots=True)
class FoundTurn:
    """A turn that was found, with the line before and the line after it ('' where there is none)."""

    turn: ShownTurn
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search shows: for each interview its turns; ``turns`` counts all of them, shown or not.

    ``is_all`` is false where so many were found that nobody went on looking; ``among``: the interviews searched.
    """

    interviews: tuple[tuple[Voice, tuple[FoundTurn, ...]], ...]
    turns: int
    is_all: bool = True
    among: int = 0
    page: int = 1
    pages: int = 1

    @property
    def first(self) -> int:
        """Which turn is the first that is shown, counted from 1."""
        return (self.page - 1) * MOST_HITS + 1

    @property
    def last(self) -> int:
        """Which turn is the last that is shown."""
        return min(self.page * MOST_HITS, self.turns)


def reads_interviews(role: str) -> bool:
    """Whether interviews are on the pages of a role at all: whoever manages accounts and links reads no words."""
    return role in access.READERS


def may_read(role: str, interview: Interview) -> bool:
    """Whether a role may read this interview: researchers every one, staff those released whose words may be shown."""
    if role in access.RESEARCHERS:
        return True
    return reads_interviews(role) and interview.released_at is not None and interview.quote != CANNOT_BE_SHOWN


def readable(record: StudyRecord, role: str) -> tuple[Interview, ...]:
    """The interviews of a study that a role may read, by number."""
    if not reads_interviews(role):
        return ()
    return tuple(each for each in transcripts.interviews(record.id) if may_read(role, each))


def voices(record: StudyRecord, role: str) -> tuple[Voice, ...]:
    """The list of the interviews that a role may read."""
    return tuple(_voice(record, role, each) for each in readable(record, role))


def pane(record: StudyRecord, role: str, number: int, query: str = "", *, most: int | None = None) -> Pane | None:
    """One interview with what was searched for marked; None when there is none or the role may not read it."""
    interview = transcripts.interview(record.id, number) if reads_interviews(role) else None
    if interview is None or not may_read(role, interview):
        return None
    hits = search.search(record, query, {number}) if query else ()
    spans = {hit.position: hit.spans for hit in hits}
    turns = transcripts.turns(interview)
    shown = tuple(_with_speakers(named(turns)[:most], spans))
    repairs = transcripts.repairs(interview) if role in access.RESEARCHERS else ()
    return Pane(_voice(record, role, interview), shown, len(turns) - len(shown), repairs)


def shown(
    record: StudyRecord,
    role: str,
    turns: Turns,
    query: str,
    among: Mapping[int, Interview],
    *,
    held: Callable[[int], Sequence[Passage]],
    spoken: Collection[Spoken],
    page: int = 1,
) -> Found:
    """Turns that were found in these interviews, those of one page with their words.

    ``held``: the passages of an interview that are to be told apart, by its key; ``spoken``: who speaks in them.
    """
    count, on_page = sum(len(each) for _interview, each in turns), list[tuple[Interview, tuple[int, ...]]]()
    pages = max(1, -(-count // MOST_HITS))
    skipped, left = (page - 1) * MOST_HITS, MOST_HITS
    speakers = defaultdict[int, list[tuple[str, str]]](list)
    for each in spoken:
        speakers[each.transcript].append((each.role, each.speaker))
    for interview, found in turns:
        here = found[skipped : skipped + left]
        skipped -= min(skipped, len(found))
        left -= len(here)
        if here:
            on_page.append((among[interview.number], here))
    near = transcripts.turns_among({kept.id: _near(here) for kept, here in on_page})
    groups = []
    for kept, here in on_page:
        beside = Beside(kept.language, near[kept.id], held(kept.id), _alone(speakers[kept.id]))
        groups.append((_voice(record, role, kept), _found_turns(here, query, beside)))
    return Found(tuple(groups), count, count < search.MOST_HITS, len(among), page, pages)


def _voice(record: StudyRecord, role: str, interview: Interview) -> Voice:
    return Voice(
        number=interview.number,
        language=interview.language,
        minutes=None if interview.seconds is None else max(1, round(interview.seconds / 60)),
        turns=interview.turns,
        quote=interview.quote,
        known=_known(record, interview) if role in access.RESEARCHERS else None,
    )


def _known(record: StudyRecord, interview: Interview) -> Known:
    zone = ZoneInfo(record.study.time_zone)
    return Known(
        participant_id=interview.participant_id,
        wave=interview.wave,
        held_on=interview.held_on,
        link=interview.link,
        read_by=interview.read_by,
        released_on=interview.released_at and interview.released_at.astimezone(zone).date(),
        imported_on=interview.imported_at.astimezone(zone).date(),
        format=interview.format,
    )


def named(turns: Sequence[StoredTurn]) -> tuple[StoredTurn, ...]:
    """The turns without the labels of those who alone have their role: «interviewer» needs no L1 beside it."""
    alone = _alone((turn.role, turn.speaker) for turn in turns)
    return tuple(dataclasses.replace(turn, speaker="") if turn.role in alone else turn for turn in turns)


def _alone(speakers: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The roles that one speaker alone has."""
    labels = defaultdict[str, set[str]](set)
    for role, speaker in speakers:
        labels[role].add(speaker)
    return frozenset(role for role, here in labels.items() if role and len(here) == 1)


def _with_speakers(turns: Sequence[StoredTurn], spans: Mapping[int, Sequence[Span]]) -> Iterator[ShownTurn]:
    before: StoredTurn | None = None
    for turn in turns:
        goes_on = before is not None and (before.speaker, before.role) == (turn.speaker, turn.role)
        yield _shown(turn, spans.get(turn.position, ()), goes_on=goes_on)
        before = turn


def _shown(turn: StoredTurn, spans: Sequence[Span], held: Sequence[Span] = (), *, goes_on: bool = False) -> ShownTurn:
    cut = pieces(turn.text, spans, held)
    return ShownTurn(turn.position, turn.speaker, turn.role, turn.start, cut, bool(spans), goes_on)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of an interview in which turns were found: these and those around them, passages held, speakers."""

    language: str
    turns: Mapping[int, StoredTurn]
    held: Sequence[Passage]
    alone: Collection[str]


def _near(found: Collection[int]) -> frozenset[int]:
    """Turns with the line before and the line after each: no other line of a long interview is read."""
    return frozenset(place for position in found for place in (position - 1, position, position + 1))


def _found_turns(found: Collection[int], query: str, beside: Beside) -> tuple[FoundTurn, ...]:
    """These turns, each between the line before and the line after it."""
    turns, found_turns = beside.turns, []
    for turn in (turns[position] for position in found if position in turns):
        named = dataclasses.replace(turn, speaker="") if turn.role in beside.alone else turn
        within = [each.within(turn.position, len(turn.text)) for each in beside.held if turn.position in each.turns()]
        shown = _shown(named, search.spans_of(turn.text, query, beside.language), within)
        short = dataclasses.replace(shown, pieces=shortened(shown.pieces))
        before, after = turns.get(turn.position - 1), turns.get(turn.position + 1)
        found_turns.append(
            FoundTurn(short, ending(before.text) if before else "", beginning(after.text) if after else "")
        )
    return tuple(found_turns)
