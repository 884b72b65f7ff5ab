"""One tiny file per feature is read without a problem, and hostile files end quickly in problems."""

from pathlib import Path

import pytest
from counted_work import calls_of, not_for_ever
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import hostile
from survey.instrument.checks import check_paths
from survey.instrument.columns import exported_name, types_later
from survey.instrument.definition import Choice, Group, Language, Question, Questionnaire, Repeat, Scale
from survey.instrument.loader import read_instrument
from survey.instrument.problems import DefinitionError

FEATURES = Path(__file__).parent.parent / "questionnaires"


def read(feature: str) -> Questionnaire:
    return read_instrument(FEATURES / f"{feature}.yaml")


def questions(feature: str) -> dict[str, Question]:
    return {question.name: question for question in read(feature).questions()}


def test_every_feature_file_is_free_of_problems() -> None:
    assert check_paths([FEATURES], FEATURES) == []


def test_a_file_says_who_it_is_and_how_far_its_languages_are() -> None:
    questionnaire = read("languages")
    assert (questionnaire.form_id, questionnaire.version, questionnaire.default_language) == (
        "languages",
        "2026-11",
        "fr",
    )
    assert questionnaire.form_title == {"fr": "Essai", "ar": "تجربة", "es": "Prueba", "en": "Trial"}
    assert questionnaire.languages[:2] == (
        Language("fr", "Français (fr)", "reviewed", "Une lectrice", "2026-11-30"),
        Language("ar", "العربية (ar)", "draft"),
    )
    assert next(questionnaire.questions()).label == {"fr": "Non", "ar": "لا", "es": "No", "en": "No"}


def test_a_file_of_one_language_has_plain_texts() -> None:
    questionnaire = read("text")
    assert questionnaire.languages == (Language("fr", "fr"),)
    assert next(questionnaire.questions()).label == {"fr": "Un mot"}


def test_a_choice_belongs_to_its_list() -> None:
    assert read("select_one").choices == {"often": (Choice("1", {"fr": "Jamais"}), Choice("2", {"fr": "Toujours"}))}
    question = questions("select_one")["a"]
    assert (question.type, question.list_name, question.appearance) == ("select_one", "often", ("likert",))
    assert question.hint == {"fr": "Ces deux semaines."}
    assert question.instrument == "select_one"


def test_groups_hold_their_rows() -> None:
    (page,) = read("group").survey
    assert isinstance(page, Group)
    assert (page.name, page.label, page.hint) == ("page", {"fr": "Une page"}, {"fr": "Deux questions."})
    inner = page.children[1]
    assert isinstance(inner, Group)
    assert [child.name for child in inner.children] == ["b"]


def test_a_repeat_holds_rows_and_repeats() -> None:
    child = read("repeat").survey[1]
    assert isinstance(child, Repeat)
    assert (child.name, child.repeat_count, child.label) == ("child", "${children}", {"fr": "Un enfant"})
    visit = child.children[1]
    assert isinstance(visit, Repeat)
    assert (visit.repeat_count, [inner.name for inner in visit.children]) == ("", ["day"])


def test_a_row_can_be_worked_out_begin_filled_and_be_read_only() -> None:
    found = questions("calculation")
    assert found["a"].default == "3"
    assert (found["double"].calculation, found["double"].trigger) == ("${a} * 2", ("a", "b"))
    assert (found["b"].read_only, found["b"].calculation, found["a"].read_only) == ("true()", "${a} + 1", "")


def test_choices_are_filtered_come_from_a_file_and_leave_room_for_others() -> None:
    found = questions("choices")
    town, street, shops = found["town"], found["street"], found["shops"]
    assert (town.type, town.list_name, town.or_other, town.choice_filter) == (
        "select_one",
        "town",
        True,
        "region = ${region}",
    )
    assert (street.type, street.list_name, street.file) == ("select_one", "", "streets.csv")
    assert (shops.type, shops.file, shops.or_other) == ("select_multiple", "shops.csv", False)
    towns = read("choices").choices["town"]
    assert [(choice.name, choice.columns["region"]) for choice in towns[:2]] == [
        ("valmont", "north"),
        ("valmont", "south"),
    ]
    assert (towns[0].media, towns[2].media) == ({"image": {"fr": "valmont.png"}}, {"audio": {"fr": "hill.mp3"}})
    assert read("choices").settings == {
        "style": "pages",
        "instance_name": "${street}",
        "allow_choice_duplicates": "yes",
    }


def test_media_are_one_file_or_one_per_language() -> None:
    found = questions("media")
    assert found["a"].media == {
        "image": {"fr": "a.png"},
        "big-image": {"fr": "large.png"},
        "audio": {"fr": "a.fr.mp3", "en": "a.en.mp3"},
    }
    assert (found["b"].label, found["b"].media) == ({}, {"video": {"fr": "film.mp4"}})


def test_names_may_hold_dots_and_hyphens() -> None:
    assert list(questions("names")) == ["P2.S1", "no-calendar"]


def test_a_row_of_columns_alone_is_a_remark() -> None:
    assert list(questions("remark")) == ["a"]


@pytest.mark.parametrize(
    ("name", "exported"),
    [("calm", "calm"), ("status", "status_answer"), ("_age", "_age_answer"), ("sleep_score", "sleep_score_answer")],
)
def test_a_kept_name_has_another_one_in_exports(name: str, exported: str) -> None:
    assert exported_name(name) == exported


def test_types_without_a_file_are_told_until_they_have_one() -> None:
    assert "rank" in types_later({"text"})
    assert "rank" not in types_later({"text", "rank"})


def test_an_incomplete_language_may_lack_texts() -> None:
    questionnaire = read_instrument(FEATURES.parent / "broken" / "incomplete-language.yaml")
    assert [language.status for language in questionnaire.languages] == ["draft", "incomplete"]
    assert [question.label for question in questionnaire.questions()] == [{"fr": "Un mot"}, {"fr": "Un autre"}]


def test_required_is_yes_no_or_a_condition() -> None:
    found = questions("required")
    assert [found[name].required for name in "abc"] == ["true()", "${a} != ''", ""]
    assert found["a"].required_message == {"fr": "Il nous faut ce mot."}


def test_parameters_and_own_columns_are_kept_as_text() -> None:
    assert questions("range")["a"].parameters == {"start": "0", "end": "10", "step": "1"}
    kept = questions("columns")["a"]
    assert kept.columns == {"theme": "humeur", "chapitre": "1"}
    assert kept.sensitive
    assert read("columns").choices["often"][0].columns == {"theme": "rare"}


def test_a_scale_and_a_then_test() -> None:
    assert read("scale").scales == (
        Scale("mood", {"fr": "Humeur"}, ("calm", "sad"), 1, (0.0, 100.0), "essai", ("sad",), "scale"),
    )
    group = read("then_test").survey[1]
    assert isinstance(group, Group)
    assert group.then_test
    assert questions("then_test")["calm_then"].then_test == "calm"


CALLS_OF_TWO_SECONDS = 8_000_000
"""The costliest takes 6.3 million; its seconds are measured by ``python -m benchmarks hostile``."""


@pytest.mark.parametrize(("name", "content"), hostile.BOMBS.items(), ids=hostile.BOMBS)
def test_a_bomb_is_refused_with_little_work(name: str, content: str, tmp_path: Path) -> None:
    file = tmp_path / "bomb.yaml"
    file.write_text(content, encoding="utf-8")

    def refused() -> None:
        with pytest.raises(DefinitionError):
            read_instrument(file)

    with not_for_ever():
        assert calls_of(refused) < CALLS_OF_TWO_SECONDS, name


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
)
def test_random_content_never_raises_anything_else(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "random.yaml"
    file.write_bytes(content)
    with pytest.raises(DefinitionError):
        read_instrument(file)


VALID = sorted(FEATURES.glob("*.yaml"))
FRAGMENTS = [
    "",
    " ",
    "\n",
    "\t",
    ":",
    "- ",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "&a",
    "*a",
    "!!x",
    "#",
    "~",
    "no",
    "1",
    "${",
    "(",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(
    source=st.sampled_from(VALID),
    place=st.floats(0, 1),
    removed=st.integers(0, 12),
    added=st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=5)),
)
def test_a_mutated_file_never_crashes(source: Path, place: float, removed: int, added: str, tmp_path: Path) -> None:
    text = source.read_text(encoding="utf-8")
    cut = int(place * len(text))
    file = tmp_path / source.name
    file.write_bytes((text[:cut] + added + text[cut + removed :]).encode("utf-8", "replace"))
    for problem in check_paths([file], FEATURES):
        assert problem.line >= 1
        assert problem.remedy


def test_the_work_of_reading_grows_as_the_questions_do(tmp_path: Path) -> None:
    def work(questions: int) -> int:
        file = tmp_path / f"{questions}.yaml"
        file.write_text(hostile.questionnaire(questions), encoding="utf-8")
        assert len(list(read_instrument(file).questions())) == questions + 1  # its expressions are known from now on
        return calls_of(lambda: read_instrument(file))

    assert work(200) < 2.5 * work(100)  # four times would be quadratic
