"""The instruments, studies and registers that come with Jalon keep their promises to those who answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from survey.instrument.checks import check_paths
from survey.instrument.definition import Group, Node, Question, Questionnaire, Text
from survey.instrument.loader import read_instrument
from survey.instrument.notice import notice_paragraphs
from survey.instrument.study import Study
from survey.instrument.study_file import read_study

ROOT = Path(__file__).parent.parent.parent
LIBRARY = ROOT / "survey" / "questionnaires"
LANGUAGES = ("fr", "ar", "es", "en")
SCORED = ("wellbeing", "self_confidence", "capability", "relationship")
INSTRUMENTS = (*SCORED, "profile")
STUDIES = ("post_only", "before_after")
SHIPPED_FILES = [*(LIBRARY / f"{name}.yaml" for name in INSTRUMENTS), *(LIBRARY / name for name in STUDIES)]
THEN_ITEMS = {
    "wellbeing": 3,
    "self_confidence": 3,
    "project": 3,
    "procedures": 3,
    "knowing_whom": 3,
    "relationship": 0,
}


def shipped(name: str) -> Questionnaire:
    return read_instrument(LIBRARY / f"{name}.yaml")


def template(name: str) -> tuple[Study, dict[str, Questionnaire]]:
    return read_study(LIBRARY / name, LIBRARY)


def asked(questionnaire: Questionnaire) -> list[Question]:
    return [question for question in questionnaire.questions() if question.type != "note"]


def now_items(questionnaire: Questionnaire) -> list[Question]:
    return [question for question in asked(questionnaire) if not question.then_test]


def groups(nodes: Sequence[Node]) -> Iterator[Group]:
    for node in nodes:
        if isinstance(node, Group):
            yield node
            yield from groups(node.children)


def texts(questionnaire: Questionnaire) -> Iterator[Text]:
    nodes: list[Node] = [*groups(questionnaire.survey), *questionnaire.questions()]
    for node in nodes:
        yield from (text for text in (node.label, node.hint) if text)
    for choices in questionnaire.choices.values():
        yield from (choice.label for choice in choices)


def words(text: str) -> list[str]:
    return [word for word in text.split() if any(character.isalnum() for character in word)]


def sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.!?؟])\s+|\n+", text) if sentence.strip()]


ON_PURPOSE = {("post_only", "not-asked-about"), ("post_only", "not-measured")}
"""The interview guide of this study leaves out a scale, and asks what nothing measures: the matrix shows both."""


@pytest.mark.parametrize("path", SHIPPED_FILES, ids=lambda path: path.stem)
def test_shipped_file_has_neither_error_nor_warning(path: Path) -> None:
    found = [problem for problem in check_paths([path], LIBRARY) if (path.stem, problem.rule) not in ON_PURPOSE]
    assert [str(problem) for problem in found] == []


def test_gaps_on_purpose_are_there() -> None:
    """Else nobody would see in the demonstration what a matrix with gaps looks like."""
    told = {(path.stem, problem.rule) for path in SHIPPED_FILES for problem in check_paths([path], LIBRARY)}
    assert told == ON_PURPOSE


@pytest.mark.parametrize(
    ("name", "items"), [("wellbeing", 8), ("self_confidence", 8), ("capability", 10), ("relationship", 8)]
)
def test_number_of_items(name: str, items: int) -> None:
    assert len(now_items(shipped(name))) == items


@pytest.mark.parametrize("name", SCORED)
def test_items_have_five_answers_in_ascending_order(name: str) -> None:
    instrument = shipped(name)
    answers = {tuple(choice.name for choice in instrument.choices[item.list_name]) for item in asked(instrument)}
    assert answers == {("1", "2", "3", "4", "5")}


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_nothing_is_required(name: str) -> None:
    assert [question.name for question in asked(shipped(name)) if question.required] == []


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_a_page_holds_at_most_four_questions(name: str) -> None:
    sizes = {group.name: len(group.children) for group in groups(shipped(name).survey)}
    assert max(sizes.values()) <= 4, sizes


@pytest.mark.parametrize("name", SCORED)
def test_every_item_belongs_to_exactly_one_scale(name: str) -> None:
    instrument = shipped(name)
    in_scales = [item for scale in instrument.scales for item in scale.items]
    assert sorted(in_scales) == sorted(item.name for item in now_items(instrument))


@pytest.mark.parametrize("name", SCORED)
def test_scales_say_their_source_have_reversed_items_and_ask_for_most_answers(name: str) -> None:
    for scale in shipped(name).scales:
        assert scale.source == "written for Jalon, not validated"
        assert 1 <= len(scale.reverse) < len(scale.items) / 2
        assert len(scale.items) > scale.minimum_answered >= len(scale.items) * 2 / 3
        assert scale.score_range == (0, 100)


@pytest.mark.parametrize("name", SCORED)
def test_then_items_of_each_scale(name: str) -> None:
    instrument = shipped(name)
    looked_back_on = [question.then_test for question in asked(instrument) if question.then_test]
    counted = {scale.name: len(set(scale.items) & set(looked_back_on)) for scale in instrument.scales}
    assert counted == {scale.name: THEN_ITEMS[scale.name] for scale in instrument.scales}


@pytest.mark.parametrize("name", SCORED)
def test_then_items_are_on_a_page_of_one_scale_with_a_reversed_one(name: str) -> None:
    instrument = shipped(name)
    for page in (group for group in groups(instrument.survey) if group.then_test):
        back = {question.then_test for question in page.children if isinstance(question, Question)}
        assert [scale.name for scale in instrument.scales if back <= set(scale.items) and back & set(scale.reverse)]


@pytest.mark.parametrize("name", SCORED)
def test_then_items_look_back_to_before_the_first_contact_which_every_arm_had(name: str) -> None:
    opening = {
        "fr": "Avant le premier contact, ",
        "ar": "قبل أول اتصال، ",
        "es": "Antes del primer contacto, ",
        "en": "Before the first contact, ",
    }
    for item in (question for question in asked(shipped(name)) if question.then_test):
        assert {
            language: item.label[language].startswith(opening[language]) for language in LANGUAGES
        } == dict.fromkeys(LANGUAGES, True), item.name


@pytest.mark.parametrize(
    ("study", "wave", "count", "then_items"),
    [("post_only", "post", 55, 15), ("before_after", "entry", 32, 0), ("before_after", "exit", 47, 15)],
)
def test_questions_of_a_wave(study: str, wave: str, count: int, then_items: int) -> None:
    questions = asked(template(study)[1][wave])
    assert (len(questions), sum(bool(question.then_test) for question in questions)) == (count, then_items)
    assert len(questions) <= 60


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_four_draft_languages_and_every_text_in_each(name: str) -> None:
    instrument = shipped(name)
    assert {language.code: language.status for language in instrument.languages} == dict.fromkeys(LANGUAGES, "draft")
    for text in [instrument.form_title, *texts(instrument), *(scale.label for scale in instrument.scales)]:
        assert set(text) == set(LANGUAGES), text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", INSTRUMENTS)
def test_sentences_are_short(name: str, language: str) -> None:
    long = [
        sentence for text in texts(shipped(name)) for sentence in sentences(text[language]) if len(words(sentence)) > 15
    ]
    assert long == []


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_french_has_no_break_space_before_double_signs(name: str) -> None:
    assert [text["fr"] for text in texts(shipped(name)) if re.search(r"[^\u00a0][?!;:]", text["fr"])] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", STUDIES)
def test_notice_is_short_and_says_how_long_answers_are_kept(name: str, language: str) -> None:
    study = template(name)[0]
    notice = "\n\n".join(notice_paragraphs(study, language, of_register=True))
    assert len(words(notice)) <= 180
    assert [sentence for sentence in sentences(notice) if len(words(sentence)) > 17] == []
    kept = (study.retention.contacts_months, study.retention.answers_months, study.expected_minutes)
    assert all(re.search(rf"\b{number}\b", notice) for number in kept)
    assert study.help.telephone in notice.replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_of_the_open_link_promises_no_kept_name(language: str) -> None:
    study = template("post_only")[0]
    notice = notice_paragraphs(study, language, of_register=True)
    own = notice_paragraphs(study, language, of_register=False)
    assert [number for number, part in enumerate(own) if part not in notice] == [3, 4]
    assert str(study.retention.answers_months) in own[4] and str(study.retention.contacts_months) not in own[4]
    assert len(words(" ".join(own))) <= 180 and max(len(words(each)) for each in sentences(own[3])) <= 17


@pytest.mark.parametrize("name", STUDIES)
def test_templates_are_marked_fictional_and_protect_small_cells(name: str) -> None:
    study = template(name)[0]
    assert study.fictional
    assert study.minimum_cell == 10
    assert study.filters == ("arm", "site", "event", "language")
    assert [arm.name for arm in study.arms] == ["advice", "support"]
    assert [event.name for event in study.events] == ["bereavement", "rent_arrears", "separation"]
    assert len(study.sites) == 3


def test_examples_for_authors_load(tmp_path: Path) -> None:
    page = (LIBRARY / "README.md").read_text(encoding="utf-8")
    instrument, study = re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    (tmp_path / "nights").mkdir()
    (tmp_path / "sleep.yaml").write_text(instrument, encoding="utf-8")
    (tmp_path / "nights" / "study.yaml").write_text(study, encoding="utf-8")
    assert check_paths([tmp_path / "sleep.yaml", tmp_path / "nights" / "study.yaml"], tmp_path) == []
    _, questionnaires = read_study(tmp_path / "nights", tmp_path)
    assert {wave: len(asked(questionnaire)) for wave, questionnaire in questionnaires.items()} == {
        "entry": 3,
        "exit": 4,
    }


@pytest.mark.parametrize("name", SCORED)
def test_every_item_stands_in_the_documentation_as_it_is_asked(name: str) -> None:
    instrument = shipped(name)
    page = (ROOT / "docs" / "instruments.md").read_text(encoding="utf-8")
    reversed_items = {item for scale in instrument.scales for item in scale.reverse}
    looked_back_on = {question.then_test for question in asked(instrument)}
    for item in now_items(instrument):
        marks = " ".join(["R"] * (item.name in reversed_items) + ["T"] * (item.name in looked_back_on))
        assert f"| `{item.name}` | {item.label['en']} | {marks}".rstrip() in page
