"""A CSV file of choices is read strictly: each mistake is told with its line and cell; a hostile file ends quickly."""

from pathlib import Path

import pytest

from survey.instrument.checks import check_paths
from survey.instrument.choice_file import MOST_CHOICES, MOST_TOLD, Wanted, choice_file_problems

PLAIN = Wanted("name", "label")
LONG = "x" * 65


def told(tmp_path: Path, content: str | bytes, wanted: Wanted = PLAIN) -> list[tuple[int, int, str]]:
    file = tmp_path / "towns.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [(problem.line, problem.column, problem.rule) for problem in choice_file_problems(file, wanted)]


@pytest.mark.parametrize(
    "content",
    [
        "name,label\n1,Un\n2,Deux\n",
        "\ufeffname,label,region\r\n1,Un,n\r\n\r\n2,Deux\r\n",
        'label,name\n"Un, deux\net",1\n',
    ],
)
def test_a_sound_file_has_no_problem(content: str, tmp_path: Path) -> None:
    assert told(tmp_path, content) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", (1, 1, "empty-file")),
        (b"name,label\n", (1, 1, "empty-file")),
        (b"name,label\n1,Un\n2,\xe9t\xe9\n", (3, 1, "not-utf8")),
        (b'name,label\n1,"Un" deux\n', (1, 1, "wrong-csv")),
        (b"name;label\n1;Un\n", (1, 1, "wrong-csv")),
        (b"code,label\n1,Un\n", (1, 1, "missing-column")),
        (b"name,label,name\n1,Un,2\n", (1, 3, "duplicate-column")),
        (b"name,label\n1,Un, deux\n", (2, 3, "wrong-row")),
        (b"name,label\n\n,Un\n", (3, 1, "missing-name")),
        (b'label,name\n"Un\ndeux",1\nTrois,1\n', (4, 2, "duplicate-choice")),
        (b"name,label\n1\n", (2, 2, "missing-label")),
        (f"name,label\n{LONG},Un\n".encode(), (2, 1, "wrong-choice-name")),
        (b"name,label\nun deux,Un\n", (2, 1, "choice-with-spaces")),
        ("name,label\n1,U\u202en\n".encode(), (2, 2, "control-character")),
        (b"name,label\n1," + b"x" * 1001 + b"\n", (2, 2, "file-too-large")),
        ((",".join(["name", "label", *map(str, range(39))]) + "\n1,Un\n").encode(), (1, 41, "file-too-large")),
        (b"name,label\n" + b"1,Un\n" * 500_000, (1, 1, "file-too-large")),
    ],
    ids=lambda value: str(value)[-30:],
)
def test_a_mistake_is_told_with_its_line_and_cell(
    content: bytes, expected: tuple[int, int, str], tmp_path: Path
) -> None:
    assert told(tmp_path, content) == [expected]


def test_the_columns_may_have_other_names_and_choices_stand_twice_where_it_is_allowed(tmp_path: Path) -> None:
    content = "code,nom\n1,Un\n1,Deux\n"
    assert told(tmp_path, content, Wanted("code", "nom", twice=True)) == []
    assert told(tmp_path, "name,label\nun deux,Un\n", Wanted("name", "label", several=True)) == [
        (2, 1, "wrong-choice-name")
    ]


def test_too_many_rows_and_too_many_mistakes_are_told_once_for_all(tmp_path: Path) -> None:
    many = "name,label\n" + "".join(f"{number},Un\n" for number in range(MOST_CHOICES + 5))
    assert told(tmp_path, many) == [(MOST_CHOICES + 2, 1, "file-too-large")]
    assert len(told(tmp_path, "name,label\n" + ",Un\n" * 500)) == MOST_TOLD


def test_the_checker_tells_the_mistakes_of_the_file_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "towns.csv").write_text("name,label\n1,\n", encoding="utf-8")
    (tmp_path / "home.yaml").write_text(
        'settings: {form_id: home, form_title: Home, version: "1", default_language: en}\n'
        "survey:\n  - {type: select_one_from_file towns.csv, name: home, label: Where?}\n"
        "  - {type: select_one_from_file towns.csv, name: work, label: Where?}\n"
        "  - {type: select_one_from_file towns.xml, name: born, label: Where?}\n",
        encoding="utf-8",
    )
    (tmp_path / "media" / "towns.xml").write_text("<towns/>", encoding="utf-8")
    found = check_paths([tmp_path / "home.yaml"], tmp_path)
    assert [(Path(each.file).name, each.line, each.rule, each.severity) for each in found] == [
        ("home.yaml", 5, "file-not-read", "warning"),
        ("towns.csv", 2, "missing-label", "error"),
    ]
