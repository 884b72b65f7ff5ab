"""What is told of a file of another program: why it is refused, what was mended, what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

MOST_SHOWN = 1_000
"""Of one kind, so many are told one by one; beyond them only their number."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told of a file: the rule, where (a text, a code, a place), what, and what to do about it.

    ``count``: how often.
    """

    rule: str
    where: str
    what: str
    remedy: str = ""
    count: int = 1

    def __str__(self) -> str:
        """``[not-an-interview] notes.txt: It is no interview of this study. Import it first.``."""
        where = f"{self.where}: " if self.where else ""
        often = f" ({self.count} times)" if self.count > 1 else ""
        return " ".join(part for part in (f"[{self.rule}] {where}{self.what}{often}", self.remedy) if part)


class ProjectRefused(ValueError):  # noqa: N818  # a refusal is what is meant to happen, no failure
    """Nothing of the file was kept; ``told`` says why."""

    def __init__(self, told: Sequence[Told]) -> None:
        """Keep the reasons; the message is one per line."""
        self.told = tuple(told)
        super().__init__("\n".join(map(str, told)))


@dataclass(slots=True)
class Telling:
    """What was told so far: each rule once, with how often, or one by one."""

    kept: dict[tuple[str, str], Told] = field(default_factory=dict)
    one_by_one: list[Told] = field(default_factory=list)

    def once(self, rule: str, what: str, where: str = "") -> None:
        """Tell this, or that it was met again."""
        known = self.kept.get((rule, where))
        count = 1 if known is None else known.count + 1
        self.kept[rule, where] = Told(rule, where, what, count=count)

    def each(self, rule: str, where: str, what: str, remedy: str = "") -> None:
        """Tell this on a line of its own."""
        self.one_by_one.append(Told(rule, where, what, remedy))

    def all(self) -> tuple[Told, ...]:
        """Everything that was told."""
        lines, more = self.one_by_one[:MOST_SHOWN], len(self.one_by_one) - MOST_SHOWN
        rest = (Told("more", "", "More was told of and is not listed.", count=more),) if more > 0 else ()
        return (*self.kept.values(), *lines, *rest)


def refused(rule: str, what: str, remedy: str, where: str = "") -> ProjectRefused:
    """The refusal of a file for this one reason."""
    return ProjectRefused([Told(rule, where, what, remedy)])
