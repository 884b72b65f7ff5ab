"""Every number that the charts of all open bases tell, as equations; and the counts that they hide."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from findings.linear_programme import Base, Hidden, People, Programme, people_of
from findings.made_up_study import AGE_NAME, ARM, BLANK, REFUSED, THIRD, MadeUp, material_of

from analysis.charts.chart import Chart
from survey.findings.drawing_up import charts_of, counts_of, is_open
from survey.findings.material import Material
from survey.findings.protection import Protection, protection

Cells = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Published:
    """A study's programme, and the names of the counts that are told outright."""

    found: MadeUp
    made: Material
    allowed: Protection
    people: People
    programme: Programme
    known: set[tuple[Any, ...]] = field(default_factory=set)

    def key(self, what: str, base: Base, *where: Any) -> tuple[Any, ...]:
        """The name of a count; two bases that hold the same people have the same."""
        return what, self.people.stand(base).tobytes(), *where

    @property
    def first(self) -> str:
        """The first wave."""
        return next(iter(self.found.said))

    @property
    def last(self) -> str:
        """The last wave."""
        return list(self.found.said)[-1]


def published(found: MadeUp) -> Published:
    """Everything that is released of a study: all charts of all open bases."""
    made = material_of(found)
    allowed = protection(made, {})
    people = people_of(found)
    told = Published(found, made, allowed, people, Programme(len(people.places)))
    bases = sorted({base for opening in allowed.openings.values() for base in opening.open})
    for base in bases:
        if not is_open(made, allowed, base):
            continue
        inside = people.stand(base)
        answered, register = counts_of(made, allowed, base)
        if answered is not None:
            told.programme.tell(inside & people.sent(told.last), answered, f"people of {base}")
            told.known.add(told.key("people", base, told.last))
        if register is not None:
            told.programme.tell(inside, register, f"register of {base}")
        for chart in charts_of(made, allowed, base):
            if isinstance(chart, Chart):
                for row in chart.table.rows:
                    READERS[chart.name.partition(".")[0]](told, base, dict(zip(chart.table.columns, row, strict=True)))
    return told


def _items(told: Published, base: Base, row: Cells) -> None:
    name, _, wave = row["question"].removeprefix("question:").partition("@")
    wave, inside, item = wave or told.last, told.people.stand(base), told.found.items.index(name)
    said = told.people.said[wave][:, item]
    of = f"of {name} at {wave} in {base}"
    told.known.add(told.key("people", base, wave))
    told.programme.tell(inside & (said >= 0), row["n"], f"n {of}")
    told.programme.tell(inside & np.isin(said, (BLANK, REFUSED)), row["missing"], f"missing {of}")
    for reason, code in (("not_answered", BLANK), ("refused", REFUSED)):
        if row[reason] is not None:
            told.programme.tell(inside & (said == code), row[reason], f"{reason} {of}")
    if row["people"] is not None:
        options = [int(key.rpartition(":")[2]) for key in row["option"].split("|")]
        told.programme.tell(inside & np.isin(said, options), row["people"], f"options {options} {of}")
        if len(options) == 1:
            told.known.add(told.key("option", base, wave, item, options[0]))


def _scores(told: Published, base: Base, row: Cells) -> None:
    wave = (row["wave"] or f"wave:{told.last}").removeprefix("wave:")
    arm = (("arm", row["arm"].removeprefix("arm:")),) if row["arm"] else ()
    score = told.people.score(wave, told.found.options)
    inside = told.people.stand((*base, *arm))
    of = f"of the scores at {wave} in {(*base, *arm)}"
    told.programme.tell(inside & ~np.isnan(score), row["n"], f"n {of}")
    told.programme.tell(inside & np.isnan(score) & told.people.sent(wave), row["missing"], f"missing {of}")
    told.programme.tell(inside * score / 100, row["mean"] * row["n"] / 100, f"mean {of}")


def _change(told: Published, base: Base, row: Cells) -> None:
    waves = (told.first, told.last)
    first, last = (told.people.score(wave, told.found.options) for wave in waves)
    inside, change = told.people.stand(base), np.round(last - first, 9)
    told.programme.tell(inside & ~np.isnan(change), row["n"], f"n of the change in {base}")
    lost = inside & np.isnan(change) & told.people.sent(*waves)
    told.programme.tell(lost, row["missing"], f"missing of the change in {base}")
    told.programme.tell(inside * change / 100, row["change"] * row["n"] / 100, f"mean change in {base}")
    told.known.add(told.key("people", base, "both"))
    for way, went in (("rose", change > 0), ("fell", change < 0), ("unchanged", change == 0)):
        if row[way] is not None:
            told.programme.tell(inside & went, row[way], f"{way} in {base}")


def _distribution(told: Published, base: Base, row: Cells) -> None:
    score, to_score = told.people.score(told.last, told.found.options), row["to_score"]
    within = (score >= row["from_score"]) & ((score < to_score) | (to_score == 100))
    told.programme.tell(told.people.stand(base) & within, row["people"], f"scores to {to_score} in {base}")


def read_register(told: Published, base: Base, row: Cells) -> None:
    """A row of the chart of those who answered beside the register."""
    variable = row["variable"].removeprefix("variable:")
    values = told.people.places[:, told.people.columns[variable]]
    if row["category"] == "other":
        return  # what the others leave
    inside = told.people.stand(base) & np.isin(values, [key.rpartition(":")[2] for key in row["category"].split("|")])
    of = f"of {row['category']} in {base}"
    told.programme.tell(inside, row["register"], f"register {of}")
    told.programme.tell(inside & told.people.sent(told.last), row["respondents"], f"respondents {of}")


READERS: Mapping[str, Callable[[Published, Base, Cells], None]] = {
    "items": _items,
    "scores": _scores,
    "change": _change,
    "distribution": _distribution,
    "register": read_register,
}


def hidden_counts(told: Published, people: np.ndarray) -> Iterator[Hidden]:
    """The counts under the minimum cell that no chart tells: who answered, and who gave which answer.

    Of everyone, of each filter, and of two filters where two can be chosen; what they answered of ages too where
    weights use them. That nobody stands in a base is no secret.
    """
    for base in _bases(told.found):
        inside = told.people.stand(base)
        for wave in told.found.said if len(base) < 2 or len(told.found.said) == 1 else ():
            yield from _hidden_people(told, people, base, (wave,))
            if people[inside & told.people.sent(wave)].sum():
                yield from _hidden_answers(told, people, base, wave)
        if len(told.found.said) > 1:
            yield from _hidden_people(told, people, base, tuple(told.found.said))


def _bases(found: MadeUp) -> Iterator[Base]:
    variables = found.variables() if AGE_NAME in found.plan.weights.margins else found.filters
    values = {name: sorted({place[at] for place in found.places}) for at, name in enumerate(variables)}
    for count in range(3):
        for names in itertools.combinations(variables, count):
            for chosen in itertools.product(*(values[name] for name in names)):
                yield tuple(sorted(zip(names, chosen, strict=True)))


def _hidden_people(told: Published, people: np.ndarray, base: Base, waves: tuple[str, ...]) -> Iterator[Hidden]:
    every = told.people.stand(base) & told.people.sent(*waves)
    really, key = people[every].sum(), told.key("people", base, waves[0] if len(waves) == 1 else "both")
    # how many left an item blank is told exactly, so that where they stand may follow
    is_filter = all(name in told.found.filters for name, _value in base)
    if key not in told.known and 0 < really < told.found.minimum_cell and is_filter and not told.found.has_blanks:
        enough = min(told.found.minimum_cell, _in_register(told, people, base))
        yield Hidden(f"people of {base} at {waves}", every, every, enough, really)


def _in_register(told: Published, people: np.ndarray, base: Base) -> float:
    """How many the third arm holds, whom the register tells as what the other arms leave; no bound for other bases."""
    return float(people[told.people.stand(base)].sum()) if (ARM, THIRD) in base else np.inf


def _hidden_answers(told: Published, people: np.ndarray, base: Base, wave: str) -> Iterator[Hidden]:
    for item, option in itertools.product(range(len(told.found.items)), range(told.found.options)):
        said = told.people.said[wave][:, item]
        chose, answered = told.people.stand(base) & (said == option), told.people.stand(base) & (said >= 0)
        really = people[chose].sum()
        if told.key("option", base, wave, item, option) not in told.known and really < told.found.minimum_cell:
            known = told.found.has_blanks or told.key("people", base, wave) in told.known
            enough = min(told.found.minimum_cell, people[answered].sum()) if known else told.found.minimum_cell
            enough = min(enough, _in_register(told, people, base))
            yield Hidden(f"option {option} of item {item} of {base} at {wave}", chose, chose, enough, really)
