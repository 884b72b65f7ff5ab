"""One strict reading of an instrument file: every problem with its place, or the questionnaire."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, islice
from pathlib import Path

from survey.instrument import columns
from survey.instrument.definition import Choice, Questionnaire, Scale
from survey.instrument.problems import DefinitionError, Problem
from survey.instrument.reader import LIST_NAME, Reader, place_of, value_of
from survey.instrument.report import MOST_PROBLEMS, Place, Report, TooManyProblemsError, has_errors
from survey.instrument.rows import Rows, is_remark
from survey.instrument.rules import rule_problems
from survey.instrument.rules.choice_files import choice_file_problems_of
from survey.instrument.rules.others import as_asked, other_problems
from survey.instrument.settings import read_settings
from survey.instrument.source import Source, Where
from survey.instrument.yaml_tree import Items, Map, Tree, read_tree

MOST_CHOICE_LETTERS = 64


def read_instrument(path: Path) -> Questionnaire:
    """The questionnaire of an instrument file; raises DefinitionError with all its problems."""
    source, problems = read_source(path)
    if source is None or has_errors(problems):
        raise DefinitionError(problems)
    return source.questionnaire


def read_source(path: Path) -> tuple[Source | None, tuple[Problem, ...]]:
    """What could be read of an instrument file, and every problem and warning."""
    report = Report(str(path))
    return source_of(lambda: read_tree(path, report), report)


def source_of(tree: Callable[[], Tree | None], report: Report) -> tuple[Source | None, tuple[Problem, ...]]:
    """What could be read of an instrument's tree, wherever it comes from, and every problem and warning."""
    try:
        top = Reader(report).map(tree(), "The file")
        source = _source(top, report) if top else None
    except TooManyProblemsError:
        source = None
    if source:
        found = chain(other_problems(source), rule_problems(as_asked(source)), choice_file_problems_of(source))
        report.problems.extend(islice(found, MOST_PROBLEMS))
    return source, report.sorted()


def _source(top: Map, report: Report) -> Source:
    first = Reader(report)
    first.keys(top, columns.FILE, "the file")
    first.required(top, ("settings", "survey"), "The file")
    first.map(value_of(top, "sheets"), "`sheets`")  # kept for whoever writes a workbook; nothing else reads it
    settings = read_settings(top, first)
    reader = settings.reader(report)
    rows = Rows(reader, settings.form_id)
    places: dict[Where, Place] = {}
    choices = _choices(top, reader, places, twice=settings.allow_choice_duplicates)
    survey = rows.read(value_of(top, "survey"))
    rows_tree = value_of(top, "survey")
    if isinstance(rows_tree, Items) and all(is_remark(row) for row in rows_tree.items):
        report.add(rows_tree, "empty-survey", "The survey has no row.", "Add at least one question.")
    scales = tuple(_scales(top, reader, places, settings.form_id))
    questionnaire = Questionnaire(
        form_id=settings.form_id,
        form_title=reader.language_text(value_of(settings.tree, "form_title"), "`form_title`"),
        version=reader.text(value_of(settings.tree, "version"), "`version`"),
        default_language=settings.default_language,
        languages=settings.languages,
        survey=survey,
        choices=choices,
        scales=scales,
        settings=settings.others,
    )
    settings.tell_incomplete(reader)
    return Source(report.file, questionnaire, {**places, **rows.places})


def _choices(top: Map, reader: Reader, places: dict[Where, Place], *, twice: bool) -> dict[str, tuple[Choice, ...]]:
    found: dict[str, list[Choice]] = {}
    for row in reader.maps(value_of(top, "choices"), "`choices`"):
        if is_remark(row):
            continue
        choice = _choice(row, reader)
        list_name = reader.name(value_of(row, "list_name"), "The list name", LIST_NAME)
        if not list_name or not choice.name:
            continue
        name, place = choice.name, place_of(row, "name")
        if ("choice", list_name, name) in places and not twice:
            told = f"The list `{list_name}` has the choice `{name}` twice."
            reader.report.add(place, "duplicate-choice", told, "Give each choice of a list a name of its own.")
            continue
        places.setdefault(("choice", list_name, name), place)
        places.setdefault(("list", list_name, ""), place_of(row, "list_name"))
        found.setdefault(list_name, []).append(choice)
    return {list_name: tuple(listed) for list_name, listed in found.items()}


def _choice(row: Map, reader: Reader) -> Choice:
    reader.keys(row, columns.CHOICE, "a choice", columns.CHOICE_LATER)
    name = reader.text(value_of(row, "name"), "The name of a choice")
    media = {kind: reader.media(value_of(row, kind), f"The {kind} of the choice `{name}`") for kind in columns.MEDIA}
    media = {kind: files for kind, files in media.items() if files}
    reader.required(row, ("list_name", "name") if media else ("list_name", "name", "label"), "The choice")
    label = reader.language_text(value_of(row, "label"), f"The label of the choice `{name}`")
    if len(name) > MOST_CHOICE_LETTERS:
        told = f"The choice name `{name[:80]}` is longer than {MOST_CHOICE_LETTERS} characters."
        reader.report.add(place_of(row, "name"), "wrong-choice-name", told, f"Write {name.split()[0][:64]}.")
    own = reader.texts(value_of(row, "columns"), "`columns`")
    return Choice(name, label, own, media)


def _scales(top: Map, reader: Reader, places: dict[Where, Place], instrument: str) -> list[Scale]:
    found: list[Scale] = []
    for tree in reader.maps(value_of(top, "scales"), "`scales`"):
        reader.keys(tree, columns.SCALE, "a scale")
        wanted = [column for column in columns.SCALE if column != "reverse"]
        reader.required(tree, wanted, "The scale")
        name = reader.name(value_of(tree, "name"), "The name of a scale")
        if not name:
            continue
        place = place_of(tree, "name")
        if ("scale", name, "") in places:
            told = f"The scale `{name}` is there twice."
            reader.report.add(place, "duplicate-name", told, "Give each scale a name of its own.")
        places["scale", name, ""] = place
        places.update({("scale", name, column): value for column, (_, value) in tree.entries.items()})
        found.append(_scale(tree, reader, name, instrument))
    return found


def _scale(tree: Map, reader: Reader, name: str, instrument: str) -> Scale:
    ends = [
        reader.number(item, "Each end of `score_range`")
        for item in reader.items(value_of(tree, "score_range"), "`score_range`")
    ]
    score_range = (0.0, 0.0)
    if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
        score_range = (ends[0], ends[1])
    return Scale(
        name=name,
        label=reader.language_text(value_of(tree, "label"), f"The label of the scale `{name}`"),
        items=reader.names(value_of(tree, "items"), "`items`"),
        minimum_answered=reader.whole(value_of(tree, "minimum_answered"), "`minimum_answered`", 1) or 0,
        score_range=score_range,
        source=reader.text(value_of(tree, "source"), "`source`"),
        reverse=reader.names(value_of(tree, "reverse"), "`reverse`"),
        instrument=instrument,
    )
