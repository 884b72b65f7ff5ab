"""A study with its instruments becomes one questionnaire per wave."""

import datetime
from pathlib import Path

import pytest

from survey.instrument.candidates import Candidates
from survey.instrument.canonical import study_from_json, study_to_json
from survey.instrument.checks import check_paths
from survey.instrument.definition import Questionnaire, text_in
from survey.instrument.guide import GuideQuestion
from survey.instrument.plan import Plan
from survey.instrument.problems import DefinitionError
from survey.instrument.study import ProfileVariable, minutes_of
from survey.instrument.study_file import read_study

LIBRARY = Path(__file__).parent.parent / "questionnaires"

STUDY = """
name: essai
title: Essai
default_language: fr
languages: [fr]
time_zone: Europe/Paris
design: before_after
fictional: true
instruments: [INSTRUMENTS]
waves:
  - {name: entry, label: Avant, opens: "2026-01-01", closes: "2026-06-30"}
  - {name: exit, label: Après, then_test: true}
arms:
  - {name: advice, label: Conseil}
  - {name: support, label: Accompagnement}
register:
  participant_id: matricule
  arm: {column: mesure, values: {conseil: advice, accompagnement: support}}
  household: foyer
  profile:
    - {name: age_band, column: tranche, label: Âge, values: {"60+": Soixante et plus, "18-59": Moins}}
  contact: {email: courriel}
filters: [arm, language]
minimum_cell: 10
open_link: true
help: {telephone: "01 99 00 00 00", place: Accueil}
expected_minutes: 5
notice: |
  [who] [why] [basis] Un paragraphe.

  [keep] [rights] [refusal] Un autre.
consent: J’accepte.
retention: {contacts_months: 12, answers_months: 60}
plan: {primary: [mood]}
"""


def write(folder: Path, instruments: str, **files: str) -> Path:
    (folder / "study.yaml").write_text(STUDY.replace("INSTRUMENTS", instruments), encoding="utf-8")
    for name, content in files.items():
        head = f'settings: {{form_id: {name}, form_title: {name}, version: "1", default_language: fr}}\n'
        (folder / f"{name}.yaml").write_text(head + content, encoding="utf-8")
    return folder


def names(questionnaire: Questionnaire) -> list[str]:
    return [question.name for question in questionnaire.questions()]


def test_a_study_says_everything_about_itself(tmp_path: Path) -> None:
    study, _ = read_study(write(tmp_path, "then_test"), LIBRARY)
    assert (study.name, study.title, study.design, study.fictional) == ("essai", {"fr": "Essai"}, "before_after", True)
    assert study.waves[0].opens == datetime.date(2026, 1, 1)
    assert study.waves[0].closes == datetime.date(2026, 6, 30)
    assert (study.waves[1].opens, study.waves[1].then_test) == (None, True)
    assert [arm.name for arm in study.arms] == ["advice", "support"]
    assert (study.help.telephone, study.help.place) == ("01 99 00 00 00", {"fr": "Accueil"})
    assert study.notice == {"fr": "[who] [why] [basis] Un paragraphe.\n\n[keep] [rights] [refusal] Un autre."}
    assert (study.retention.contacts_months, study.retention.answers_months) == (12, 60)
    assert study.plan == Plan(primary=("mood",))
    assert study.guide == () and study.candidates is None
    assert (study.minimum_cell, study.expected_minutes, study.open_link) == (10, 5, True)


def test_the_register_says_which_column_is_what_and_what_its_cells_mean(tmp_path: Path) -> None:
    register = read_study(write(tmp_path, "then_test"), LIBRARY)[0].register
    assert (register.participant_id, register.arm, register.household, register.site) == (
        "matricule",
        "mesure",
        "foyer",
        "",
    )
    assert register.values == {"arm": {"conseil": "advice", "accompagnement": "support"}}
    labels = {"60+": {"fr": "Soixante et plus"}, "18-59": {"fr": "Moins"}}
    assert register.profile == (ProfileVariable("age_band", "tranche", {"fr": "Âge"}, labels),)
    assert register.contact == {"email": "courriel"}


def test_then_test_rows_are_asked_only_where_the_wave_looks_back(tmp_path: Path) -> None:
    _, questionnaires = read_study(write(tmp_path, "then_test, range"), LIBRARY)
    assert names(questionnaires["entry"]) == ["calm", "a"]
    assert names(questionnaires["exit"]) == ["calm", "calm_then", "a"]
    assert [node.name for node in questionnaires["entry"].survey] == ["calm", "a"]
    assert questionnaires["exit"].form_id == "essai_exit"
    assert [question.instrument for question in questionnaires["exit"].questions()][-1] == "range"


def test_an_instrument_beside_the_study_comes_before_that_of_the_library(tmp_path: Path) -> None:
    own = (LIBRARY / "then_test.yaml").read_text(encoding="utf-8").partition("\n")[2].replace("Calme", "Apaisé")
    _, questionnaires = read_study(write(tmp_path, "then_test", then_test=own), LIBRARY)
    assert next(questionnaires["entry"].questions()).label == {"fr": "Apaisé"}


def test_lists_of_one_name_that_differ_are_kept_apart(tmp_path: Path) -> None:
    other = (
        "choices:\n  - {list_name: often, name: never, label: Jamais}\n"
        "survey:\n  - {type: select_one often, name: other, label: Autre}\n"
    )
    _, questionnaires = read_study(write(tmp_path, "then_test, other", other=other), LIBRARY)
    questionnaire = questionnaires["entry"]
    listed = {question.name: question.list_name for question in questionnaire.questions()}
    assert listed == {"calm": "often", "other": "other.often"}
    assert [choice.name for choice in questionnaire.choices["other.often"]] == ["never"]


def test_problems_of_instruments_are_told_at_their_own_place(tmp_path: Path) -> None:
    folder = write(tmp_path, "then_test, wrong", wrong="survey:\n  - {type: txet, name: w, label: Un}\n")
    with pytest.raises(DefinitionError) as refused:
        read_study(folder, LIBRARY)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.rule) == (str(folder / "wrong.yaml"), 3, "unknown-type")


def test_more_than_sixty_questions_is_a_warning_that_stops_nothing(tmp_path: Path) -> None:
    rows = "survey:\n" + "".join(f"  - {{type: text, name: q{n}, label: Un}}\n" for n in range(60))
    folder = write(tmp_path, "then_test, long", long=rows)
    problems = check_paths([folder / "study.yaml"], LIBRARY)
    assert {(problem.rule, problem.severity) for problem in problems} == {("long-questionnaire", "warning")}
    assert len(read_study(folder, LIBRARY)[1]["entry"].choices) == 1


def test_a_wave_takes_the_minutes_of_the_study_unless_it_says_its_own(tmp_path: Path) -> None:
    folder = write(tmp_path, "then_test")
    own = (
        (folder / "study.yaml").read_text("utf-8").replace("then_test: true}", "then_test: true, expected_minutes: 9}")
    )
    (folder / "study.yaml").write_text(own, encoding="utf-8")
    study = study_from_json(study_to_json(read_study(folder, LIBRARY)[0]))
    assert [wave.expected_minutes for wave in study.waves] == [None, 9]
    assert [minutes_of(study, name) for name in ("entry", "exit", "never")] == [5, 9, 5]


def test_the_minutes_of_a_wave_are_a_whole_number_above_nought(tmp_path: Path) -> None:
    folder = write(tmp_path, "then_test")
    own = (
        (folder / "study.yaml").read_text("utf-8").replace("then_test: true}", "then_test: true, expected_minutes: 0}")
    )
    (folder / "study.yaml").write_text(own, encoding="utf-8")
    assert "`expected_minutes`" in " ".join(str(each) for each in check_paths([folder / "study.yaml"], LIBRARY))


UNTOLD = """
settings: {form_id: old, form_title: Alt, version: "1", default_language: und}
survey: [{type: text, name: word, label: Ein Wort?}]
"""


def test_texts_that_do_not_say_their_language_are_those_of_a_study_in_one(tmp_path: Path) -> None:
    """As of a workbook whose headers name no language."""
    path = write(tmp_path, "old") / "study.yaml"
    path.write_text(path.read_text("utf-8").replace("plan: {primary: [mood]}", "plan: {}"), encoding="utf-8")
    (tmp_path / "old.yaml").write_text(UNTOLD, encoding="utf-8")
    _, questionnaires = read_study(path, tmp_path)
    asked = next(questionnaires["entry"].questions())
    assert text_in(asked.label, "fr", questionnaires["entry"].default_language) == "Ein Wort?"


def test_a_study_in_two_languages_must_know_the_language_of_its_texts(tmp_path: Path) -> None:
    path = write(tmp_path, "old") / "study.yaml"
    path.write_text(path.read_text("utf-8").replace("languages: [fr]", "languages: [fr, en]"), encoding="utf-8")
    (tmp_path / "old.yaml").write_text(UNTOLD, encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"does not say in which language .* `default_language: fr`"):
        read_study(path, tmp_path)


def test_a_guide_says_what_is_asked_about_what_and_how_it_is_coded(tmp_path: Path) -> None:
    guide = """
guide:
  - {name: nights, label: Comment dormez-vous ?, about: [mood, calm], codes: [sommeil, humeur / fatigue]}
  - {name: family, label: Et la famille ?}
"""
    file = write(tmp_path, "scale") / "study.yaml"
    file.write_text(file.read_text("utf-8") + guide, encoding="utf-8")
    study, _ = read_study(tmp_path, LIBRARY)
    assert study.guide == (
        GuideQuestion("nights", {"fr": "Comment dormez-vous ?"}, ("mood", "calm"), ("sommeil", "humeur / fatigue")),
        GuideQuestion("family", {"fr": "Et la famille ?"}),
    )
    assert study_from_json(study_to_json(study)) == study


def test_candidates_name_the_question_and_the_answer_that_says_yes(tmp_path: Path) -> None:
    file = write(tmp_path, "scale") / "study.yaml"
    file.write_text(file.read_text("utf-8") + 'candidates: {question: calm, value: "2"}\n', encoding="utf-8")
    study, _ = read_study(tmp_path, LIBRARY)
    assert study.candidates == Candidates("calm", "2")
    assert study_from_json(study_to_json(study)) == study
