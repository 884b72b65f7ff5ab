"""The names of the parts of a results page: kind, outcome and, where several changes are planned, their waves."""

from __future__ import annotations

from dataclasses import dataclass

BETWEEN = "."


@dataclass(frozen=True, slots=True)
class PartName:
    """What a name holds; ``scale``: '' for a part of all scales; ``waves``: earlier and later, None for all."""

    kind: str
    scale: str
    waves: tuple[str, str] | None = None


def part_name(kind: str, scale: str, waves: tuple[str, str] | None = None) -> str:
    """The name of a part.

    >>> part_name("kept", "wellbeing"), part_name("kept", "wellbeing", ("entry", "exit"))
    ('kept.wellbeing', 'kept.wellbeing.entry.exit')
    """
    return BETWEEN.join((kind, scale, *(waves or ())))


def read_name(name: str) -> PartName:
    """What a name holds: no kind, scale or wave has a full stop in its own.

    >>> read_name("kept.wellbeing.entry.exit")
    PartName(kind='kept', scale='wellbeing', waves=('entry', 'exit'))
    >>> read_name("weighting")
    PartName(kind='weighting', scale='', waves=None)
    """
    kind, _, rest = name.partition(BETWEEN)
    scale, *waves = rest.split(BETWEEN)
    return PartName(kind, scale, (waves[0], waves[1]) if len(waves) > 1 else None)
