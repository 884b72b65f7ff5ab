"""Whether one or two people make up nearly all of a sum, so that it would tell of them."""

from __future__ import annotations

import numpy as np

from analysis.precision import Numbers

MOST_OF_TWO = 0.8
"""Two people who give more than this share of a sum are told by it."""


def dominated(amounts: Numbers) -> bool:
    """Whether the two largest of some amounts give more than 80 % of their sum; NaN is nobody's amount.

    Of scores the amounts are what lies beneath each and, apart, what is lacking to the highest; of changes their sizes.
    Nobody, or nothing at all, is not dominated: that all have the same value is ``alike_bases``' to tell.

    >>> dominated(np.array([40.0, 50, 1, 0, 2, 0])), dominated(np.array([40.0, 50, 30, 20, 45, 20]))
    (True, False)
    """
    known = amounts[~np.isnan(amounts)]
    total = float(known.sum())
    return bool(total > 0 and np.sort(known)[-2:].sum() > MOST_OF_TWO * total)
