"""The published form is the same for the same questionnaire, and gives it back whole."""

import json
from pathlib import Path

import pytest

from survey.instrument.canonical import digest, from_json, study_from_json, study_to_json, to_json
from survey.instrument.definition import Group, Language, Question, Questionnaire, Repeat
from survey.instrument.loader import read_instrument
from survey.instrument.study_file import read_study

FEATURES = Path(__file__).parent.parent / "questionnaires"
INSTRUMENTS = sorted(path for path in FEATURES.glob("*.yaml") if path.name != "study.yaml")


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_a_questionnaire_comes_back_whole(path: Path) -> None:
    questionnaire = read_instrument(path)
    assert from_json(to_json(questionnaire)) == questionnaire
    assert to_json(from_json(to_json(questionnaire))) == to_json(questionnaire)


def test_a_study_comes_back_whole() -> None:
    study, _ = read_study(FEATURES, FEATURES)
    assert study_from_json(study_to_json(study)) == study


def test_the_canonical_form_is_compact_sorted_and_without_defaults() -> None:
    question = Question("text", "a", {"fr": "Été", "ar": "صيف"})
    text = to_json(Questionnaire("q", {"fr": "Q"}, "1", "fr", (), (question,), {}))
    assert text == (
        '{"choices":{},"default_language":"fr","form_id":"q","form_title":{"fr":"Q"},"languages":[],'
        '"survey":[{"label":{"ar":"صيف","fr":"Été"},"name":"a","type":"text"}],"version":"1"}'
    )
    assert list(json.loads(text)) == sorted(json.loads(text))


def test_the_digest_does_not_depend_on_the_order_of_languages() -> None:
    one = Questionnaire("q", {"fr": "Q", "en": "Q"}, "1", "fr", (), (), {})
    other = Questionnaire("q", {"en": "Q", "fr": "Q"}, "1", "fr", (), (), {})
    assert digest(to_json(one)) == digest(to_json(other))


def test_the_digest_is_the_sha256_of_the_text() -> None:
    # sha256 of the three letters abc: FIPS 180-2, appendix B.1
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_repeat_comes_back_as_a_repeat_and_a_group_as_a_group() -> None:
    asked = Question("text", "age", {"fr": "Age"})
    repeat, group = Repeat("member", {}, (asked,), repeat_count=""), Group("more", {}, (asked,))
    questionnaire = Questionnaire("f", {"fr": "F"}, "1", "fr", (Language("fr", "fr"),), (repeat, group), {})
    assert from_json(to_json(questionnaire)) == questionnaire
