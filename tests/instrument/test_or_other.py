"""``or_other`` becomes a choice and a question as in ODK, once a questionnaire is put together."""

import dataclasses

from instrument.fillings import MOMENT, ask

from survey.dataset.columns import Version, question_columns
from survey.instrument.canonical import from_json, to_json
from survey.instrument.definition import Choice, Group, Language, Questionnaire
from survey.instrument.flow import Flow
from survey.instrument.model import Model
from survey.instrument.or_other import with_other
from survey.instrument.places import Place
from survey.instrument.question_type import choice_codebook
from survey.instrument.state import State

HOME = ask("home", "select_one", list_name="towns", or_other=True)
TOWNS = {"towns": (Choice("1", {"fr": "Alpha"}, {"region": "n"}), Choice("2", {"fr": "Beta"}, {"region": "s"}))}


def asked(*survey, languages: str = "fr ar") -> Questionnaire:  # type: ignore[no-untyped-def]  # nodes
    codes = tuple(Language(code, code) for code in languages.split())
    return with_other(Questionnaire("q", {}, "1", codes[0].code, codes, survey, TOWNS))


def state(questionnaire: Questionnaire, **answers: str) -> State:
    return State(Model.of(questionnaire), answers, moment=MOMENT)


def test_the_choice_and_the_question_are_named_as_pyxform_names_them() -> None:
    found = asked(HOME)
    assert [question.name for question in found.questions()] == ["home", "home_other"]
    assert [choice.name for choice in found.choices["towns"]] == ["1", "2", "other"]
    assert found.choices["towns"][-1].label == {"fr": "Autre", "ar": "غير ذلك"}
    assert not any(question.or_other for question in found.questions())
    assert next(iter(found.questions())).list_name == "towns"


def test_the_question_is_asked_once_other_is_chosen() -> None:
    found = asked(HOME)
    place = Place("home_other")
    assert [state(found, home=chosen).is_relevant(place) for chosen in ("1", "other")] == [False, True]
    assert [choice.name for choice in state(found).choices(Place("home"))] == ["1", "2", "other"]
    assert [page.name for page in Flow.of(found).pages] == ["home", "home_other"]


def test_several_choices_have_room_for_another_in_a_group_too() -> None:
    several = dataclasses.replace(HOME, type="select_multiple")
    found = asked(Group("g", {}, (several, ask("age"))))
    (group,) = found.survey
    assert [node.name for node in group.children] == ["home", "home_other", "age"]  # type: ignore[union-attr]  # a group
    chosen = State(Model.of(found), {"home": ("1", "other")}, moment=MOMENT)
    assert chosen.is_relevant(Place("home_other"))


def test_a_filter_never_takes_other_away() -> None:
    found = asked(ask("region", "text"), dataclasses.replace(HOME, choice_filter="region = ${region}"))
    assert [choice.name for choice in state(found, region="s").choices(Place("home"))] == ["2", "other"]


def test_a_list_that_has_other_keeps_its_own() -> None:
    own = {"towns": (*TOWNS["towns"], Choice("other", {"fr": "Ailleurs"}))}
    found = with_other(Questionnaire("q", {}, "1", "fr", (Language("fr", "fr"),), (HOME,), own))
    assert found.choices == own


def test_a_language_without_these_words_reads_another_and_the_default_one_english() -> None:
    assert asked(HOME, languages="fr sw").choices["towns"][-1].label == {"fr": "Autre"}
    assert asked(HOME, languages="sw fr-x-facile").choices["towns"][-1].label == {"sw": "Other", "fr-x-facile": "Autre"}


def test_what_is_published_is_complete_and_exported() -> None:
    found = asked(HOME)
    assert from_json(to_json(found)) == found
    assert with_other(found) == found
    columns = question_columns([Version("d", found)])
    assert [(column.name, column.dtype) for column in columns] == [("home", "string"), ("home_other", "string")]
    home = columns[0]
    assert choice_codebook(home.question, home.choices, "fr", "fr")[-1] == ("other", "Autre")
