"""Whose reading of an interview a coding belongs to, and what is refused there."""

from __future__ import annotations

from dataclasses import dataclass

FIRST, AGAIN, CONSENSUS = "first", "again", "consensus"
LAYERS = (FIRST, AGAIN, CONSENSUS)


class CodingError(ValueError):
    """A passage cannot be marked as asked; the message says why and what to do, ``rule`` names what was refused."""

    def __init__(self, message: str, *, rule: str = "") -> None:
        super().__init__(message)
        self.rule = rule


class TextChangedError(CodingError):
    """The text is another one than the coder saw."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Whose reading of an interview, and which one; the consensus belongs to nobody."""

    coder: str
    name: str = FIRST

    @property
    def owner(self) -> str:
        """The coder as rows have it."""
        return "" if self.name == CONSENSUS else self.coder
