"""Brings an installation to where the demonstration should be; what is there is kept, step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path

from survey.demonstration import coding, directing, inferring, reviewing
from survey.fieldwork.register import read_register
from survey.findings import client
from survey.findings.client import FiguresFailed, FiguresStarting
from survey.instrument import canonical
from survey.instrument.frozen_media import WithMedia, with_media
from survey.instrument.study_file import read_study
from survey.privacy.flow_release import release_study
from survey.simulation.participation import SEEN
from survey.simulation.running import simulate
from survey.simulation.truth import truth_path
from survey.simulation.visits import Choices
from survey.store import figure_releases, register_imports, simulated, studies, transcripts
from survey.store.studies import StudyRecord
from survey.voices.importing import import_transcripts

ACTOR = "demonstration"
RESEARCHER = "researcher"
"""The account of the demonstration that reads and releases interviews."""
PACKAGE = Path(str(resources.files("survey")))
LIBRARY = PACKAGE / "questionnaires"
FICTION = PACKAGE / "demonstration"
RESPONDENTS: Mapping[str, Choices] = {
    "post_only": Choices(people=349, seed=1, loss=SEEN),
    "before_after": Choices(people=140, seed=1, loss=SEEN),
}
"""The studies that are shown, the first one first, and how many answer in each."""
READ: Mapping[str, frozenset[str]] = {
    "post_only": frozenset(
        f"interview_{number}" for number in ("02.txt", "03.vtt", "05.srt", "07.vtt", "08.odt", "09.txt", "12.vtt")
    ),
    "before_after": frozenset({"exit_1.txt"}),
}
"""The interviews that a researcher has read and released."""
SECONDS_TO_START = 120.0

Say = Callable[[str], None]


def prepare(instance: Path, say: Say) -> None:
    """Bring every study of the demonstration to where it should be; ``say`` tells what takes its time."""
    for name, choices in RESPONDENTS.items():
        study, questionnaires = read_study(LIBRARY / name / "study.yaml", LIBRARY)
        record = published(with_media(study, questionnaires, (LIBRARY / name, LIBRARY)))
        _register(record, say)
        _answers(record, choices, truth_path(instance, name), say)
        _interviews(record, say)
        _codings(record, say)
        _figures(record, say)
        _inferences(record, say)
        _quotes(record, say)
        _directions(record, say)


def published(whole: WithMedia) -> StudyRecord:
    """The study as published, published again only when its files changed."""
    for record in studies.all_studies():
        if record.name == whole.study.name and _is_same(record, whole):
            return record
    return studies.publish(whole.study, whole.questionnaires, ACTOR, files=whole.files)


def _is_same(record: StudyRecord, whole: WithMedia) -> bool:
    digests = {name: canonical.digest(canonical.to_json(each)) for name, each in whole.questionnaires.items()}
    return canonical.study_to_json(record.study) == canonical.study_to_json(whole.study) and digests == {
        wave.name: wave.questionnaire_digest for wave in record.waves
    }


def _register(record: StudyRecord, say: Say) -> None:
    register = read_register(FICTION / f"{record.name}.csv", record.study)
    imported = register_imports.import_register(record, register.rows, register.digest, ACTOR)
    if imported.added:
        say(f"The study {record.name}: {imported.added} fictional people")


def _answers(record: StudyRecord, choices: Choices, truth: Path, say: Say) -> None:
    """Answers are simulated once; those of another run, and those that people gave, are left alone."""
    standing = simulated.standing(record)
    if standing.simulated or standing.real:
        return
    made = simulate(record, choices, truth, ACTOR)
    for wave, sent in made.submitted.items():
        say(f"The study {record.name}: {sent} simulated answers at the wave {wave}")


def _interviews(record: StudyRecord, say: Say) -> None:
    """Interviews are imported once, and those that were read are released; what is withheld later stays so."""
    if transcripts.interviews(record.id):
        return
    files = sorted((FICTION / "interviews" / record.name).iterdir())
    imported = import_transcripts(record, [(file.name, file.read_bytes()) for file in files], ACTOR)
    for each in imported.interviews:
        found = transcripts.interview(record.id, each.number) if each.file in READ[record.name] else None
        if found is not None:
            transcripts.release(found, RESEARCHER)
    say(f"The study {record.name}: {imported.added} fictional interviews")


def _codings(record: StudyRecord, say: Say) -> None:
    marked = coding.code_interviews(record, RESEARCHER)
    if marked:
        say(f"The study {record.name}: {marked} passages marked with codes")


def _quotes(record: StudyRecord, say: Say) -> None:
    released = reviewing.release_quotes(record, RESEARCHER)
    if released:
        say(f"The study {record.name}: {released} quotes read and released")


def _figures(record: StudyRecord, say: Say) -> None:
    """What staff see is released once; the figure process that this starts is there for the first page, too."""
    if figure_releases.latest(record.id) is not None or not simulated.is_simulated(record):
        return
    release_study(record, ACTOR)
    say(f"The study {record.name}: figures for staff")
    try:
        client.ask("release", wait=SECONDS_TO_START, study=record.name, actor=ACTOR)
    except (FiguresStarting, FiguresFailed) as error:
        say(f"They are not released yet: {error}")


def _inferences(record: StudyRecord, say: Say) -> None:
    try:
        written = inferring.infer(record, RESEARCHER, SECONDS_TO_START)
    except (FiguresStarting, FiguresFailed) as error:
        say(f"What is inferred is not written yet: {error}")
        return
    if written:
        say(f"The study {record.name}: {written} inferences from numbers and words")


def _directions(record: StudyRecord, say: Say) -> None:
    """What was locked blind, then a memo on somebody whose words and score differ."""
    locked = directing.direct(record)
    if locked:
        say(f"The study {record.name}: {locked} directions locked before the scores were seen")
    try:
        written = directing.explain(record, RESEARCHER, SECONDS_TO_START)
    except (FiguresStarting, FiguresFailed) as error:
        say(f"Why words and scores differ is not written yet: {error}")
        return
    if written:
        say(f"The study {record.name}: {written} memo on words that differ from a score")
