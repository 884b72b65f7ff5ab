"""Round values to write at an axis."""

from __future__ import annotations

import math

STEPS = (1.0, 2.0, 5.0, 10.0)


def round_step(reach: float, most: int) -> float:
    """The smallest round step of which at most ``most`` fit into a reach.

    >>> round_step(16, 5), round_step(100, 5)
    (5.0, 20.0)
    """
    least = reach / most
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in STEPS if step * power >= least * (1 - 1e-9))


def ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """The round values between two ends, both ends among them where they are round.

    >>> ticks(-3.1, 12)
    (0.0, 5.0, 10.0)
    """
    step = round_step(high - low, most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    # Rounded to the digits of the step: 3 × 0.2 is written 0.6.
    digits = max(0, -math.floor(math.log10(step)))
    return tuple(round(count * step, digits) for count in range(first, last + 1))
