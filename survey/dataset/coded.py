"""A column of codes: small whole numbers in the place of names, so that a hundred thousand rows stay small."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey.instrument.definition import NOT_ANSWERED, NOT_ASKED, NOT_REACHED, REFUSED

NO_VALUE = -1
NOT_ASKED_CODE = -1
NOT_REACHED_CODE = -2
NOT_ANSWERED_CODE = -3
REFUSED_CODE = -4
REASONS: Mapping[str, int] = {
    NOT_ASKED: NOT_ASKED_CODE,
    NOT_REACHED: NOT_REACHED_CODE,
    NOT_ANSWERED: NOT_ANSWERED_CODE,
    REFUSED: REFUSED_CODE,
}
SMALL, LARGE = "h", "i"
"""Types of arrays: 16 bits, and 32 where a column has more names."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One column of codes: ``names[code]`` is the value; a negative code says why there is none."""

    codes: array[int]
    names: tuple[str, ...]

    def values(self) -> list[str | None]:
        """The names themselves, None where there is none; for tests and small columns."""
        return [self.names[code] if code >= 0 else None for code in self.codes]


class Coding(dict[Any, int]):
    """What turns values into codes while a column is made: a value that no name stands for yet gets a name of its own.

    It is a dictionary, because six million values are looked up in it; its keys are values as they are stored.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = list(dict.fromkeys(names))
        self._known = {name: code for code, name in enumerate(self.names)}
        super().__init__(self._known)

    def __missing__(self, value: Any) -> int:
        """The code of a value met for the first time: the number 3 and the text 3 have one name."""
        name = text_of(value)
        code = self._known.get(name)
        if code is None:
            code = self._known[name] = len(self.names)
            self.names.append(name)
        self[value] = code
        return code


def text_of(value: Any) -> str:
    """A stored value as the name of a code: whole numbers without a point, anything else that is no text as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)


class Growing:
    """A column while it grows: a copy of what it was, so that whoever holds that is not disturbed."""

    def __init__(self, column: Coded) -> None:
        self.coding = Coding(column.names)
        self._codes = column.codes[:]

    def extend(self, codes: Sequence[int]) -> None:
        """Add these codes at the end."""
        try:
            self._codes.extend(array(self._codes.typecode, codes))
        except OverflowError:  # more names than a small code can tell apart, as in an open profile
            self._codes = array(LARGE, self._codes)
            self._codes.extend(array(LARGE, codes))

    def extend_with(self, values: Iterable[Any]) -> None:
        """Add the codes of these values at the end; None is no value."""
        coding = self.coding
        self.extend([NO_VALUE if value is None else coding[value] for value in values])

    def column(self) -> Coded:
        """What it has become."""
        return Coded(self._codes, tuple(self.coding.names))


def blank(names: Iterable[str] = ()) -> Coded:
    """A column without rows, with the names that are known beforehand."""
    return Coded(array(SMALL), tuple(dict.fromkeys(names)))


def reader_of_profile(names: Sequence[str]) -> Callable[[str], tuple[str | None, ...]]:
    """What reads these variables from a stored profile."""

    def values(profile: str) -> tuple[str | None, ...]:
        stored = json.loads(profile) if names else {}
        return tuple(stored.get(name) for name in names)

    return values
