"""What several readings marked of the interviews they have in common, as numbers: which turns, which characters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from survey.privacy.common_text import Common
from survey.store.coding_counts import Place
from survey.store.layers import Layer

Whole = NDArray[np.int64]
Marks = NDArray[np.bool_]
NOT_READ = -1


@dataclass(frozen=True, slots=True)
class Judgements:
    """Who marked what with one code. A row is a turn, or characters that are marked alike, or what nobody marked.

    marks: a column for each reading: 1 where it marked that, 0 where it did not, -1 where it did not read it.
    sizes: how many turns or characters a row stands for, above 0. interviews: in which it is, from 0.
    """

    marks: Whole
    sizes: Whole
    interviews: Whole


@dataclass(frozen=True, slots=True)
class _Marked:
    """Passages by column: code, reading; from which turn and place in it to which, turns as places in ``Readings``."""

    code: Whole
    reading: Whole
    first: Whole
    start: Whole
    last: Whole
    end: Whole

    def those(self, which: Marks) -> _Marked:
        """These passages alone."""
        return _Marked(*(getattr(self, name)[which] for name in _Marked.__slots__))


@dataclass(frozen=True, slots=True)
class Readings:
    """The turns of all interviews, one after the other, and what each reading marked of them.

    interviews: where each turn is, from 0. counts: whether it counts. lengths: its code points, 0 where it does not
    count. done: a row for each interview, whether each reading of it is done.
    """

    interviews: Whole
    counts: Marks
    lengths: Whole
    done: Marks
    marked: _Marked

    @property
    def turns(self) -> int:
        """How many turns count."""
        return int(self.counts.sum())

    def where_marked(self) -> Readings:
        """With those turns alone of which some reading marked something, with whatever code."""
        counts = np.zeros_like(self.counts)
        counts[self._pieces()[1]] = True
        return replace(self, counts=counts, lengths=np.where(counts, self.lengths, 0))

    def by_turns(self, codes: Sequence[int]) -> list[Judgements]:
        """Who marked something of which turn, code by code."""
        which, turns = self._pieces()
        keys = self.marked.code[which] * len(self.counts) + turns
        found, inverse = np.unique(keys, return_inverse=True)
        marks = np.zeros((len(found), self.done.shape[1]), dtype=np.int64)
        marks[inverse, self.marked.reading[which]] = 1
        code, turn = np.divmod(found, max(1, len(self.counts)))
        held = Judgements(marks, np.ones(len(found), dtype=np.int64), self.interviews[turn])
        return self._with_the_rest(codes, code, held, self._added(self.counts))

    def by_characters(self, codes: Sequence[int]) -> list[Judgements]:
        """Who marked which characters, code by code."""
        starts = np.cumsum(self.lengths) - self.lengths
        marked, lengths = self.marked, self.lengths
        begins = starts[marked.first] + np.minimum(marked.start, lengths[marked.first])
        ends = starts[marked.last] + np.minimum(marked.end, lengths[marked.last])
        code, at = np.tile(marked.code, 2), np.concatenate((begins, ends))
        opened = np.zeros((len(begins), self.done.shape[1]), dtype=np.int64)
        opened[np.arange(len(begins)), marked.reading] = 1
        order = np.lexsort((at, code))
        code, at = code[order], at[order]
        marks = (np.cumsum(np.concatenate((opened, -opened))[order], axis=0)[:-1] > 0).astype(np.int64)
        sizes = np.diff(at)
        totals = self._added(self.lengths)
        there = marks.any(axis=1) & (sizes > 0)  # at the end of a code nothing is open any more
        interviews = np.searchsorted(np.cumsum(totals), at[:-1][there], side="right")
        return self._with_the_rest(codes, code[:-1][there], Judgements(marks[there], sizes[there], interviews), totals)

    def together(self, parts: Sequence[Judgements]) -> Judgements:
        """Those of several codes, a turn or a character as often as there are codes."""
        nothing = np.zeros(0, dtype=np.int64)
        every = [Judgements(np.zeros((0, self.done.shape[1]), dtype=np.int64), nothing, nothing), *parts]
        return Judgements(*(np.concatenate([getattr(each, name) for each in every]) for name in Judgements.__slots__))

    def _pieces(self) -> tuple[Whole, Whole]:
        """Each passage as often as it has something of a turn that counts: its place and that of the turn."""
        marked = self.marked
        many = marked.last - marked.first + 1
        which = np.repeat(np.arange(len(many)), many)
        turns = np.arange(len(which)) - np.repeat(np.cumsum(many) - many - marked.first, many)
        of_turn = self.lengths[turns]
        starts = np.where(turns == marked.first[which], marked.start[which], 0)
        ends = np.where(turns == marked.last[which], np.minimum(marked.end[which], of_turn), of_turn)
        held = starts < ends
        return which[held], turns[held]

    def _added(self, of_turns: Whole | Marks) -> Whole:
        """The sums of what each turn has, by interview."""
        sums = np.bincount(self.interviews, weights=of_turns, minlength=len(self.done))
        return sums.astype(np.int64)

    def _with_the_rest(self, codes: Sequence[int], code: Whole, held: Judgements, totals: Whole) -> list[Judgements]:
        """What was marked, sorted by its code, beside what nobody marked of the total of each interview."""
        found = []
        for each in codes:
            rows = slice(*np.searchsorted(code, (each, each + 1)))
            where, sizes = held.interviews[rows], held.sizes[rows]
            rest = totals - np.bincount(where, weights=sizes, minlength=len(totals)).astype(np.int64)
            there = np.flatnonzero(rest)
            interviews = np.concatenate((where, there))
            marks = np.concatenate((held.marks[rows], np.zeros((len(there), self.done.shape[1]), dtype=np.int64)))
            marks[~self.done[interviews]] = NOT_READ
            found.append(Judgements(marks, np.concatenate((sizes, rest[there])), interviews))
        return found


def readings(
    layers: Sequence[Layer],
    counting: Sequence[Common],
    lengths: Sequence[tuple[int, int, int]],
    places: Sequence[Place],
) -> Readings:
    """What these layers marked in the interviews that count; turns and passages of other interviews are left out."""
    among = {each.interview.id: place for place, each in enumerate(counting)}
    of = {(layer.owner, layer.name): place for place, layer in enumerate(layers)}
    at = _turns(lengths, among)
    counts = np.ones(len(at.numbers), dtype=np.bool_)
    for place, each in enumerate(counting):
        if each.turns is not None:
            here = slice(*np.searchsorted(at.interviews, (place, place + 1)))
            counts[here] = np.isin(at.numbers[here], each.turns)
    done = np.array([each.done for each in counting], dtype=np.bool_).reshape(len(counting), len(layers))
    passages = [
        (among[place.transcript], of[place.coder, place.layer], place.code, *place[4:])
        for place in places
        if place.transcript in among
    ]
    interview, reading, code, first, start, last, end = _columns(passages, 7)
    marked = _Marked(code, reading, at.places(interview, first), start, at.places(interview, last), end)
    kept = marked.those(done[interview, reading])
    return Readings(at.interviews, counts, np.where(counts, at.lengths, 0), done, kept)


@dataclass(frozen=True, slots=True)
class _Turns:
    """Turns in their order, by column: in which interview, from 0; their number there; their code points."""

    interviews: Whole
    numbers: Whole
    lengths: Whole

    def places(self, interviews: Whole, numbers: Whole) -> Whole:
        """Where turns stand; of open answers numbers are missing, those of what was erased."""
        beyond = max(self.numbers.max(initial=0), numbers.max(initial=0)) + 1
        known, asked = self.interviews * beyond + self.numbers, interviews * beyond + numbers
        return np.asarray(np.searchsorted(known, asked), dtype=np.int64)


def _turns(lengths: Sequence[tuple[int, int, int]], among: Mapping[int, int]) -> _Turns:
    keys, numbers, long = _columns(lengths, 3)
    known, inverse = np.unique(keys, return_inverse=True)
    interviews = np.array([among.get(int(key), -1) for key in known], dtype=np.int64)[inverse]
    order = np.lexsort((numbers, interviews))
    order = order[np.searchsorted(interviews[order], 0) :]  # without those of other interviews
    return _Turns(interviews[order], numbers[order], long[order])


def _columns(rows: Sequence[Sequence[int]], width: int) -> Whole:
    """Numbers by column, as many columns where there are no rows."""
    return np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * width).reshape(-1, width).T
