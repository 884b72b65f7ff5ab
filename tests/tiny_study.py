"""A tiny study, its questionnaires and its register, for tests of what is kept and who is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from survey.instrument.definition import Choice, Language, Question, Questionnaire
from survey.instrument.plan import Plan
from survey.instrument.study import Arm, Help, Register, Retention, Study, Wave
from survey.store import studies
from survey.store.studies import StudyRecord

QUESTIONNAIRE = Questionnaire(
    form_id="calm",
    form_title={"fr": "Calme"},
    version="1",
    default_language="fr",
    languages=(Language("fr", "Français (fr)"),),
    survey=(Question("select_one", "calm", {"fr": "Êtes-vous calme ?"}, list_name="yes_no"),),
    choices={"yes_no": (Choice("1", {"fr": "Oui"}), Choice("0", {"fr": "Non"}))},
)
STUDY = Study(
    name="tiny",
    title={"fr": "Minuscule"},
    default_language="fr",
    languages=("fr", "ar"),
    time_zone="Europe/Paris",
    design="before_after",
    instruments=("calm",),
    waves=(Wave("entry", {"fr": "Entrée"}),),
    arms=(Arm("advice", {"fr": "Conseil"}), Arm("support", {"fr": "Soutien"})),
    events=(),
    sites=(),
    register=Register(
        participant_id="id",
        arm="arm",
        language="language",
        household="household",
        worker="worker",
        contact={"name": "name", "email": "email"},
    ),
    filters=(),
    minimum_cell=10,
    help=Help("01 99 00 00 00", {"fr": "Accueil"}),
    notice={"fr": "Une étude."},
    consent={"fr": "J’accepte."},
    expected_minutes=5,
    retention=Retention(12, 60),
    plan=Plan(),
    open_link=True,
)
EXIT = Wave("exit", {"fr": "Sortie"})


def publish_tiny(**changes: Any) -> StudyRecord:
    """Publish the tiny study with these attributes changed."""
    study = replace(STUDY, **changes)
    return studies.publish(study, {wave.name: QUESTIONNAIRE for wave in study.waves})
