"""One strict reading of PLAN.yaml: the plan for a CSV file, with the file's columns and the scales in it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from survey.instrument.placed import Placed, places_of
from survey.instrument.plan import PlanColumns, PlanFile, PlannedScale
from survey.instrument.plan_file_rules import PlanSource, plan_file_problems
from survey.instrument.plan_reading import read_assigned, read_pair, read_plan
from survey.instrument.problems import DefinitionError, Problem
from survey.instrument.reader import Reader, value_of
from survey.instrument.report import MOST_PROBLEMS, Report, TooManyProblemsError, has_errors
from survey.instrument.yaml_tree import Map, Tree, read_tree

FILE = ("design", "assigned", "columns", "waves", "scales", "plan")
NEEDED = ("design", "columns", "scales", "plan")
COLUMNS = ("participant_id", "wave", "arm", "household", "worker", "weight", "strata")
NEEDED_COLUMNS = ("participant_id", "wave")
SCALE = ("name", "label", "items", "reverse", "minimum_answered", "score_range", "range", "source")
NEEDED_OF_SCALE = ("name", "items", "minimum_answered")
UNTOLD = "und"
"""BCP 47: the language of a label that does not say its own."""
_OF_PLANS, _OF_INSTRUMENTS = {"design", "columns", "plan"}, {"settings", "survey", "choices", "sheets", "instruments"}


def read_plan_file(path: Path) -> PlanFile:
    """The plan of a file; raises DefinitionError with all its problems."""
    report = Report(str(path))
    try:
        top = Reader(report).map(read_tree(path, report), "The file")
    except TooManyProblemsError:
        top = None
    found, problems = (None, report.sorted()) if top is None else plan_of(top, report)
    if found is None or has_errors(problems):
        raise DefinitionError(problems)
    return found


def is_plan(top: Map) -> bool:
    """Whether a file is a plan by its keys, and no instrument."""
    return not _OF_PLANS.isdisjoint(top.entries) and _OF_INSTRUMENTS.isdisjoint(top.entries)


def plan_of(top: Map, report: Report) -> tuple[PlanFile | None, tuple[Problem, ...]]:
    """What could be read of a plan's tree, with every problem and warning."""
    try:
        found = _plan_file(top, Reader(report, default_language=UNTOLD))
    except TooManyProblemsError:
        return None, report.sorted()
    problems = plan_file_problems(PlanSource(Placed(report.file, places_of(top)), found))
    report.problems.extend(islice(problems, MOST_PROBLEMS))
    return found, report.sorted()


def _plan_file(top: Map, reader: Reader) -> PlanFile:
    reader.keys(top, FILE, "a plan")
    reader.required(top, NEEDED, "The plan")
    return PlanFile(
        design=reader.text(value_of(top, "design"), "`design`"),
        columns=_columns(value_of(top, "columns"), reader),
        scales=tuple(_scale(tree, reader) for tree in reader.maps(value_of(top, "scales"), "`scales`")),
        plan=read_plan(value_of(top, "plan"), reader),
        assigned=read_assigned(top, reader),
        waves=reader.names(value_of(top, "waves"), "`waves`"),
    )


def _columns(tree: Tree | None, reader: Reader) -> PlanColumns:
    found = reader.map(tree, "`columns`")
    if found is None:
        return PlanColumns("", "")
    reader.keys(found, COLUMNS, "`columns`")
    reader.required(found, NEEDED_COLUMNS, "`columns`")
    named = {name: reader.text(value_of(found, name), f"`{name}`") for name in COLUMNS}
    others = {name: column or None for name, column in named.items() if name not in NEEDED_COLUMNS}
    return PlanColumns(named["participant_id"], named["wave"], **others)


def _scale(tree: Map, reader: Reader) -> PlannedScale:
    reader.keys(tree, SCALE, "a scale")
    reader.required(tree, NEEDED_OF_SCALE, "The scale")
    name = reader.name(value_of(tree, "name"), "The name of a scale")
    return PlannedScale(
        name=name,
        items=reader.names(value_of(tree, "items"), "`items`"),
        minimum_answered=reader.whole(value_of(tree, "minimum_answered"), "`minimum_answered`", 1) or 0,
        score_range=read_pair(value_of(tree, "score_range"), "`score_range`", reader, "[0, 100]"),
        reverse=reader.names(value_of(tree, "reverse"), "`reverse`"),
        range=read_pair(value_of(tree, "range"), "`range`", reader, "[1, 5]"),
        label=reader.language_text(value_of(tree, "label"), f"The label of the scale `{name}`"),
        source=reader.text(value_of(tree, "source"), "`source`"),
    )
