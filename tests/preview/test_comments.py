"""Comments of testers: added to a file that is never rewritten, and given out as a table."""

from __future__ import annotations

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.commands.preview import command
from survey.preview import comments
from survey.preview.comment_table import as_csv, rows
from survey.preview.comments import Comment, CommentsError

FORMULA = '=HYPERLINK("http://example.org")'


def said(number: int, **texts: str) -> Comment:
    """A comment."""
    return Comment(**({"id": f"{number:012x}", "at": "2026-01-02", "who": "B", "comment": "Why?"} | texts))


def test_comments_are_read_back_in_their_order_with_their_last_state(tmp_path: Path) -> None:
    file = tmp_path / "x.comments.jsonl"
    for number in (3, 1, 2, 1):
        comments.add(file, said(number))
    comments.set_state(file, said(1).id, "done")
    comments.set_state(file, said(1).id, "removed")
    comments.set_state(file, "f" * 12, "done")
    kept = comments.read_comments(file)
    assert [(each.id[-1], each.state) for each in kept] == [("3", "open"), ("1", "removed"), ("2", "open")]
    assert len(file.read_text(encoding="utf-8").splitlines()) == 5


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x.comments.jsonl"
    with ThreadPoolExecutor(8) as testers:
        list(testers.map(lambda number: comments.add(file, said(number)), range(60)))
    assert len(comments.read_comments(file)) == 60


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("not JSON\n", ":1: .* it is no JSON"),
        ('["a"]\n', ":1: .* it is no comment"),
        ('{"id": 1}\n', ":1: .* it is no comment"),
        ('{"comment": "a"}\n', ":1: .* it has no id"),
        ('{"id": "a"}\n{"id": "b"', ":2: .* it breaks off"),
        ("[" * 100_000 + "\n", ":1: .* it is no JSON"),
    ],
)
def test_what_cannot_be_read_is_left_as_it_is(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "x.comments.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CommentsError, match=told):
        comments.add(file, said(1))
    assert file.read_text(encoding="utf-8") == content


def test_a_link_to_another_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("", encoding="utf-8")
    (tmp_path / "x.comments.jsonl").symlink_to(tmp_path / "other")
    with pytest.raises(CommentsError, match="cannot be written"):
        comments.add(tmp_path / "x.comments.jsonl", said(1))
    assert (tmp_path / "other").read_text(encoding="utf-8") == ""


def test_what_is_kept_has_no_control_characters_and_an_end() -> None:
    assert comments.tidy("\x00a\r\nb\x1b[31m ", 100) == "a\nb[31m"
    assert comments.tidy("x" * 5000, comments.LONGEST_COMMENT) == "x" * 4000


def test_a_table_says_which_questions_are_gone_and_holds_no_formula() -> None:
    found = rows([said(1, question="hours", comment=FORMULA), said(2, question="gone", who="@x"), said(3)], {"hours"})
    assert [row["exists"] for row in found] == [True, False, True]
    table = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert [(row["comment"], row["who"], row["exists"]) for row in table] == [
        (f"'{FORMULA}", "B", "yes"),
        ("Why?", "'@x", "no"),
        ("Why?", "B", "yes"),
    ]
    assert [row["exists"] for row in rows([said(1, question="hours")], None)] == [None]


SLEEP = """\
settings: {form_id: sleep, form_title: Sleep, version: "1", default_language: en}
survey:
- {type: integer, name: hours, label: How many hours?}
"""


@pytest.fixture
def commented(tmp_path: Path) -> Path:
    """A questionnaire with two comments, one on a question that is gone."""
    file = tmp_path / "sleep.yaml"
    file.write_text(SLEEP, encoding="utf-8")
    kept = comments.comments_file(file)
    comments.add(kept, said(1, question="hours", place="hours", comment=f"{FORMULA}\nsecond line"))
    comments.add(kept, said(2, question="gone", place="gone", who=""))
    return file


def test_the_command_prints_comments(commented: Path) -> None:
    run = CliRunner().invoke(command, [str(commented), "--comments"])
    assert run.exit_code == 0
    assert run.output.splitlines() == [
        "hours – B, 2026-01-02",
        f"    {FORMULA}",
        "    second line",
        "gone (no longer in the file) – nobody named, 2026-01-02",
        "    Why?",
    ]


def test_the_command_prints_comments_as_json_and_csv(commented: Path) -> None:
    as_json = json.loads(CliRunner().invoke(command, [str(commented), "--comments", "--json"]).output)
    assert [(row["question"], row["exists"], row["state"]) for row in as_json] == [
        ("hours", True, "open"),
        ("gone", False, "open"),
    ]
    table = CliRunner().invoke(command, [str(commented), "--comments", "--csv"]).output
    assert table.startswith("question,place,label,comment") and f"\"'{FORMULA.replace(chr(34), chr(34) * 2)}" in table


def test_comments_stay_when_the_questionnaire_is_gone(commented: Path) -> None:
    commented.unlink()
    found = json.loads(CliRunner().invoke(command, [str(commented), "--comments", "--json"]).output)
    assert [row["exists"] for row in found] == [None, None]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["nowhere.yaml"], "nowhere.yaml is no file."),
        (["sleep.yaml", "--host", "0.0.0.0"], "0.0.0.0 can be reached by others"),
        (["sleep.yaml", "--host", "example.org"], "example.org can be reached by others"),
        (["sleep.yaml", "--language", "of mine"], "'of mine' is not a language code"),
        (["sleep.yaml", "--csv"], "add --comments"),
        (["sleep.xml"], "sleep.xml must end with one of .yaml, .yml, .xlsx"),
        (["."], "study.yaml is no file."),
    ],
)
def test_what_cannot_be_previewed_is_refused(
    commented: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], told: str
) -> None:
    monkeypatch.chdir(commented.parent)
    (commented.parent / "sleep.xml").write_text("<h:html/>", encoding="utf-8")
    run = CliRunner().invoke(command, options)
    assert run.exit_code == 2 and told in run.output
