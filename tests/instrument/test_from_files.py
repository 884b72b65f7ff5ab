"""A published questionnaire holds the choices of its files, and offers them as lists."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from instrument.fillings import MOMENT, ask, calculate, rows

from survey.dataset.columns import Version, question_columns
from survey.instrument.canonical import from_json, to_json
from survey.instrument.definition import Choice, Group, Language, Node, Questionnaire
from survey.instrument.from_files import with_files
from survey.instrument.model import Model
from survey.instrument.places import Place
from survey.instrument.state import State
from survey.instrument.study_file import read_study

TOWN = ask("town", "select_one", file="towns.csv", choice_filter="region = ${region}")
REGION = ask("region", "text")


def put_together(*survey: Node, **given: Sequence[Mapping[str, str]]) -> Questionnaire:
    def own(name: str) -> Sequence[Mapping[str, str]]:
        return given[name.removesuffix(".csv")] if name.removesuffix(".csv") in given else rows(name)

    languages = (Language("fr", "Français (fr)"), Language("ar", "ar"))
    return with_files(Questionnaire("q", {}, "1", "fr", languages, survey, {}), own)


def offered(questionnaire: Questionnaire, name: str, **answers: str) -> list[str]:
    published = from_json(to_json(questionnaire))
    state = State(Model.of(published), answers, moment=MOMENT)  # no file is at hand any more
    return [choice.name for choice in state.choices(Place(name))]


def test_the_choices_of_a_file_are_a_list_with_its_columns() -> None:
    found = put_together(REGION, Group("g", {}, (TOWN,)))
    assert found.choices["towns"][1] == Choice("2", {"fr": "Beta"}, {"region": "s"})
    assert offered(found, "town", region="n") == ["1", "3"]
    assert [(question.list_name, question.file) for question in found.questions()] == [("", ""), ("towns", "")]


def test_columns_of_other_names_are_read_and_filters_still_see_them() -> None:
    coded = [{"code": "a", "nom": "Un", "name": "x"}, {"code": "b", "nom": "Deux", "name": "y"}]
    by_code = ask("town", "select_one", file="coded.csv", parameters={"value": "code", "label": "nom"})
    filtered = ask("other", "select_one", file="coded.csv", choice_filter="name = 'y'", parameters=by_code.parameters)
    found = put_together(by_code, filtered, coded=coded)
    assert [choice.label["fr"] for choice in found.choices["coded"]] == ["Un", "Deux"]
    assert (offered(found, "town"), offered(found, "other")) == (["a", "b"], ["b"])


def test_one_file_read_in_two_ways_is_two_lists() -> None:
    coded = [{"name": "1", "label": "Un", "label2": "One"}]
    again = ask("again", "select_one", file="coded.csv", parameters={"label": "label2"})
    found = put_together(ask("town", "select_one", file="coded.csv"), again, coded=coded)
    assert {name: choices[0].label["fr"] for name, choices in found.choices.items()} == {
        "coded": "Un",
        "coded.csv": "One",
    }


def test_a_column_for_a_language_is_its_label() -> None:
    coded = [{"name": "1", "label": "Un", "label::ar": "واحد", "label::Français (fr)": "Unité"}]
    found = put_together(ask("town", "select_one", file="coded.csv"), coded=coded)
    assert found.choices["coded"][0].label == {"fr": "Unité", "ar": "واحد"}


def test_a_file_that_is_lacking_or_of_another_kind_leaves_room_for_typing() -> None:
    lacking = ask("home", "select_multiple", file="lacking.csv", choice_filter="a = 'b'")
    found = put_together(lacking, ask("born", "select_one", file="towns.geojson"))
    assert [(question.type, question.file, question.choice_filter) for question in found.questions()] == [
        ("text", "", "")
    ] * 2


def test_a_file_that_only_expressions_read_is_kept_too() -> None:
    named = calculate("named", "pulldata('towns', 'label', 'name', '3')")
    counted = calculate("counted", "count(instance('towns')/root/item[region = 'n'])")
    found = from_json(to_json(put_together(named, counted, calculate("bare", "instance('lacking')/root/item"))))
    state = State(Model.of(found), {}, moment=MOMENT)
    assert (state.text(Place("named")), state.text(Place("counted"))) == ("Gamma", "2")


def test_a_questionnaire_without_files_stays_itself() -> None:
    plain = Questionnaire("q", {}, "1", "fr", (), (REGION,), {})
    assert with_files(plain, rows) is plain


def test_exports_know_the_choices_of_a_file() -> None:
    (_, town) = question_columns([Version("d", put_together(REGION, TOWN))])
    assert [choice.name for choice in town.choices] == ["1", "2", "3"]


def test_a_study_is_published_with_its_files(tmp_path: Path) -> None:
    features = Path(__file__).parent.parent / "questionnaires"
    study = (features / "study.yaml").read_text(encoding="utf-8").replace("[then_test, range]", "[home]")
    (tmp_path / "study.yaml").write_text(study.partition("plan:")[0], encoding="utf-8")
    (tmp_path / "towns.csv").write_text("name,label\n1,Alpha\n", encoding="utf-8")
    (tmp_path / "home.yaml").write_text(
        'settings: {form_id: home, form_title: Foyer, version: "1", default_language: fr}\n'
        "survey:\n  - {type: select_one_from_file towns.csv, name: home, label: Où ?}\n",
        encoding="utf-8",
    )
    _, questionnaires = read_study(tmp_path, tmp_path)
    assert [offered(each, "home") for each in questionnaires.values()] == [["1"]] * len(questionnaires)


def test_expressions_find_the_file_of_their_own_instrument(tmp_path: Path) -> None:
    features = Path(__file__).parent.parent / "questionnaires"
    study = (features / "study.yaml").read_text(encoding="utf-8").replace("[then_test, range]", "[one, two]")
    (tmp_path / "study.yaml").write_text(study.partition("plan:")[0], encoding="utf-8")
    for name, more in (("one", ""), ("two", "  - {list_name: towns, name: b, label: Beta}\n")):
        (tmp_path / f"{name}.yaml").write_text(
            f'settings: {{form_id: {name}, form_title: Foyer, version: "1", default_language: fr}}\n'
            f"choices:\n  - {{list_name: towns, name: a, label: Alpha}}\n{more}"
            f"survey:\n  - {{type: select_one towns, name: home_{name}, label: Où ?}}\n"
            f"  - {{type: calculate, name: count_{name}, calculation: \"count(instance('towns')/root/item)\"}}\n",
            encoding="utf-8",
        )
    (published, *_) = read_study(tmp_path, tmp_path)[1].values()
    state = State(Model.of(published), {}, moment=MOMENT)
    assert [state.text(Place(f"count_{name}")) for name in ("one", "two")] == ["1", "2"]
