"""The people of any CSV file, as PLAN.yaml names its columns: no database, no instance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.precision import Numbers
from survey.csv_table import TableError, TableProblem
from survey.findings.planned.csv_columns import ReadColumns, read_columns, told_rows
from survey.findings.planned.people import (
    ARM,
    PARTICIPANT,
    STRATA,
    WAVE,
    WEIGHT,
    Places,
    PlannedTable,
    by_wave,
    first_known,
    shared,
)
from survey.findings.planned.results import Caution
from survey.findings.planned.scoring import add_scores
from survey.instrument.plan import CLUSTERS, GIVEN, NO_WEIGHTS, PlanFile

KEPT_ALIKE = (ARM,)
"""What may not differ between the rows of a person."""
Values = NDArray[np.object_] | Numbers
OTHER_WAVES, NOT_IN_REGISTER, CHANGED = "rows_of_other_waves", "people_not_in_register", "changed_between_waves"
WEIGHTS_OF_ZERO = "weights_of_zero"


@dataclass(frozen=True, slots=True)
class _Sources:
    """Which column of the files holds which fact of people, by the fact's name; and the columns of items."""

    facts: Mapping[str, str]
    items: tuple[str, ...]

    def of_answers(self, file: PlanFile) -> tuple[str, ...]:
        """Every column that may stand in the data."""
        every = (file.columns.participant_id, file.columns.wave, *self.items, *self.facts.values())
        return tuple(dict.fromkeys(every))


def from_csv(file: PlanFile, content: bytes, register: pd.DataFrame | None = None) -> PlannedTable:
    """Read DATA.csv, beside what ``read_register`` gave; raises TableError with every problem."""
    sources = _sources(file)
    columns = file.columns
    read = read_columns(content, sources.of_answers(file), (columns.participant_id, columns.wave, *sources.items))
    frame = register
    problems = _absent(sources, read, frame)
    problems += _identity(file, read)
    if problems:
        raise TableError(problems)
    table = _table(file, sources, read, frame)
    return add_scores(table, file.scales, read)


def _sources(file: PlanFile) -> _Sources:
    columns, plan = file.columns, file.plan
    kinds = (ARM, *CLUSTERS, *(() if plan.weights.method == NO_WEIGHTS else (STRATA,)))
    facts = {name: getattr(columns, name) for name in kinds if getattr(columns, name)}
    if plan.weights.method == GIVEN:
        facts[WEIGHT] = columns.weight or WEIGHT
    for name in (*plan.subgroups, *plan.covariates, *plan.weights.margins, *([plan.cluster] if plan.cluster else [])):
        facts.setdefault(name, name)
    items = tuple(dict.fromkeys(item for scale in file.scales for item in scale.items))
    return _Sources(facts, items)


def read_register(file: PlanFile, content: bytes) -> pd.DataFrame:
    """REGISTER.csv: one row per person of the frame with the facts that the plan names; raises TableError."""
    sources = _sources(file)
    identifier = file.columns.participant_id
    wanted = (identifier, PARTICIPANT, *sources.facts.values())
    read = read_columns(content, wanted, ())
    found = identifier if identifier in read.columns else PARTICIPANT
    problems: list[TableProblem] = []
    if found not in read.columns:
        raise TableError([_no_column(identifier, "The register needs it, to tell who answered.")])
    who = read.columns[found]
    if not len(read.numbers):
        problems.append(TableProblem(0, "", "no_rows", "There is nobody in it.", "One row per person asked."))
    problems += _blank(read, found)
    first = np.full(len(who.names), -1)
    for place, code in enumerate(who.codes):
        if code >= 0 and first[code] >= 0:
            told = f"{who.names[code]} stands in row {read.numbers[first[code]]} too."
            problems.append(TableProblem(int(read.numbers[place]), found, "person_twice", told, "Keep one row each."))
        if code >= 0:
            first[code] = place
    table: dict[str, Values] = {PARTICIPANT: who.values()}
    for name, column in sources.facts.items():
        if column in read.columns:
            table[name] = _fact(name, column, read, problems)
    if problems:
        raise TableError(problems)
    return pd.DataFrame(table)


def _fact(name: str, column: str, read: ReadColumns, problems: list[TableProblem]) -> Values:
    if name == WEIGHT:
        found = read.as_numbers(column, problems)
        told = ("weight_below_0", "A weight is below 0.", "A weight says how many people one stands for.")
        problems += told_rows(read.rows_of(found < 0), column, told)
        return found
    if name in (ARM, *CLUSTERS, STRATA):
        return read.columns[column].values()
    return read.as_either(column)


def _absent(sources: _Sources, read: ReadColumns, frame: pd.DataFrame | None) -> list[TableProblem]:
    held = set(read.columns) | set([] if frame is None else [sources.facts[str(name)] for name in frame.columns[1:]])
    remedy = "The plan names it: correct the name there, or add the column to the data or to the register."
    return [_no_column(column, remedy) for column in sources.facts.values() if column not in held]


def _no_column(column: str, remedy: str) -> TableProblem:
    return TableProblem(0, column, "column_absent", "There is no such column.", remedy)


def _blank(read: ReadColumns, column: str) -> Iterator[TableProblem]:
    told = ("blank", "This cell is blank.", "Say who, or when, in every row.")
    yield from told_rows(read.rows_of(read.columns[column].codes < 0), column, told)


def _identity(file: PlanFile, read: ReadColumns) -> list[TableProblem]:
    """Blank people and waves, and people who stand twice at one wave."""
    columns = file.columns
    problems = [*_blank(read, columns.participant_id), *_blank(read, columns.wave)]
    if not len(read.numbers):
        problems.append(TableProblem(0, "", "no_rows", "There is no row of answers.", "One row per person and wave."))
    who, when = read.columns[columns.participant_id], read.columns[columns.wave]
    pairs = pd.DataFrame({"who": who.codes, "when": when.codes, "row": read.numbers})
    known = pairs[(pairs["who"] >= 0) & (pairs["when"] >= 0)]
    known = known.assign(first=known.groupby(["who", "when"])["row"].transform("first"))
    twice = known[known["row"] != known["first"]]
    for person, wave, row, earlier in twice.head(20).to_numpy().tolist():
        told = f"{who.names[person]} stands at wave {when.names[wave]} in row {earlier} too."
        problems.append(TableProblem(row, columns.participant_id, "person_twice", told, "Keep one row each."))
    if len(twice) > 20:
        told = f"{len(twice) - 20} further rows hold a person again at the same wave."
        problems.append(TableProblem(0, columns.participant_id, "person_twice", told, "Keep one row each."))
    return problems


def _table(file: PlanFile, sources: _Sources, read: ReadColumns, frame: pd.DataFrame | None) -> PlannedTable:
    """People and rows, still without scores."""
    who, when = read.columns[file.columns.participant_id], read.columns[file.columns.wave]
    rows = pd.DataFrame({WAVE: shared(when.values())})
    waves = file.waves or tuple(when.names)
    order = by_wave(rows, waves)
    problems: list[TableProblem] = []
    cautions: list[Caution] = []
    people: dict[str, object] = {PARTICIPANT: np.array(who.names, dtype=object)}
    in_register = _places(frame, who.names)
    for name, column in sources.facts.items():
        values = _fact(name, column, read, problems) if column in read.columns else np.full(len(rows), None)
        if name == WEIGHT and column in read.columns:
            values, zero = _without_zeros(values.astype(np.float64))
            cautions += zero
            rows[WEIGHT] = values
        if name != WEIGHT and column in read.columns:
            cautions += _changing(name, column, read, who.codes, problems)
        people[name] = _settled(first_known(who.codes, order, values, len(who.names)), frame, name, in_register)
    if problems:
        raise TableError(problems)
    other = int((~rows[WAVE].isin(waves)).sum())
    cautions += [Caution(key=OTHER_WAVES, values={"rows": other})] if other else []
    strange = int((in_register < 0).sum())
    if frame is not None and strange:
        cautions.append(Caution(key=NOT_IN_REGISTER, values={"people": strange}))
    return PlannedTable(
        people=pd.DataFrame(people),
        person=who.codes,
        rows=rows,
        waves=waves,
        arms=_arms(people),
        outcomes=(),
        register=frame,
        cautions=tuple(cautions),
    )


def _places(frame: pd.DataFrame | None, names: tuple[str, ...]) -> Places:
    """The row of the register of each person, -1 where there is none."""
    if frame is None:
        return np.full(len(names), -1)
    return np.asarray(pd.Index(frame[PARTICIPANT]).get_indexer(pd.Index(list(names), dtype=object)), dtype=np.int64)


def _settled(own: Values, frame: pd.DataFrame | None, name: str, places: Places) -> pd.Series:
    """What the register says of each person, and what the data say where it says nothing; numbers as numbers."""
    found = pd.Series(own, dtype=object)
    if frame is not None and name in frame.columns:
        told = pd.Series(frame[name].to_numpy(dtype=object)[places], dtype=object)
        found = told.where((places >= 0) & told.notna().to_numpy(), found)
    codes, values = pd.factorize(found)
    if name == WEIGHT or (len(values) and all(isinstance(value, float) for value in values)):
        return found.astype("float64")
    texts = [value if isinstance(value, str) else f"{value:g}" for value in values]
    return shared(np.array([*texts, None], dtype=object)[codes])


def _changing(
    name: str, column: str, read: ReadColumns, person: Places, problems: list[TableProblem]
) -> Iterator[Caution]:
    """A person in two arms is refused; of anything else that changes, the value of the earliest wave counts."""
    codes = read.columns[column].codes
    pairs = pd.DataFrame({"person": person, "code": codes, "row": read.numbers})[codes >= 0]
    first = pairs.groupby("person")[["code", "row"]].transform("first")
    changed = (pairs["code"] != first["code"]).to_numpy()
    if not changed.any():
        return
    if name in KEPT_ALIKE:
        rows = [int(row) for row in pairs["row"][changed]]
        told = (
            "two_arms",
            "This person stands in another arm in an earlier row.",
            "Write the arm of the start in all.",
        )
        problems += told_rows(rows, column, told)
    else:
        yield Caution(key=CHANGED, values={"variable": name, "people": int(pairs["person"][changed].nunique())})


def _without_zeros(weights: Numbers) -> tuple[Numbers, list[Caution]]:
    zero = int((weights == 0).sum())
    told = [Caution(key=WEIGHTS_OF_ZERO, values={"rows": zero})] if zero else []
    return np.where(weights == 0, np.nan, weights), told


def _arms(people: Mapping[str, object]) -> tuple[str, ...]:
    """The arms in the order in which they first appear."""
    if ARM not in people:
        return ()
    return tuple(str(arm) for arm in pd.Series(people[ARM]).dropna().unique())
