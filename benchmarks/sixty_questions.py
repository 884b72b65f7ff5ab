"""A study of 60 five-point questions in three scales, written as files when it is measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

NAME, WAVE = "sixty", "once"
QUESTIONS, TO_A_PAGE, TO_A_SCALE = 60, 4, 20
TITLE = "Soixante questions"
STUDY = f"""name: {NAME}
title: {{fr: {TITLE}}}
default_language: fr
languages: [fr]
time_zone: Europe/Paris
design: post_only
fictional: true
instruments: [{NAME}]
waves:
  - name: {WAVE}
    label: {{fr: Une fois}}
    then_test: false
arms:
  - name: advice
    label: {{fr: Conseil}}
  - name: support
    label: {{fr: Accompagnement}}
register:
  participant_id: code
  arm: arm
filters: [arm]
minimum_cell: 10
open_link: true
expected_minutes: 8
help:
  telephone: 01 99 00 12 34
  place: {{fr: Salle des mesures}}
notice: {{fr: '[who] [why] [basis] [keep] [rights] [refusal] Une mesure de vitesse, personne n’est interrogé.'}}
consent: {{fr: J’accepte de répondre.}}
practice: false
retention: {{contacts_months: 1, answers_months: 1}}
plan: {{primary: [], exploratory: []}}
"""


def written(folder: Path) -> Path:
    """The folder of the study, which its questionnaire lies in too."""
    study = folder / NAME
    study.mkdir()
    (study / "study.yaml").write_text(STUDY, encoding="utf-8")
    (study / f"{NAME}.yaml").write_text("\n".join(_instrument()), encoding="utf-8")
    return study


def _instrument() -> Iterator[str]:
    yield f"settings:\n  form_id: {NAME}\n  form_title: {{fr: {TITLE}}}\n  version: '1'\n  default_language: fr"
    yield "  languages:\n    fr: {header: Français (fr), status: draft}\nchoices:"
    for point in range(1, 6):
        yield f"  - {{list_name: points, name: '{point}', label: {{fr: Point {point}}}}}"
    yield "survey:"
    for number in range(QUESTIONS):
        if number % TO_A_PAGE == 0:
            page = f"page{number // TO_A_PAGE}"
            yield f"  - {{type: begin_group, name: {page}, label: {{fr: Page}}, appearance: field-list}}"
        yield f"  - {{type: select_one points, name: item{number}, label: {{fr: Question {number}}}}}"
        if number % TO_A_PAGE == TO_A_PAGE - 1:
            yield "  - {type: end_group}"
    yield "scales:"
    for start in range(0, QUESTIONS, TO_A_SCALE):
        items = ", ".join(f"item{number}" for number in range(start, start + TO_A_SCALE))
        yield f"  - {{name: scale{start // TO_A_SCALE}, label: {{fr: Échelle}}, items: [{items}],"
        yield "     minimum_answered: 15, score_range: [0, 100], source: 'written for Jalon, not validated'}"
