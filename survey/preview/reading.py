"""Reads what is to be previewed as a study that anyone may take part in now: a study file, or one questionnaire."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from survey.exchange.xlsform.reading import YAML_ENDINGS, read_questionnaire
from survey.exchange.xlsform.workbook import ENDINGS
from survey.instrument.assembly import assemble
from survey.instrument.definition import Questionnaire
from survey.instrument.files_beside import rows_beside
from survey.instrument.from_files import with_files
from survey.instrument.frozen_media import with_media
from survey.instrument.plan import Plan
from survey.instrument.problems import Problem
from survey.instrument.report import START, has_errors
from survey.instrument.study import FIRST_YEAR, Help, Register, Retention, Study, Wave
from survey.instrument.study_file import FILE_NAME, read_study_files

READ = (*YAML_ENDINGS, *ENDINGS)
"""How the names of files end that can be shown."""
ONLY_WAVE = "preview"
ZONE_FILE = Path("/etc/localtime")
ZONES = "zoneinfo/"


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says now; ``study`` is None where that cannot be shown. ``is_study``: not one questionnaire alone.

    ``files``: what it shows and plays, by the names they are published under.
    """

    problems: tuple[Problem, ...]
    study: Study | None = None
    questionnaires: Mapping[str, Questionnaire] = field(default_factory=dict)
    is_study: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)


def previewed_file(path: Path) -> Path:
    """The file that is meant by a path: of a folder, its study."""
    return path / FILE_NAME if path.is_dir() else path


def is_study_file(file: Path) -> bool:
    """Whether a file is read as a study, as the checker reads it."""
    return file.name == FILE_NAME or file.name.endswith(f".{FILE_NAME}")


def read(file: Path, library: Path) -> Read:
    """Everything a file says, with all its problems and warnings."""
    if not file.is_file():
        told = "The file is not there."
        lacking = Problem(str(file), START.line, START.column, "file-not-found", told, "Save it again, by this name.")
        return Read((lacking,))
    found = _study(file, library) if is_study_file(file) else _questionnaire(file)
    if found.study is None:
        return found
    whole = with_media(found.study, found.questionnaires, (file.parent, library) if found.is_study else (file.parent,))
    return dataclasses.replace(found, study=whole.study, questionnaires=whole.questionnaires, files=whole.files)


def _study(file: Path, library: Path) -> Read:
    study, questionnaires, problems = read_study_files(file, library)
    if study is None or has_errors(problems):
        return Read(problems, is_study=True)
    always = datetime.date(FIRST_YEAR, 1, 1)
    waves = tuple(dataclasses.replace(wave, opens=always, closes=None) for wave in study.waves)
    shown = dataclasses.replace(study, waves=waves, open_link=True, fictional=True)
    return _asking(file, Read(problems, shown, questionnaires, is_study=True))


def _questionnaire(file: Path) -> Read:
    reading = read_questionnaire(file)
    if reading.source is None or has_errors(reading.problems):
        return Read(reading.problems)
    complete = with_files(reading.source.questionnaire, rows_beside(file))
    study = _study_of(complete)
    whole = {ONLY_WAVE: assemble(study, study.waves[0], [complete])}
    return _asking(file, Read(reading.problems, study, whole))


def _asking(file: Path, found: Read) -> Read:
    """What was read, unless there is nothing to answer in it."""
    if any(questionnaire.survey for questionnaire in found.questionnaires.values()):
        return found
    told = "Nothing is asked."
    empty = Problem(str(file), START.line, START.column, "nothing-asked", told, "Write a first question.")
    return Read((*found.problems, empty), is_study=found.is_study)


def _study_of(questionnaire: Questionnaire) -> Study:
    codes = tuple(language.code for language in questionnaire.languages) or (questionnaire.default_language,)
    return Study(
        name=ONLY_WAVE,
        title=questionnaire.form_title,
        default_language=questionnaire.default_language,
        languages=codes,
        time_zone=own_zone(),
        design="post_only",
        instruments=(questionnaire.form_id,),
        waves=(Wave(ONLY_WAVE, questionnaire.form_title, datetime.date(FIRST_YEAR, 1, 1), then_test=True),),
        arms=(),
        events=(),
        sites=(),
        register=Register("participant_id"),
        filters=(),
        minimum_cell=0,
        help=Help("00 00 00 00 00", {}),
        notice={},
        consent={},
        expected_minutes=1,
        retention=Retention(1, 1),
        plan=Plan(),
        open_link=True,
        fictional=True,
        practice=False,
    )


def own_zone() -> str:
    """The time zone of this machine, by its name; UTC where that is not told."""
    try:
        name = str(ZONE_FILE.resolve(strict=True)).partition(ZONES)[2]
        return ZoneInfo(name).key
    except (OSError, ValueError, LookupError):
        return "UTC"
