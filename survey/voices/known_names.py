"""Every name that a study knows, of its participants and of its lists, and the marks that stand for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.store import listed_names, pseudonyms
from survey.store.listed_names import KINDS, NO_NAME, NewName
from survey.store.pseudonyms import Bearer
from survey.store.studies import StudyRecord
from survey.voices import names
from survey.voices.name_marks import Found, mark_of
from survey.voices.names import Names, StandsFor
from survey.voices.pseudonyms import Looked


def known_names(record: StudyRecord) -> Names:
    """The names of the participants of a study and those on its lists, the longest first."""
    of_lists = (
        (each.written, Found(each.kind, each.number, each.everywhere))
        for each in listed_names.listed(record.name, KINDS)
    )
    return names.both(names.names_of(pseudonyms.names(record)), names.listed_names(of_lists))


def with_proposed(known: Names, proposed: Sequence[NewName]) -> Names:
    """These names and those that somebody thinks of listing: each stands for its place among them, from -1 down."""
    ways = (
        (written, Found(each.kind, -place, each.everywhere))
        for place, each in enumerate(proposed, 1)
        if each.kind != NO_NAME
        for written in each.ways.values()
    )
    return names.both(names.listed_names(ways), known)


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands in the place of each name: the numbers of those who have one, in one language."""

    numbers: Mapping[Bearer, int]
    language: str

    def __call__(self, stands_for: StandsFor) -> str:
        """The mark of a name."""
        if isinstance(stands_for, Found):
            return mark_of(stands_for, self.language)
        return f"[P{self.numbers[stands_for]}]" if isinstance(stands_for, Bearer) else f"[{stands_for}]"


def bearers(everything: Iterable[Looked]) -> Iterator[Bearer]:
    """The participants, and names that several share, that were found."""
    for each in everything:
        yield from (name.stands_for for name in each.found if isinstance(name.stands_for, Bearer))
