"""How far one is: the numbers of a page's questions, and of all that are asked, counted without asking each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from survey.instrument.pages import Block, Page, Stop, asks
from survey.instrument.places import Place
from survey.instrument.steady import Steady

Walk = Callable[[Block], Iterator[Stop]]


@dataclass(frozen=True, slots=True, eq=False)
class Numbering:
    """What is known of the pages before anyone answers.

    ``certain`` says for each page, and for the end, how many questions that are always asked stand before it,
    ``steady`` which steady ones do, as bits. ``others`` are the pages that have questions of neither kind, and the
    outermost repeats, in their order; ``other_names`` are these questions.
    """

    certain: tuple[int, ...]
    steady: tuple[int, ...]
    others: tuple[Page | Block, ...]
    other_names: frozenset[str]

    @classmethod
    def of(
        cls, pages: Sequence[Page], blocks: Collection[Block], steady: Steady, conditional: Collection[str]
    ) -> Numbering:
        """Those of the pages of a questionnaire; ``conditional`` are the names of what can be hidden."""
        outermost = [each for each in set(blocks) if not any(_contains(other, each) for other in blocks)]
        certain, bits, other_names = [0], [0], set[str]()
        others: dict[int, Page | Block] = {block.start: block for block in outermost}
        for page in pages:
            names = [each.name for each in page.questions if asks(each)]
            certain.append(certain[-1] + sum(name not in conditional for name in names))
            bits.append(bits[-1] | steady.bits(names))
            unsteady = [name for name in names if name in conditional and name not in steady.numbers]
            other_names.update(unsteady)
            if unsteady and not any(block.start <= page.number < block.end for block in outermost):
                others[page.number] = page
        in_order = tuple(others[number] for number in sorted(others))
        return cls(tuple(certain), tuple(bits), in_order, frozenset(other_names))

    def position(
        self, stop: Stop, hidden: int, walk: Walk, shown: Callable[[Stop], Sequence[Place]]
    ) -> tuple[int, int, int]:
        """The numbers of the first and last question asked on a page, and of all; notes are not counted.

        ``hidden`` are the steady nodes that are not asked, ``walk`` gives the stops of a repeat, ``shown`` what a page
        shows.
        """
        here = stop.page.number
        before, total = self._until(here, hidden), self._until(len(self.certain) - 1, hidden)
        own = self._until(here + 1, hidden) - before
        passed = False
        for each in self._stops(walk):
            count = sum(place.name in self.other_names for place in shown(each))
            total += count
            passed = passed or (each.page.number > here and not stop.indices)
            if each == stop:
                own, passed = own + count, True
            elif not passed:
                before += count
        return before + 1, before + own, total

    def _until(self, number: int, hidden: int) -> int:
        return self.certain[number] + (self.steady[number] & ~hidden).bit_count()

    def _stops(self, walk: Walk) -> Iterator[Stop]:
        for each in self.others:
            if isinstance(each, Page):
                yield Stop(each)
            else:
                yield from walk(each)


def _contains(outer: Block, inner: Block) -> bool:
    return outer != inner and outer.start <= inner.start and inner.end <= outer.end
