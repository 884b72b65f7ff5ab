"""What the rules about a whole questionnaire leave alone, and the files it names."""

from pathlib import Path

import pytest
from instrument.plan_mistakes import PLAN_MISTAKES
from instrument.rule_mistakes import RULE_MISTAKES
from instrument.trap_mistakes import TRAP_MISTAKES

from survey.instrument.checks import check_paths

FRENCH = 'settings: {form_id: fine, form_title: Essai, version: "1", default_language: fr}\n'
BOTH = (
    "settings:\n  form_id: fine\n  form_title: {fr: Essai, en: Trial}\n  version: '1'\n  default_language: fr\n"
    "  languages:\n    fr: {header: Français (fr), status: draft}\n    en: {header: English (en), status: draft}\n"
)
AUDIO = "survey:\n  - {type: text, name: a, label: {fr: Un, en: One}, audio: {fr: a.mp3, en: b.mp3}}\n"
ONE_AUDIO = AUDIO.replace("{fr: a.mp3, en: b.mp3}", "a.mp3")


PNG = b"\x89PNG\r\n\x1a\n"
"""How a picture of this kind begins."""


def rules(folder: Path, text: str) -> list[str]:
    """The rules that a questionnaire breaks."""
    file = folder / "fine.yaml"
    file.write_text(text, encoding="utf-8")
    return [problem.rule for problem in check_paths([file], folder)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            """
  - {type: integer, name: a, label: Un}
  - {type: text, name: b, label: Deux, relevant: "${a} >= 18 and ${a} <= 18"}
""",
            id="bounds that meet",
        ),
        pytest.param(
            """
  - {type: begin_repeat, name: r, label: Un}
  - {type: integer, name: a, label: Deux}
  - {type: end_repeat}
  - {type: text, name: b, label: Trois, relevant: "${a} = 1 and ${a} = 2"}
""",
            id="one instance is this and another that",
        ),
        pytest.param(
            """
  - {type: begin_repeat, name: r, label: Un}
  - {type: integer, name: a, label: Deux}
  - {type: calculate, name: b, calculation: "${a} + indexed-repeat(${b}, ${r}, position(..) - 1)", label: B}
  - {type: calculate, name: c, label: C, calculation: "${a} + sum(../../r[position() < position(current()/..)]/c)"}
  - {type: end_repeat}
""",
            id="the sum of the instances before",
        ),
        pytest.param(
            """
  - {type: integer, name: a, label: Un}
  - {type: integer, name: b, label: Deux, calculation: "${b} + 1", trigger: "${a}"}
""",
            id="a counter that a trigger moves",
        ),
        pytest.param(
            """
  - {type: note, name: a, label: "${total}"}
  - {type: calculate, name: total, calculation: "1 + 1"}
  - {type: text, name: b, label: Un, relevant: "${last} > 1"}
  - {type: calculate, name: last, calculation: "3"}
""",
            id="what is worked out may stand anywhere",
        ),
        pytest.param(
            """
  - {type: text, name: a, label: Un, constraint: "regex(., '^([0-9]{5}|[|^$]\\\\|x)$')"}
""".replace('"', "'")
            .replace("'regex(., '", "\"regex(., '")
            .replace("')'", "')\""),
            id="alternatives between brackets",
        ),
        pytest.param(
            """
  - {type: integer, name: a, label: "Vous n’avez ni toit ni travail ?"}
  - {type: note, name: b, label: "Prêt ? Alors, on y va ?"}
""",
            id="neither this nor that; a note may ask twice",
        ),
    ],
)
def test_what_is_meant_so_is_left_alone(rows: str, tmp_path: Path) -> None:
    assert rules(tmp_path, f"{FRENCH}survey:{rows}") == []


def test_a_sentence_of_fifteen_words_is_short_enough(tmp_path: Path) -> None:
    words = " ".join(["mot"] * 14)
    texts = [f"{words} fin.", f"{words} fin - ${{a}}.", f"{words}. {words}."]
    told = [rules(tmp_path, f'{FRENCH}survey:\n  - {{type: text, name: a, label: "{text}"}}\n') for text in texts]
    assert told == [[], ["long-sentence"], []]  # a value that is shown is a word, a dash is none


def test_a_file_of_the_folder_media_is_found(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "a.mp3").write_bytes(b"ID3")
    assert rules(tmp_path, BOTH + ONE_AUDIO) == []
    assert rules(tmp_path, BOTH + AUDIO) == ["missing-file"]


def test_a_name_longer_than_any_file_is_a_file_that_lacks(tmp_path: Path) -> None:
    name = "é" * 200  # 400 bytes, where file systems take 255
    assert rules(tmp_path, f"{FRENCH}survey:\n  - {{type: text, name: a, label: Un, image: {name}}}\n") == [
        "missing-file"
    ]


def test_a_list_that_an_expression_alone_reads_is_used(tmp_path: Path) -> None:
    rows = (
        "choices:\n  - {list_name: towns, name: a, label: A}\nsurvey:\n"
        "  - {type: note, name: a, label: Un, relevant: \"count(instance('towns')/root/item) > 0\"}\n"
    )
    assert rules(tmp_path, FRENCH + rows) == []


def test_what_needs_an_answer_that_nobody_is_asked_for_is_never_shown(tmp_path: Path) -> None:
    rows = """survey:
  - {type: integer, name: a, label: Un}
  - {type: text, name: b, label: Deux, relevant: "${a} > 3 and ${a} < 2"}
  - {type: text, name: c, label: Trois, relevant: "${b} = 'oui'"}
  - {type: text, name: d, label: Quatre, relevant: "${b} != 'oui'"}
"""
    file = tmp_path / "fine.yaml"
    file.write_text(FRENCH + rows, encoding="utf-8")
    told = [problem.what for problem in check_paths([file], tmp_path)]
    assert [what.partition(":")[0] for what in told] == ["`b` is never shown", "`c` is never shown"]


def test_a_picture_that_no_row_names_is_told_where_one_questionnaire_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    for name in ("a.png", "old.png"):
        (tmp_path / "media" / name).write_bytes(PNG)
    rows = "survey:\n  - {type: note, name: a, label: Un, image: a.png}\n"
    assert rules(tmp_path, FRENCH + rows) == ["unused-file"]
    (tmp_path / "other.yaml").touch()
    assert rules(tmp_path, FRENCH + rows) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("fr", "Votre conjoint et vous avez-vous du pain et du lait ?"),
        ("en", "Do you feel that you and your family are safe?"),
        ("es", "¿Usted y su familia tienen pan y leche?"),
        ("ar", "هل أنت وعائلتك بخير؟"),
        ("fr", "Je n’ai jamais rien."),
        ("es", "No tengo nunca nada."),
        ("ar", "لا أنام أبدًا."),
        ("en", "Do you agree or not?"),
    ],
)
def test_one_question_with_one_negation_is_left_alone(code: str, words: str, tmp_path: Path) -> None:
    head = FRENCH.replace("default_language: fr", f"default_language: {code}")
    assert rules(tmp_path, f'{head}survey:\n  - {{type: text, name: a, label: "{words}"}}\n') == []


def test_a_list_may_be_a_file_beside(tmp_path: Path) -> None:
    rows = "survey:\n  - {type: calculate, name: a, label: A, calculation: \"count(instance('towns')/root/item)\"}\n"
    assert rules(tmp_path, FRENCH + rows) == ["unknown-list"]
    (tmp_path / "towns.csv").write_text("name,label\nvalmont,Valmont\n", encoding="utf-8")
    assert rules(tmp_path, FRENCH + rows) == []


def test_where_media_differ_each_language_has_one(tmp_path: Path) -> None:
    for name in ("a.mp3", "b.mp3"):
        (tmp_path / name).write_bytes(b"ID3")
    three = BOTH.replace("en: Trial", "en: Trial, es: Prueba") + AUDIO.replace("en: One", "en: One, es: Uno")
    three = three.replace("    en: {", "    es: {header: Español (es), status: draft}\n    en: {")
    assert rules(tmp_path, three) == ["missing-media"]
    one = AUDIO.replace("{fr: a.mp3, en: b.mp3}", "{fr: a.mp3}")
    assert rules(tmp_path, BOTH + one) == ["missing-media"]
    assert rules(tmp_path, BOTH + ONE_AUDIO) == []


def test_a_big_image_stands_beside_an_image(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    row = "survey:\n  - {type: note, name: a, label: Un, big-image: a.png}\n"
    assert rules(tmp_path, FRENCH + row) == ["big-image-alone"]
    assert rules(tmp_path, FRENCH + row.replace("big-", "image: a.png, big-")) == []


OF_SPELLING = {
    "duplicate-name",
    "empty-list",
    "empty-text",
    "missing-key",
    "not-a-number",
    "unknown-design",
    "unknown-key",
    "wrong-shape",
}


def test_every_rule_about_the_whole_is_explained() -> None:
    page = (Path(__file__).parents[2] / "docs" / "checker.md").read_text(encoding="utf-8")
    told = {rule for _, _, _, rule, _ in (*RULE_MISTAKES, *TRAP_MISTAKES, *PLAN_MISTAKES)} - OF_SPELLING | {
        "missing-media",
        "big-image-alone",
    }
    assert {rule for rule in told if f"`{rule}`" not in page} == set()


@pytest.mark.parametrize(
    ("condition", "is_reached"),
    [
        ("${a} = 1 and ${a} = 1", True),
        ("${a} = 1 and ${a} = 2", False),
        ("${a} = 1 and ${a} != 1", False),
        ("${a} != 1 and ${a} = 1", False),
        ("${a} != 1 and ${a} != 2", True),
        ("${a} = 1 and ${a} = '2'", True),
        ("${a} = 1 or ${a} = 2", True),
        ("${a} > 1 and ${a} < 1", False),
        ("${a} >= 1 and ${a} < 1", False),
        ("${a} <= 1 and ${a} >= 1", True),
        ("${a} < 9 and ${a} < 3 and 5 <= ${a}", False),
        ("${a} > 3 and ${a} = 3", False),
        ("${a} = 3 and 3 < ${a}", False),
        ("${a} = 3 and 3 <= ${a}", True),
        ("'a' = 'b'", False),
        ("not(true())", False),
        ("2 > 1", True),
        ("${a} = 1 and (1 = 2 or false())", False),
    ],
)
def test_a_condition_at_odds_with_itself_is_told(condition: str, is_reached: bool, tmp_path: Path) -> None:
    rows = "  - {type: integer, name: a, label: Un}\n"
    rows += f'  - {{type: text, name: b, label: Deux, relevant: "{condition}"}}\n'
    assert rules(tmp_path, f"{FRENCH}survey:\n{rows}") == ([] if is_reached else ["unreachable"])


def test_a_parameter_of_a_type_that_has_none_stops_nobody(tmp_path: Path) -> None:
    """ODK takes such a form, and other programs read the parameter."""
    file = tmp_path / "fine.yaml"
    file.write_text(f"{FRENCH}survey:\n  - {{type: text, name: a, label: Un, parameters: rows=5}}\n", encoding="utf-8")
    [problem] = check_paths([file], tmp_path)
    assert (problem.rule, problem.severity) == ("unknown-parameter", "warning")
    assert problem.remedy == "Remove it, unless other programs need it."
