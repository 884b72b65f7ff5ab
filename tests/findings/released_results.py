"""Every number of the results page that staff see, and of the team's report made from it, as equations over people.

What is no linear number (intervals, standardised changes, ranks, p values, ANCOVA) tells its n and its missing alone.
Numbers are taken with all their digits, which tells more than any rounding of them. Weights are taken as known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from findings.linear_programme import Base, People
from findings.made_up_study import MadeUp
from findings.published_figures import Cells, Published, read_register

from analysis.charts.chart import Chart
from survey.findings.frozen import Withheld
from survey.findings.report.numbers import numbers_of
from survey.findings.results_page.released import page_for_staff
from survey.findings.results_page.sections import ResultsPage, TablePart

WAYS = {"way:improved": 1, "way:unchanged": 0, "way:deteriorated": -1}
MEANS = ("estimand:mean", "estimand:mean_change")
DIFFERENCES = ("method:change_scores_", "method:difference_")
CERTAIN = 1e-9


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure is about: the kinds of each arm (one where none are compared), and the value of each kind."""

    parts: tuple[np.ndarray, ...]
    values: np.ndarray
    waves: tuple[str, ...]
    what: str

    @property
    def inside(self) -> np.ndarray:
        """Everyone it is about."""
        every: np.ndarray = np.logical_or.reduce(self.parts)
        return every


def tell_results(told: Published, people: np.ndarray) -> ResultsPage:
    """Add the page and the report of the release to the programme; ``people``: how many there are of each kind."""
    page = page_for_staff(told.made, told.allowed, None)
    parts = [part for outcome in page.outcomes for part in outcome.parts if not isinstance(part, Withheld)]
    for part in [*parts, *page.who]:
        assert isinstance(part, Chart | TablePart)
        for row in part.table.rows:
            cells = dict(zip(part.table.columns, row, strict=True))
            READERS[part.name.partition(".")[0]](told, people, cells)
    _lost_in_all(told, page)
    for wave in told.found.said:
        _flow(told, people, wave)
    return page


def numbers_unread(page: ResultsPage) -> list[str]:
    """The numbers of the report that stand in no table which is read."""
    read = tuple(f"{name}." for name in READERS) + ("register",)
    return [key for key, value in numbers_of(page, None).items() if value is not None and not key.startswith(read)]


def _figure(told: Published, row: Cells) -> Figure:
    contrast, _, wave = str(row["contrast"]).removeprefix("contrast:").partition("@")
    upper, below, lower = contrast.partition("<")
    base: Base = ()
    if row.get("subgroup"):
        _, name, value = str(row["subgroup"]).split(":")
        base = ((name, value),)
    inside = told.people.stand(base)
    what = f"{row['contrast']} in {base}"
    scores = {each: told.people.score(each, told.found.options) for each in told.found.said}
    change = np.round(scores[told.last] - scores[told.first], 9)
    if not wave:
        values = change if below else scores[upper]
        return Figure((inside,), values, (lower, upper) if below else (upper,), what)
    arms = [*told.found.arms] if len(told.found.arms) > 2 else [upper, lower]
    places = [upper, lower, *(arm for arm in arms if arm not in (upper, lower))]
    with_start = told.first != told.last and row["method"] not in (
        "method:difference_hc3",
        "method:difference_linearised",
    )
    parts = tuple(inside & told.people.stand((("arm", arm),)) for arm in places)
    return Figure(parts, change if with_start else scores[wave], told_waves(told, with_start), what)


def told_waves(told: Published, with_start: bool) -> tuple[str, ...]:
    """Whether both waves count, or the last alone."""
    return (told.first, told.last) if with_start else (told.last,)


def _forest(told: Published, people: np.ndarray, row: Cells) -> None:
    if not row["n"]:
        return
    figure, programme = _figure(told, row), told.programme
    known = ~np.isnan(figure.values)
    method, estimand = str(row["method"]), str(row["estimand"])
    counted = figure.inside
    if estimand == "estimand:standardised_difference" or "standardised" in method:
        counted = figure.parts[0] | figure.parts[1]
    programme.tell(counted & known, row["n"], f"n of {method} of {figure.what}")
    programme.tell(
        counted & ~known & told.people.sent(*figure.waves), row["missing"], f"missing of {method} of {figure.what}"
    )
    if row["value"] is None:
        return
    weights = np.ones(len(people))
    if row["weights"] != "weights:none":
        weights = weights_of(told.found, told.people, people, told.people.sent(*figure.waves) & known)
    if estimand in MEANS:
        total = (counted & known) * weights @ people
        programme.tell(
            counted * figure.values * weights / 100,
            row["value"] * total / 100,
            f"{estimand} {row['weights']} of {figure.what}",
        )
    elif method.startswith(DIFFERENCES) and not told.found.plan.covariates:
        sizes = [((part & known) * weights) @ people for part in figure.parts[:2]]
        means = [part * figure.values * weights / size for part, size in zip(figure.parts, sizes, strict=False)]
        programme.tell((means[0] - means[1]) / 100, row["value"] / 100, f"{method} of {figure.what}")


def weights_of(found: MadeUp, kinds: People, people: np.ndarray, answered: np.ndarray) -> np.ndarray:
    """The weight of each kind: raked, or by each combination, to the register, as textbooks have it."""
    columns = [kinds.places[:, kinds.columns[_column(kinds, name)]] for name in found.plan.weights.margins]
    if found.plan.weights.method == "post_stratification":
        columns = [np.array(["/".join(row) for row in zip(*columns, strict=True)])]
    margins = [np.unique(column, return_inverse=True)[1] for column in columns]
    weights, here = np.ones(len(people)), people * answered
    for _round in range(2000):
        before = weights
        for margin in margins:
            wanted, have = np.bincount(margin, people), np.bincount(margin, here * weights)
            weights = weights * np.divide(wanted, have, out=np.ones_like(have), where=have > 0)[margin]
        if np.abs(weights - before).max() < CERTAIN:
            break
    return weights


def _column(kinds: People, name: str) -> str:
    return name if name in kinds.columns else f"register.{name}"


def _ways(told: Published, _people: np.ndarray, row: Cells) -> None:
    first, last = (told.people.score(wave, told.found.options) for wave in (told.first, told.last))
    went = np.sign(np.round(last - first, 9)) == WAYS[str(row["category"])]
    told.programme.tell(went, row["people"], f"{row['category']} of everyone on the results page")


def _lost(told: Published, people: np.ndarray, row: Cells) -> None:
    """n and missing of the table of those who were lost; the figure without a shift and one with it tell how many."""
    before, after = (told.people.score(wave, told.found.options) for wave in (told.first, told.last))
    inside = np.ones(len(before), dtype=bool)
    if "@" in str(row["contrast"]):
        inside = np.logical_or.reduce(_figure(told, {**row, "method": ""}).parts[:2])
    began, sent = inside & ~np.isnan(before), told.people.sent(told.first) | told.people.sent(told.last)
    told.programme.tell(began, row["n"], f"n of those who began of {row['contrast']}")
    told.programme.tell(inside & sent & np.isnan(before), row["missing"], f"missing at the start of {row['contrast']}")
    if "@" not in str(row["contrast"]):
        told.programme.tell(began & np.isnan(after), (began & np.isnan(after)) @ people, "lost of everyone")
        return
    for arm in str(row["contrast"]).removeprefix("contrast:").partition("@")[0].split("<"):
        of_arm = began & np.isnan(after) & told.people.stand((("arm", arm),))
        told.programme.tell(of_arm, of_arm @ people, f"lost of {arm}")


def _lost_in_all(told: Published, page: ResultsPage) -> None:
    before, after = (told.people.score(wave, told.found.options) for wave in (told.first, told.last))
    began = ~np.isnan(before)
    for part in (part for each in page.outcomes for part in each.parts):
        if isinstance(part, TablePart) and part.finding is not None and "@" not in str(part.table.rows[0][0]):
            lost, retained = (float(str(part.finding.values[name])) for name in ("lost", "retained"))
            told.programme.tell(began & np.isnan(after), lost, "lost, in the sentence")
            told.programme.tell(began & ~np.isnan(after), retained, "retained, in the sentence")


def _flow(told: Published, people: np.ndarray, wave: str) -> None:
    """How many sent their answers, where the flow tells it by a number of its own."""
    sent = told.people.sent(wave)
    counts = (sent @ people, people.sum() - sent @ people)
    if all(count == 0 or count >= told.found.minimum_cell for count in counts):
        told.programme.tell(sent, counts[0], f"sent at {wave} in the flow")


def _register(told: Published, _people: np.ndarray, row: Cells) -> None:
    read_register(told, (), row)


READERS: Mapping[str, Callable[[Published, np.ndarray, Cells], None]] = {
    "forest": _forest,
    "subgroups": _forest,
    "individual_change": _ways,
    "lost": _lost,
    "register": _register,
}
