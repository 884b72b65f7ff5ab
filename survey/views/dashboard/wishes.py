"""What the address of a dashboard asks for: filters, an interview or other voices, a mark, paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from survey.instrument.study import Study, filter_values

MOST_FILTERS = 2
INTERVIEW, SEARCHED, PAPER, NARROW = "interview", "q", "paper", "narrow"
ABOUT, THIRD, PLACE, MARK = "of", "third", "at", "mark"
NO_VOICES: Mapping[str, None] = dict.fromkeys((ABOUT, THIRD, PLACE, INTERVIEW, MARK, SEARCHED))
"""What an address leaves out that leads to other voices beside the figures."""
LARGEST_NUMBER = 2**31 - 1
"""The largest number an interview can have in a database."""


class WishError(ValueError):
    """The address asks for what this study does not have; the message is for who looks at the page."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Whose figures, which interview beside them (None: no certain one), what is searched in it.

    ``about``: the scale or question whose quotes stand beside them; ``third``: those of the people of a third.
    ``place``: the marks that led here; ``mark``: the one to show. ``on_paper``: the page for printing. ``narrow``: a
    picture for a telephone.
    """

    filters: Mapping[str, str]
    interview: int | None = None
    searched: str = ""
    on_paper: bool = False
    narrow: bool = False
    about: str = ""
    third: str = ""
    place: str = ""
    mark: int | None = None

    @property
    def marked(self) -> int | None:
        """The interview whose marks stand out: the one to show, else the one that is open."""
        return self.interview if self.mark is None else self.mark

    @property
    def voices(self) -> dict[str, object]:
        """The words of an address that ask for what stands beside the figures."""
        words = {ABOUT: self.about or None, THIRD: self.third or None, PLACE: self.place or None}
        return {name: value for name, value in (words | {INTERVIEW: self.interview}).items() if value is not None}

    def address(self, **changes: object) -> dict[str, object]:
        """The words of an address that asks for the same, but for ``changes``; None leaves a word out."""
        words = {
            **self.filters,
            **self.voices,
            MARK: self.mark,
            SEARCHED: self.searched or None,
            PAPER: "yes" if self.on_paper else None,
        }
        return {name: value for name, value in (words | changes).items() if value is not None}


def read_wishes(study: Study, arguments: Mapping[str, str]) -> Wishes:
    """Read the words of an address; empty ones ask for nothing."""
    words = {name: value for name, value in arguments.items() if value}
    interview, mark = (words.pop(name, None) for name in (INTERVIEW, MARK))
    searched, about, third, place = (words.pop(name, "") for name in (SEARCHED, ABOUT, THIRD, PLACE))
    on_paper, narrow = (words.pop(name, None) is not None for name in (PAPER, NARROW))
    if any(number is not None and not _is_number(number) for number in (interview, mark)):
        raise WishError(gettext("There is no such interview."))
    if any(name not in study.filters for name in words):
        raise WishError(gettext("This study has no such filter."))
    if any(value not in filter_values(study, name) for name, value in words.items()):
        raise WishError(gettext("This filter has no such choice."))
    if len(words) > MOST_FILTERS:
        most = ngettext("Choose %(num)d filter at most.", "Choose %(num)d filters at most.", MOST_FILTERS)
        raise WishError(most + " " + gettext("More would tell of too few people."))
    opened, shown = (None if number is None else int(number) for number in (interview, mark))
    return Wishes(words, opened, searched, on_paper, narrow, about=about, third=third, place=place, mark=shown)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and int(text[:20]) <= LARGEST_NUMBER
