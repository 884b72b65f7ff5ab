"""Where an answer stands: a name and, inside repeats, the numbers of the instances."""

from __future__ import annotations

import re
from typing import NamedTuple

_KEY = re.compile(r"(?P<name>[^\[\]/]+)(?P<indices>(?:\[[1-9][0-9]{0,5}\])*)")


class Place(NamedTuple):
    """A question, group or repeat in one instance of each repeat above it, the outermost number first, from 1.

    For a repeat itself, ``Place("child", (2,))`` is the repeat as it stands in the second instance of the outer one;
    the node of its third instance is ``Place("child", (2, 3))``.
    """

    name: str
    indices: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """Its one text: ``age``, ``age[2]``, ``child_name[2][1]``; keys of answers, fields and stored documents."""
        return self.name + "".join(f"[{number}]" for number in self.indices) if self.indices else self.name

    @classmethod
    def of(cls, key: str) -> Place | None:
        """The place of a key, None for a text that is none."""
        found = _KEY.fullmatch(key)
        if found is None:
            return None
        return cls(found["name"], tuple(int(number) for number in re.findall(r"[0-9]+", found["indices"])))
