"""One strict reading of a study file and of the instruments it lists."""

from __future__ import annotations

import dataclasses
import datetime
import re
from itertools import chain, islice
from pathlib import Path

from survey.instrument import register_columns
from survey.instrument.assembly import assemble
from survey.instrument.candidates import read_candidates
from survey.instrument.definition import Questionnaire
from survey.instrument.files_beside import rows_beside
from survey.instrument.from_files import with_files
from survey.instrument.guide import read_guide
from survey.instrument.languages import is_language
from survey.instrument.loader import read_source
from survey.instrument.placed import Placed, places_of
from survey.instrument.plan_reading import one_of, read_assigned, read_plan
from survey.instrument.problems import DefinitionError, Problem
from survey.instrument.reader import Reader, place_of, value_of
from survey.instrument.report import MOST_PROBLEMS, START, Report, TooManyProblemsError, has_errors
from survey.instrument.rules.recordings import study_recording_problems
from survey.instrument.source import Source
from survey.instrument.study import ARABIC_DIGITS, FIRST_YEAR, LAST_YEAR, Arm, Help, Retention, Study, Wave
from survey.instrument.study_rules import StudySource, study_problems
from survey.instrument.yaml_tree import Map, Scalar, Tree, read_tree

FILE_NAME = "study.yaml"
KEYS = (
    "name",
    "title",
    "default_language",
    "languages",
    "digits",
    "time_zone",
    "design",
    "assigned",
    "fictional",
    "instruments",
    "waves",
    "arms",
    "events",
    "sites",
    "register",
    "filters",
    "minimum_cell",
    "open_link",
    "help",
    "expected_minutes",
    "notice",
    "open_link_notice",
    "consent",
    "practice",
    "retention",
    "feedback",
    "sensitive_sources",
    "guide",
    "candidates",
    "plan",
)
OPTIONAL = (
    *("assigned", "fictional", "arms", "events", "sites", "filters", "open_link", "open_link_notice", "feedback"),
    *("digits", "practice", "sensitive_sources", "guide", "candidates", "plan"),
)
MONTHS, MONTHS_AT_WILL = ("contacts_months", "answers_months"), ("originals_months", "logs_months")
_STUDY_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_GROUP_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")
_INSTRUMENT_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,63}")


def read_study(path: Path, library: Path) -> tuple[Study, dict[str, Questionnaire]]:
    """A study and its questionnaire per wave name; raises DefinitionError with all problems of all its files."""
    study, questionnaires, problems = read_study_files(path, library)
    if study is None or has_errors(problems):
        raise DefinitionError(problems)
    return study, questionnaires


def read_study_files(path: Path, library: Path) -> tuple[Study | None, dict[str, Questionnaire], tuple[Problem, ...]]:
    """What could be read of a study and its instruments, with every problem and warning of all files."""
    file = path / FILE_NAME if path.is_dir() else path
    report = Report(str(file))
    try:
        top = Reader(report).map(read_tree(file, report), "The file")
        if top is None:
            return None, {}, report.sorted()
        study = _study(top, report)
        sources, problems = _instruments(top, study, (file.parent, library), report)
    except TooManyProblemsError:
        return None, {}, report.sorted()
    read = tuple(source.questionnaire for source in sources)
    found = study_problems(StudySource(report.file, study, places_of(top), read))
    unheard = study_recording_problems(study, Placed(report.file, places_of(top)), (file.parent, library))
    report.problems.extend(islice(chain(found, unheard), MOST_PROBLEMS))
    questionnaires = {wave.name: assemble(study, wave, read) for wave in study.waves}
    return study, questionnaires, (*report.sorted(), *problems)


def _instruments(
    top: Map, study: Study, folders: tuple[Path, Path], report: Report
) -> tuple[list[Source], list[Problem]]:
    sources: list[Source] = []
    problems: list[Problem] = []
    place = place_of(top, "instruments")
    for name in study.instruments:
        if not _INSTRUMENT_NAME.fullmatch(name):
            report.add(place, "wrong-name", f"`{name}` is not the name of an instrument.", "Write `wellbeing`, say.")
            continue
        file = next((each / f"{name}.yaml" for each in folders if (each / f"{name}.yaml").is_file()), None)
        if file is None:
            told = f"There is no instrument `{name}`."
            report.add(place, "unknown-instrument", told, f"Put {name}.yaml beside this file or into the library.")
            continue
        source, found = read_source(file)
        problems.extend(found)
        if source:
            complete = with_files(source.questionnaire, rows_beside(file))
            sources.append(dataclasses.replace(source, questionnaire=complete))
            _check_form_id(source, name, problems)
    return sources, problems


def _check_form_id(source: Source, name: str, problems: list[Problem]) -> None:
    form_id = source.questionnaire.form_id
    if form_id and form_id != name:
        told = f"The file is called {name}.yaml but its form_id is `{form_id}`."
        remedy = f"Write `form_id: {name}`, or rename the file."
        problems.append(Problem(source.file, START.line, START.column, "form-id-differs", told, remedy))


def _study(top: Map, report: Report) -> Study:
    first = Reader(report)
    first.keys(top, KEYS, "the study")
    first.required(top, [key for key in KEYS if key not in OPTIONAL], "The study")
    languages = _languages(top, first)
    default = first.text(value_of(top, "default_language"), "`default_language`")
    reader = Reader(report, languages, default)
    waves = tuple(_wave(each, reader) for each in _named(top, "waves", reader))
    return Study(
        name=reader.name(value_of(top, "name"), "The name of the study", _STUDY_NAME),
        title=reader.language_text(value_of(top, "title"), "`title`"),
        default_language=default,
        languages=languages,
        time_zone=reader.text(value_of(top, "time_zone"), "`time_zone`"),
        design=reader.text(value_of(top, "design"), "`design`"),
        instruments=reader.names(value_of(top, "instruments"), "`instruments`"),
        waves=waves,
        arms=_arms(top, "arms", reader),
        events=_arms(top, "events", reader),
        sites=_arms(top, "sites", reader),
        register=register_columns.read_register(value_of(top, "register"), reader),
        filters=reader.names(value_of(top, "filters"), "`filters`"),
        minimum_cell=reader.whole(value_of(top, "minimum_cell"), "`minimum_cell`") or 0,
        help=_help(value_of(top, "help"), reader),
        notice=reader.language_text(value_of(top, "notice"), "`notice`"),
        consent=reader.language_text(value_of(top, "consent"), "`consent`"),
        expected_minutes=reader.whole(value_of(top, "expected_minutes"), "`expected_minutes`", 1) or 0,
        retention=_retention(value_of(top, "retention"), reader),
        plan=read_plan(value_of(top, "plan"), reader),
        open_link=reader.truth(value_of(top, "open_link"), "`open_link`"),
        open_link_notice=reader.language_text(value_of(top, "open_link_notice"), "`open_link_notice`"),
        fictional=reader.truth(value_of(top, "fictional"), "`fictional`"),
        assigned=read_assigned(top, reader),
        digits=one_of(top, "digits", (ARABIC_DIGITS,), reader),
        practice=value_of(top, "practice") is None or reader.truth(value_of(top, "practice"), "`practice`"),
        guide=read_guide(_named(top, "guide", reader), reader),
        candidates=read_candidates(value_of(top, "candidates"), reader),
        feedback=reader.truth(value_of(top, "feedback"), "`feedback`") if value_of(top, "feedback") else True,
        sensitive_sources=reader.names(value_of(top, "sensitive_sources"), "`sensitive_sources`"),
    )


def _languages(top: Map, reader: Reader) -> tuple[str, ...]:
    tree = value_of(top, "languages")
    codes = reader.names(tree, "`languages`")
    for item in reader.items(tree, "`languages`"):
        if isinstance(item, Scalar) and item.text and not is_language(item.text):
            told = f"`{item.text}` is not a language code."
            reader.report.add(item, "not-a-language", told, "Write codes such as [fr, ar, es, en].")
    return tuple(code for code in codes if is_language(code))


def _named(top: Map, key: str, reader: Reader) -> list[Map]:
    """The maps of a list, each with a name no other has."""
    names: set[str] = set()
    found: list[Map] = []
    for tree in reader.maps(value_of(top, key), f"`{key}`"):
        reader.required(tree, ("name", "label"), f"The item of `{key}`")
        pattern = _INSTRUMENT_NAME if key == "waves" else _GROUP_NAME
        name = reader.name(value_of(tree, "name"), f"The name in `{key}`", pattern)
        if name in names:
            told = f"`{name}` stands twice in `{key}`."
            reader.report.add(place_of(tree, "name"), "duplicate-name", told, "Give each a name of its own.")
        elif name:
            names.add(name)
            found.append(tree)
    return found


def _wave(tree: Map, reader: Reader) -> Wave:
    reader.keys(tree, ("name", "label", "opens", "closes", "then_test", "expected_minutes"), "a wave")
    wave = Wave(
        name=_text(tree, "name"),
        label=reader.language_text(value_of(tree, "label"), "The label of the wave"),
        opens=_day(tree, "opens", reader),
        closes=_day(tree, "closes", reader),
        then_test=reader.truth(value_of(tree, "then_test"), "`then_test`"),
        expected_minutes=reader.whole(value_of(tree, "expected_minutes"), "`expected_minutes`", 1),
    )
    if wave.opens and wave.closes and wave.closes < wave.opens:
        told = f"The wave `{wave.name}` closes before it opens."
        reader.report.add(place_of(tree, "closes"), "wrong-wave", told, "Write a later day for `closes`.")
    return wave


def _day(tree: Map, key: str, reader: Reader) -> datetime.date | None:
    day = reader.date(value_of(tree, key), f"`{key}`")
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        told = f"`{key}` is in the year {day.year}."
        reader.report.add(place_of(tree, key), "wrong-wave", told, f"Write a year from {FIRST_YEAR} to {LAST_YEAR}.")
        return None
    return day


def _arms(top: Map, key: str, reader: Reader) -> tuple[Arm, ...]:
    arms = []
    for tree in _named(top, key, reader):
        reader.keys(tree, ("name", "label"), f"an item of `{key}`")
        arms.append(Arm(_text(tree, "name"), reader.language_text(value_of(tree, "label"), f"A label of `{key}`")))
    return tuple(arms)


def _text(tree: Map, key: str) -> str:
    """A text that has been checked already."""
    value = value_of(tree, key)
    return value.text.strip() if isinstance(value, Scalar) else ""


def _help(tree: Tree | None, reader: Reader) -> Help:
    found = reader.map(tree, "`help`")
    if found is None:
        return Help("", {})
    reader.keys(found, ("telephone", "place"), "`help`")
    reader.required(found, ("telephone", "place"), "`help`")
    telephone = reader.text(value_of(found, "telephone"), "`telephone`")
    return Help(telephone, reader.language_text(value_of(found, "place"), "`place`"))


def _retention(tree: Tree | None, reader: Reader) -> Retention:
    found = reader.map(tree, "`retention`")
    if found is None:
        return Retention(0, 0)
    reader.keys(found, (*MONTHS, *MONTHS_AT_WILL), "`retention`")
    reader.required(found, MONTHS, "`retention`")
    contacts, answers = (reader.whole(value_of(found, key), f"`{key}`", 1) or 0 for key in MONTHS)
    given = {key: reader.whole(value_of(found, key), f"`{key}`", 1) for key in MONTHS_AT_WILL}
    return Retention(contacts, answers, **{key: months for key, months in given.items() if months is not None})
