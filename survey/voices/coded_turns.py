"""The turns of an interview with what was marked in them: words cut where passages begin and end, codes beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from survey.store import codes
from survey.store.codes import Code
from survey.store.codings import Coding
from survey.store.transcripts import StoredTurn


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A stretch of what was said, and the keys of the codings that hold all of it."""

    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnMark:
    """A coding as it stands beside a turn; ``goes_on``: it began in a turn before."""

    coding: Coding
    name: str
    path: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class CodedTurn:
    """What one person said, and what was marked in it. ``may_mark``: it belongs to what is coded.

    ``language``: of an answer; None where it is that of the interview.
    """

    position: int
    speaker: str
    role: str
    start: int | None
    pieces: tuple[MarkedPiece, ...]
    marks: tuple[TurnMark, ...] = ()
    goes_on: bool = False
    may_mark: bool = True
    language: str | None = None

    @property
    def text(self) -> str:
        """What was said."""
        return "".join(piece.text for piece in self.pieces)


def coded_turns(
    turns: Sequence[StoredTurn],
    made: Iterable[Coding],
    codebook: Collection[Code],
    *,
    sample: Collection[int] | None = None,
    only: Collection[int] | None = None,
) -> tuple[CodedTurn, ...]:
    """The turns with these codings; those of a ``sample`` may be marked, ``only`` some are told; None is all."""
    by_turn: dict[int, list[Coding]] = {}
    for coding in made:
        for position in coding.passage.turns():
            by_turn.setdefault(position, []).append(coding)
    marked = {coding.said.code for here in by_turn.values() for coding in here}
    names = {code: codes.path(codebook, code) for code in marked}
    coded = []
    before: tuple[str, str] | None = None
    for turn in turns:
        here, who = by_turn.get(turn.position, ()), (turn.speaker, turn.role)
        goes_on, before = before == who, who
        if only is not None and turn.position not in only:
            continue
        coded.append(
            CodedTurn(
                position=turn.position,
                speaker=turn.speaker,
                role=turn.role,
                start=turn.start,
                pieces=marked_pieces(turn, here),
                marks=tuple(_mark(each, names, turn.position) for each in here),
                goes_on=goes_on,
                may_mark=sample is None or turn.position in sample,
                language=turn.language,
            )
        )
    return tuple(coded)


def marked_pieces(turn: StoredTurn, made: Sequence[Coding]) -> tuple[MarkedPiece, ...]:
    """The words of a turn cut at every place where one of these codings begins or ends."""
    if not made:
        return (MarkedPiece(turn.text),)
    spans = [(*each.passage.within(turn.position, len(turn.text)), each.guid) for each in made]
    cuts = sorted({0, len(turn.text), *(place for start, end, _guid in spans for place in (start, end))})
    return tuple(
        MarkedPiece(turn.text[start:end], tuple(guid for first, last, guid in spans if first <= start and end <= last))
        for start, end in zip(cuts, cuts[1:], strict=False)
    )


def turns_changed(before: Iterable[Coding], after: Iterable[Coding]) -> tuple[int, ...]:
    """The turns in which something else is marked than before."""
    different = set(before) ^ set(after)
    return tuple(sorted({position for each in different for position in each.passage.turns()}))


def with_context(sample: Collection[int], turns: int, around: int) -> frozenset[int]:
    """A sample of the turns of an interview with some turns before and after each."""
    near = {position + step for position in sample for step in range(-around, around + 1)}
    return frozenset(position for position in near if 1 <= position <= turns)


def _mark(coding: Coding, names: Mapping[int, Sequence[str]], position: int) -> TurnMark:
    name = names[coding.said.code]
    return TurnMark(coding, name[-1], " › ".join(name), coding.passage.first_turn < position)
