"""What the address of a dashboard asks for: filters, an interview, paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from survey.instrument.study import Study, filter_values

MOST_FILTERS = 2
INTERVIEW, SEARCHED, PAPER, NARROW = "interview", "q", "paper", "narrow"
LARGEST_NUMBER = 2**31 - 1
"""The largest number an interview can have in a database."""


class WishError(ValueError):
    """The address asks for what this study does not have; the message is for who looks at the page."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Whose figures, which interview beside them (None: no certain one), what is searched in it.

    ``on_paper``: the page for printing. ``narrow``: a picture for a telephone.
    """

    filters: Mapping[str, str]
    interview: int | None = None
    searched: str = ""
    on_paper: bool = False
    narrow: bool = False

    def address(self, **changes: object) -> dict[str, object]:
        """The words of an address that asks for the same, but for ``changes``; None leaves a word out."""
        words = {
            **self.filters,
            INTERVIEW: self.interview,
            SEARCHED: self.searched or None,
            PAPER: "yes" if self.on_paper else None,
        }
        return {name: value for name, value in (words | changes).items() if value is not None}


def read_wishes(study: Study, arguments: Mapping[str, str]) -> Wishes:
    """Read the words of an address; empty ones ask for nothing."""
    words = {name: value for name, value in arguments.items() if value}
    interview = words.pop(INTERVIEW, None)
    searched = words.pop(SEARCHED, "")
    on_paper, narrow = (words.pop(name, None) is not None for name in (PAPER, NARROW))
    if interview is not None and not _is_number(interview):
        raise WishError(gettext("There is no such interview."))
    if any(name not in study.filters for name in words):
        raise WishError(gettext("This study has no such filter."))
    if any(value not in filter_values(study, name) for name, value in words.items()):
        raise WishError(gettext("This filter has no such choice."))
    if len(words) > MOST_FILTERS:
        most = ngettext("Choose %(num)d filter at most.", "Choose %(num)d filters at most.", MOST_FILTERS)
        raise WishError(most + " " + gettext("More would tell of too few people."))
    return Wishes(words, None if interview is None else int(interview), searched, on_paper, narrow)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and int(text[:20]) <= LARGEST_NUMBER
