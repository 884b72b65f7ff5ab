"""Who belongs together in repeated waves, and the sums over them that are all a model of such people needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.comparison.robust import sums_by_cluster
from analysis.comparison.rows import Codes
from analysis.precision import Numbers


@dataclass(frozen=True, slots=True)
class Ties:
    """The person of each row; the group of each row where people belong to groups, and nobody to two of them.

    ``wave``: the wave of each row where groups may change differently, None where they differ in level alone. All are
    numbered from 0.
    """

    person: Codes
    group: Codes | None = None
    wave: Codes | None = None

    @property
    def kinds(self) -> int:
        """How many variances there are beside what is left over."""
        return 1 + (self.group is not None) + (self.wave is not None)


@dataclass(frozen=True, slots=True)
class Sums:
    """Columns of numbers summed over people, by how many rows they have, and over groups.

    ``products``: the columns times each other. ``counts``: how many rows a person may have; ``people``: how many
    have so many; ``squares``: by count, the sums of people times each other. Members of groups are indicated by one
    column, or one per wave. ``reached``: by group, indicators times columns; ``sizes``: indicators times each other; by
    count and group, the sums of people's indicators times each other (``overlaps``) and times their sums (``pulls``).
    """

    products: Numbers
    counts: Numbers
    people: Numbers
    squares: Numbers
    reached: Numbers | None
    sizes: Numbers | None
    overlaps: Numbers | None
    pulls: Numbers | None

    def weighed(self, ratios: Numbers) -> tuple[Numbers, float]:
        """The columns times V⁻¹ times each other, and log |V|, where V = 1 + person + group + change of the group.

        ``ratios``: of these variances to what is left over. V⁻¹ of nested people is 1 less one square per person, and a
        matrix as small as there are waves per group (Sherman, Morrison and Woodbury).
        """
        slack = 1 + self.counts * ratios[0]
        shares = ratios[0] / slack
        total = self.products - np.tensordot(shares, self.squares, axes=1)
        logarithm = float(self.people @ np.log(slack))
        if self.reached is None or self.sizes is None or self.overlaps is None or self.pulls is None:
            return total, logarithm
        inner = self.sizes - np.tensordot(shares, self.overlaps, axes=1)
        pulled = self.reached - np.tensordot(shares, self.pulls, axes=1)
        width = inner.shape[-1]
        kernel = np.full((width, width), ratios[1]) + np.eye(width) * (ratios[2] if ratios.size > 2 else 0.0)
        if width == 1:
            wider = 1 + kernel[0, 0] * inner[:, 0, 0]
            drawn = pulled[:, 0, :] * (kernel[0, 0] / wider)[:, None]
            return total - pulled[:, 0, :].T @ drawn, logarithm + float(np.sum(np.log(wider)))
        widened = np.eye(width) + kernel @ inner
        solved = np.linalg.solve(widened, kernel @ pulled)
        flat = pulled.reshape(-1, pulled.shape[-1])
        total = total - flat.T @ solved.reshape(flat.shape)
        return total, logarithm + float(np.sum(np.linalg.slogdet(widened)[1]))


def sums_of(columns: Numbers, ties: Ties) -> Sums:
    """Columns summed over people and groups.

    >>> told = sums_of(np.array([[1.0], [2.0], [4.0]]), Ties(np.array([0, 0, 1])))
    >>> told.counts.tolist(), told.people.tolist(), told.squares.ravel().tolist()
    ([1.0, 2.0], [1.0, 1.0], [16.0, 9.0])
    """
    rows = np.bincount(ties.person)
    sums = sums_by_cluster(columns, ties.person, rows.size)
    counts, of_person = np.unique(rows, return_inverse=True)
    squares = np.stack([sums[of_person == at].T @ sums[of_person == at] for at in range(counts.size)])
    reached = sizes = overlaps = pulls = None
    if ties.group is not None:
        width = 1 if ties.wave is None else int(ties.wave.max()) + 1
        at_wave = np.eye(width)[np.zeros(ties.person.size, dtype=np.int64) if ties.wave is None else ties.wave]
        groups = int(ties.group.max()) + 1
        indicated = sums_by_cluster(at_wave, ties.person, rows.size)
        whose = np.zeros(rows.size, dtype=np.int64)
        whose[ties.person] = ties.group
        reached = _by_cell(at_wave, columns, ties.group, groups)
        sizes = _by_cell(at_wave, at_wave, ties.group, groups)
        cells, count = of_person * groups + whose, counts.size * groups
        overlaps = _by_cell(indicated, indicated, cells, count).reshape(counts.size, groups, width, width)
        pulls = _by_cell(indicated, sums, cells, count).reshape(counts.size, groups, width, columns.shape[1])
    people = np.bincount(of_person).astype(np.float64)
    return Sums(columns.T @ columns, counts.astype(np.float64), people, squares, reached, sizes, overlaps, pulls)


def _by_cell(first: Numbers, second: Numbers, cells: Codes, count: int) -> Numbers:
    """First times second, column by column, summed within each cell: cells × columns of first × columns of second."""
    products = (first[:, :, None] * second[:, None, :]).reshape(first.shape[0], -1)
    return sums_by_cluster(products, cells, count).reshape(count, first.shape[1], second.shape[1])
