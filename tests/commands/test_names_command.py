"""``jalon names`` and ``jalon move``: what may be a name, what a list replaces, whose an interview is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from staff_study import person
from voices.interviews import brought_in, only, said, study_of, text

from survey import create_app
from survey.commands import main
from survey.store import listed_names
from survey.store.studies import study_named

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
Run = Callable[..., Result]


@pytest.fixture
def run(installation: Path) -> Run:
    """Run ``jalon`` in an installation with one interview."""
    with create_app().app_context():
        record = study_of(a="Zoé Petit")
        person(record, "b", wave=record.waves[0].name)
        brought_in(record, ("one.txt", text("L1 : et avec Karim", "L2 : et Karim, et à Bondy")))

    def call(*words: str) -> Result:
        return CliRunner().invoke(main, words)

    return call


def texts() -> list[str]:
    with create_app().app_context():
        return said(study_named("tiny"))


def test_the_queue_is_printed(run: Run) -> None:
    found = json.loads(run("names", "queue", "tiny", "--json").stdout)["words"]
    assert found == [
        {"word": "Karim", "why": "inside", "times": 2, "interviews": 1},
        {"word": "Bondy", "why": "inside", "times": 1, "interviews": 1},
    ]
    assert run("names", "queue", "tiny").stdout.splitlines()[-1] == "2 words may be names."


def test_a_list_is_told_first_and_replaced_when_asked(run: Run, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("name,kind\nKarim,person\nBondy,place\nX,place\nLyon,place\n", "utf-8")
    before = texts()
    seen = json.loads(run("names", "add", "tiny", str(names), "--json").stdout)
    assert seen == {
        "names": 3,
        "left_out": [{"line": 4, "rule": "one-letter"}],
        "times": 3,
        "interviews": 1,
        "never": 1,
    }
    assert texts() == before
    told = run("names", "add", "tiny", str(names), "--replace").stdout
    assert told.splitlines()[-1] == "3 places in 1 interviews were replaced."
    assert [word for word in ("Karim", "Bondy", "Lyon") if word in told] == []
    with create_app().app_context():
        places = {each.written: each.number for each in listed_names.listed("tiny")}
    assert texts() == ["et avec [personne 1]", f"et [personne 1], et à [lieu {places['Bondy']}]"]
    again = json.loads(run("names", "replace", "tiny", "--json").stdout)
    assert again == {"interviews": []}


def test_a_file_that_is_no_list_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_bytes(b"\x00\x01")
    answer = run("names", "add", "tiny", str(tmp_path / "names.csv"))
    assert (answer.exit_code, "It is no text." in answer.output) == (1, True)


def test_known_names_are_told_before_they_are_replaced(run: Run) -> None:
    assert json.loads(run("names", "replace", "tiny", "--dry-run", "--json").stdout)["times"] == 0


def test_an_interview_is_moved(run: Run) -> None:
    moved = json.loads(run("move", "tiny", "1", "--participant", "b", "--link", "--quote", "team", "--json").stdout)
    assert (moved["moved"], moved["participant_id"], moved["link"]) == (True, "b", True)
    # whoever gets it next has not agreed to a link
    assert json.loads(run("move", "tiny", "1", "--participant", "a", "--json").stdout)["link"] is False
    with create_app().app_context():
        assert only(study_named("tiny")).participant_id == "a"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("9",), "has no interview 9"),
        (("1", "--participant", "nobody"), "Nobody in the study"),
        (("1", "--participant", "", "--link"), "no answers to stand beside"),
    ],
)
def test_who_is_unknown_is_refused(run: Run, words: tuple[str, ...], told: str) -> None:
    answer = run("move", "tiny", *words)
    assert (answer.exit_code, told in answer.output) == (1, True)
