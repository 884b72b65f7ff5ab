"""The small study of the journeys, open to anybody in French and Arabic; a test may put its own questions in it."""

from __future__ import annotations

from pathlib import Path

from survey.instrument.study_file import read_study
from survey.store import participants, studies
from survey.store.studies import StudyRecord

SETTINGS = """
settings:
  form_id: small
  form_title: {fr: Petit, ar: صغير}
  version: "1"
  default_language: fr
  languages:
    fr: {header: Français (fr), status: draft}
    ar: {header: العربية (ar), status: draft}
"""

QUESTIONS = """
choices:
  - {list_name: yes_no, name: "yes", label: {fr: Oui, ar: نعم}}
  - {list_name: yes_no, name: "no", label: {fr: Non, ar: لا}}
  - {list_name: often, name: "1", label: {fr: Jamais, ar: أبدا}}
  - {list_name: often, name: "2", label: {fr: Parfois, ar: أحيانا}}
  - {list_name: often, name: "3", label: {fr: Toujours, ar: دائما}}
  - {list_name: places, name: home, label: {fr: Maison, ar: البيت}}
  - {list_name: places, name: work, label: {fr: Travail, ar: العمل}}
survey:
  - {type: begin_group, name: first, label: {fr: Vous, ar: أنت}, appearance: field-list}
  - type: select_one often
    name: calm
    label: {fr: Je suis calme., ar: أنا هادئ.}
    guidance_hint: {fr: Ces jours-ci., ar: هذه الأيام.}
    appearance: likert
  - {type: select_one yes_no, name: children, label: {fr: Avez-vous des enfants ?, ar: هل لديك أطفال؟}}
  - type: integer
    name: how_many
    label: {fr: Combien ?, ar: كم؟}
    relevant: ${children} = 'yes'
    required: "yes"
    constraint: . > 0 and . < 20
    constraint_message: {fr: De 1 à 19., ar: من 1 إلى 19.}
  - {type: end_group}
  - {type: begin_group, name: second, label: {fr: Encore, ar: أيضا}, appearance: field-list}
  - {type: decimal, name: rent, label: {fr: Loyer, ar: الإيجار}}
  - {type: date, name: since, label: {fr: Depuis quand ?, ar: منذ متى؟}}
  - {type: select_multiple places, name: where, label: {fr: Où ?, ar: أين؟}}
  - {type: end_group}
  - {type: note, name: pause, label: {fr: Bientôt fini., ar: اقتربنا من النهاية.}}
  - {type: range, name: trust, label: {fr: Confiance, ar: الثقة}, parameters: start=0 end=10 step=1, required: "yes"}
  - {type: text, name: words, label: {fr: Un mot ?, ar: كلمة؟}, appearance: multiline, relevant: "${trust} >= 5"}
"""

STUDY = """
name: small_study
title: {fr: Petite étude, ar: دراسة صغيرة}
default_language: fr
languages: [fr, ar]
time_zone: Europe/Paris
design: post_only
instruments: [small]
waves:
  - {name: once, label: {fr: Après, ar: بعد}, opens: "2020-01-01"}
arms:
  - {name: support, label: {fr: Suivi, ar: مرافقة}}
register:
  participant_id: id
minimum_cell: 10
open_link: true
help: {telephone: "01 99 00 12 34", place: {fr: Accueil, ar: الاستقبال}}
expected_minutes: 3
practice: false
notice: {fr: "Qui demande ?\\n\\nNous.", ar: "من يسأل؟\\n\\nنحن."}
open_link_notice: {fr: "Qui demande ?\\n\\nNous, sans registre.", ar: "من يسأل؟\\n\\nنحن، بلا سجل."}
consent: {fr: "J’accepte.", ar: "أوافق."}
retention: {contacts_months: 12, answers_months: 60}
plan: {}
"""


def written(folder: Path, questions: str = QUESTIONS, *, settings: str = SETTINGS, study: str = STUDY) -> Path:
    """Write the study and its only questionnaire into a folder; the path of the study."""
    (folder / "small.yaml").write_text(settings + questions, encoding="utf-8")
    (folder / "study.yaml").write_text(study, encoding="utf-8")
    return folder / "study.yaml"


def published(folder: Path, questions: str = QUESTIONS, *, settings: str = SETTINGS, study: str = STUDY) -> StudyRecord:
    """Publish the study, its only wave open."""
    return studies.publish(*read_study(written(folder, questions, settings=settings, study=study), folder))


def link_to(study: StudyRecord, key: str = "entry-key-of-22-letter") -> str:
    """The path of a personal link to the first wave."""
    return "/r/" + participants.create_open_participant(study, study.waves[0], "fr", key)
