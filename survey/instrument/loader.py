"""One strict reading of an instrument file: every problem with its place, or the questionnaire."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from survey.instrument import columns
from survey.instrument.definition import Choice, Language, Questionnaire, Scale
from survey.instrument.languages import is_language
from survey.instrument.problems import DefinitionError, Problem
from survey.instrument.reader import Reader, place_of, value_of
from survey.instrument.report import MOST_PROBLEMS, Place, Report, TooManyProblemsError, has_errors
from survey.instrument.rows import Rows
from survey.instrument.rules import rule_problems
from survey.instrument.source import Source, Where
from survey.instrument.yaml_tree import Items, Map, read_tree

_FORM_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")
_STATUSES = ("draft", "reviewed")


def read_instrument(path: Path) -> Questionnaire:
    """The questionnaire of an instrument file; raises DefinitionError with all its problems."""
    source, problems = read_source(path)
    if source is None or has_errors(problems):
        raise DefinitionError(problems)
    return source.questionnaire


def read_source(path: Path) -> tuple[Source | None, tuple[Problem, ...]]:
    """What could be read of an instrument file, and every problem and warning."""
    report = Report(str(path))
    try:
        top = Reader(report).map(read_tree(path, report), "The file")
        source = _source(top, report) if top else None
    except TooManyProblemsError:
        source = None
    if source:
        report.problems.extend(islice(rule_problems(source), MOST_PROBLEMS))
    return source, report.sorted()


def _source(top: Map, report: Report) -> Source:
    first = Reader(report)
    first.keys(top, columns.FILE, "the file")
    first.required(top, ("settings", "survey"), "The file")
    settings = first.map(value_of(top, "settings"), "`settings`") or Map(top.line, top.column, {})
    if "settings" in top.entries:
        first.required(settings, ("form_id", "form_title", "version", "default_language"), "`settings`")
    first.keys(settings, columns.SETTINGS, "`settings`", columns.SETTINGS_LATER)
    default = _default_language(settings, first)
    languages = _languages(settings, first, default)
    codes = tuple(language.code for language in languages)
    reader = Reader(report, codes, default)
    form_id = reader.name(value_of(settings, "form_id"), "`form_id`", _FORM_ID)
    rows = Rows(reader, form_id)
    places: dict[Where, Place] = {}
    choices = _choices(top, reader, places)
    survey = rows.read(value_of(top, "survey"))
    rows_tree = value_of(top, "survey")
    if isinstance(rows_tree, Items) and not rows_tree.items:
        report.add(rows_tree, "empty-survey", "The survey has no row.", "Add at least one question.")
    scales = tuple(_scales(top, reader, places, form_id))
    questionnaire = Questionnaire(
        form_id=form_id,
        form_title=reader.language_text(value_of(settings, "form_title"), "`form_title`"),
        version=reader.text(value_of(settings, "version"), "`version`"),
        default_language=default,
        languages=languages,
        survey=survey,
        choices=choices,
        scales=scales,
    )
    return Source(report.file, questionnaire, {**places, **rows.places})


def _default_language(settings: Map, reader: Reader) -> str:
    tree = value_of(settings, "default_language")
    code = reader.text(tree, "`default_language`")
    if tree is not None and code and not is_language(code):
        told = f"`{code}` is not a language code."
        reader.report.add(tree, "not-a-language", told, "Write a code such as fr, ar, es or en.")
    return code


def _languages(settings: Map, reader: Reader, default: str) -> tuple[Language, ...]:
    tree = value_of(settings, "languages")
    if tree is None:
        return (Language(default, default),) if default else ()
    languages = reader.map(tree, "`languages`")
    if languages is None:
        return ()
    if default and default not in languages.entries:
        told = f"The default language `{default}` is not among `languages`."
        reader.report.add(place_of(settings, "default_language"), "unknown-language", told, f"Add `{default}:` there.")
    return tuple(language for code in languages.entries if (language := _language(code, languages, reader)) is not None)


def _language(code: str, languages: Map, reader: Reader) -> Language | None:
    key, value = languages.entries[code]
    reader.quoted(key)
    if not is_language(code):
        told = f"`{code}` is not a language code."
        reader.report.add(key, "not-a-language", told, "Write a code such as fr, ar, es or en.")
        return None
    tree = reader.map(value, f"The language `{code}`")
    if tree is None:
        return None
    reader.keys(tree, columns.LANGUAGE, f"the language `{code}`")
    reader.required(tree, ("header", "status"), f"The language `{code}`")
    status = reader.text(value_of(tree, "status"), "`status`")
    if status and status not in _STATUSES:
        told = f"`{status}` is not a status."
        reader.report.add(place_of(tree, "status"), "wrong-status", told, "Write draft, or reviewed.")
    reviewed_by = reader.text(value_of(tree, "reviewed_by"), "`reviewed_by`")
    reviewed_on = reader.date(value_of(tree, "reviewed_on"), "`reviewed_on`")
    if status == "reviewed":
        reader.required(tree, ("reviewed_by", "reviewed_on"), f"The reviewed language `{code}`")
    header = reader.text(value_of(tree, "header"), "`header`")
    return Language(code, header, status or "draft", reviewed_by, reviewed_on.isoformat() if reviewed_on else "")


def _choices(top: Map, reader: Reader, places: dict[Where, Place]) -> dict[str, tuple[Choice, ...]]:
    found: dict[str, list[Choice]] = {}
    for row in reader.maps(value_of(top, "choices"), "`choices`"):
        reader.keys(row, columns.CHOICE, "a choice", columns.CHOICE_LATER)
        reader.required(row, ("list_name", "name", "label"), "The choice")
        list_name = reader.name(value_of(row, "list_name"), "The list name")
        name = reader.text(value_of(row, "name"), "The name of a choice")
        label = reader.language_text(value_of(row, "label"), f"The label of the choice `{name}`")
        if not list_name or not name:
            continue
        place = place_of(row, "name")
        if len(name.split()) > 1 or len(name) > 64:
            told = f"The choice name `{name[:80]}` holds a space or is longer than 64 characters."
            reader.report.add(place, "wrong-choice-name", told, f"Write one word: {'_'.join(name.split())[:64]}.")
        if ("choice", list_name, name) in places:
            told = f"The list `{list_name}` has the choice `{name}` twice."
            reader.report.add(place, "duplicate-choice", told, "Give each choice of a list a name of its own.")
            continue
        places["choice", list_name, name] = place
        places.setdefault(("list", list_name, ""), place_of(row, "list_name"))
        own = reader.texts(value_of(row, "columns"), "`columns`")
        found.setdefault(list_name, []).append(Choice(name, label, own))
    return {list_name: tuple(listed) for list_name, listed in found.items()}


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
