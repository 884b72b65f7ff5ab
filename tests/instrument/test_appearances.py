"""Which words of an appearance change something, and what becomes of tables of answers."""

from pathlib import Path

import pytest
from instrument.fillings import ask

from survey.instrument.answer_tables import without_headings
from survey.instrument.appearances import COLUMNS, changes, is_known, words_of
from survey.instrument.checks import check_paths
from survey.instrument.definition import Group, Node, Question, Questionnaire
from survey.instrument.flow import Flow
from survey.instrument.types import question_type, type_names


def put_together(*survey: Node) -> Questionnaire:
    return without_headings(Questionnaire("q", {}, "1", "fr", (), survey, {}))


@pytest.mark.parametrize(
    ("word", "expected"),
    [("columns", False), ("columns-2", True), ("columns-12", True), ("columns-0", False), ("columns-x", False)],
)
def test_columns_are_numbered_from_one(word: str, expected: bool) -> None:
    assert changes(word, (COLUMNS,)) is expected


def test_every_appearance_of_a_type_is_one_of_xlsform_or_ours() -> None:
    words = {word for name in type_names() for word in question_type(name).appearances} - {
        COLUMNS,
        "smileys",
        "smileys-falling",
    }
    assert {word for word in words if not is_known(word)} == set()


def test_a_call_is_read_as_its_name() -> None:
    assert words_of(("minimal", "search('towns',", "'matches',", "'name',", "${x})", "quick")) == [
        "minimal",
        "search",
        "quick",
    ]


@pytest.mark.parametrize(
    ("row", "rules"),
    [
        ("{type: select_one often, name: a, label: Un, appearance: minimal quick columns columns-3 columns-pack}", []),
        ("{type: select_multiple often, name: a, label: Un, appearance: columns-2 list-nolabel}", []),
        ("{type: select_multiple often, name: a, label: Un, appearance: minimal}", ["shown-plainly"]),
        ("{type: select_one often, name: a, label: Un, appearance: w2 image-map}", ["shown-plainly"] * 2),
        ("{type: select_one often, name: a, label: Un, appearance: minmal}", ["unknown-appearance"]),
        ("{type: select_one often, name: a, label: Un, appearance: \"search('x', 'matches')\"}", ["shown-plainly"]),
    ],
)
def test_the_checker_tells_what_is_shown_plainly(row: str, rules: list[str], tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(
        'settings: {form_id: one, form_title: Un, version: "1", default_language: fr}\n'
        "choices:\n  - {list_name: often, name: '1', label: Jamais}\n"
        f"survey:\n  - {row}\n",
        encoding="utf-8",
    )
    problems = check_paths([tmp_path / "one.yaml"], tmp_path)
    assert [problem.rule for problem in problems] == rules
    assert {problem.severity for problem in problems} <= {"warning"}


@pytest.mark.parametrize(
    ("row", "rules"),
    [
        ("{type: image, name: a, label: Un, appearance: new-front, parameters: max-pixels=1024}", []),
        ("{type: image, name: a, label: Un, appearance: signature}", ["shown-plainly"]),
        ("{type: image, name: a, label: Un, parameters: max-pixels=large}", ["wrong-parameter"]),
        ("{type: audio, name: a, label: Un, appearance: new, parameters: quality=low}", []),
        ("{type: video, name: a, label: Un, appearance: new-rear}", ["shown-plainly"]),
        ("{type: file, name: a, label: Un, appearance: new}", ["shown-plainly"]),
    ],
)
def test_what_opens_a_camera_is_told_from_what_does_not(row: str, rules: list[str], tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(
        f'settings: {{form_id: one, form_title: Un, version: "1", default_language: fr}}\nsurvey:\n  - {row}\n',
        encoding="utf-8",
    )
    assert [problem.rule for problem in check_paths([tmp_path / "one.yaml"], tmp_path)] == rules


def test_a_table_is_a_page_of_questions_with_its_heading_as_a_note() -> None:
    heading = ask("heading", "select_one", appearance=("label",), required="true()")
    item = ask("a", "select_one", appearance=("list-nolabel",))
    (page,) = Flow.of(put_together(Group("table", {}, (heading, item), appearance=("table-list",)))).pages
    assert [(question.type, question.name, question.required) for question in page.questions] == [
        ("note", "heading", ""),
        ("select_one", "a", ""),
    ]


def test_a_heading_without_words_asks_and_shows_nothing() -> None:
    silent = Question("select_one", "heading", {}, list_name="list", appearance=("label",))
    assert [node.name for node in put_together(Group("g", {}, (silent,)), silent, ask("a")).survey] == ["a"]


def test_a_questionnaire_without_tables_stays_itself() -> None:
    plain = Questionnaire("q", {}, "1", "fr", (), (ask("a"),), {})
    assert without_headings(plain) is plain
