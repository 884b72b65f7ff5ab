"""What is compared with what, as a key of charts and back."""

from __future__ import annotations

from dataclasses import dataclass

KIND, BELOW, WHEN = "contrast:", "<", "@"


@dataclass(frozen=True, slots=True)
class ContrastParts:
    """The keys in a contrast, '' for what it does not have."""

    wave: str
    from_wave: str = ""
    arm: str = ""
    reference: str = ""


def key_of(wave: str, from_wave: str = "", arms: tuple[str, str] | None = None) -> str:
    """The key of a contrast, by the names of its waves and of its arm and reference.

    >>> key_of("exit", "entry"), key_of("exit", "entry", ("support", "advice"))
    ('contrast:exit<entry', 'contrast:support<advice@exit')
    """
    if arms:
        return f"{KIND}{BELOW.join(arms)}{WHEN}{wave}"
    return f"{KIND}{wave}{BELOW}{from_wave}" if from_wave else f"{KIND}{wave}"


def parts_of(key: str) -> ContrastParts:
    """The keys of the waves, the arm and its reference in the key of a contrast.

    >>> parts_of("contrast:support<advice@exit")
    ContrastParts(wave='wave:exit', from_wave='', arm='arm:support', reference='arm:advice')
    """
    first, when, wave = key.removeprefix(KIND).partition(WHEN)
    upper, below, lower = first.partition(BELOW)
    if when:
        return ContrastParts(f"wave:{wave}", "", f"arm:{upper}", f"arm:{lower}")
    return ContrastParts(f"wave:{upper}", f"wave:{lower}" if below else "")
