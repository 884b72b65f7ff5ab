"""``jalon codings export`` in each of its formats: told by the ending, logged, refused with the remedy."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from coding_pages import code, coded_study, kept
from findings.thirds_study import interviewed, thirty
from openpyxl import load_workbook

from survey import create_app
from survey.commands.codings import command
from survey.exchange.coded.files import FILES
from survey.store import audit, codes, codings, transcripts
from survey.store.codes import NewCode
from survey.store.codings import Said
from survey.store.layers import Layer
from survey.store.passages import Passage

LOGGED = {
    "quotes.csv": {"format": "csv", "passages": 1},
    "quotes.xlsx": {"format": "xlsx", "passages": 1},
    "words.txt": {"format": "iramuteq", "texts": 1},
    "project.qdpx": {"format": "qdpx", "passages": 1},
    "codes.qdc": {"format": "qdc", "codes": 3},
}


@pytest.fixture
def study(installation: Path) -> str:
    """A study with one passage marked."""
    with create_app().app_context():
        record = coded_study()
        place, said = Passage(2, 2, 2, 7), Said(code(record, "Sleep"))
        codings.mark(kept(record), Layer("ana"), place, said, digest=kept(record).digest)
    return "tiny"


def call(*words: str) -> Result:
    return CliRunner().invoke(command, words)


@pytest.mark.parametrize("name", LOGGED)
def test_the_ending_tells_the_format_and_the_log_what_left(study: str, tmp_path: Path, name: str) -> None:
    run = call("export", study, str(tmp_path / name))
    assert run.exit_code == 0, run.output
    assert (tmp_path / name).stat().st_size > 0
    with create_app().app_context():
        (act,) = audit.entries(study=study, action="codings exported")
    assert act.detail == LOGGED[name]


def test_every_format_has_an_ending_of_its_own() -> None:
    assert len({each.ending for each in FILES.values()}) == len(FILES) == len(LOGGED)


def test_what_was_replaced_for_iramuteq_is_told(study: str, tmp_path: Path) -> None:
    run = call("export", study, str(tmp_path / "w.txt"), "--json", "--everybody")
    assert json.loads(run.stdout) == {
        "everybody": 1,
        "format": "iramuteq",
        "texts": 2,
        "told": {"foreign": 10},  # an emoji, and سلام عليكم without its space
        "withdrawn": 0,
    }


def test_without_speakers_is_logged_and_makes_a_smaller_project(study: str, tmp_path: Path) -> None:
    sizes = []
    for name, words in (("all.qdpx", ()), ("less.qdpx", ("--without-speakers",))):
        assert call("export", study, str(tmp_path / name), *words).exit_code == 0
        sizes.append((tmp_path / name).stat().st_size)
    assert sizes[1] < sizes[0]
    with create_app().app_context():
        assert audit.entries(study=study)[-1].detail["without_speakers"] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("notes.pdf",), "Name it .csv, .qdc, .qdpx, .txt, .xlsx, or say which --format it is to have."),
        (("q.csv", "--score", "joy post"), "There is no score «joy post». There are: wellbeing post."),
    ],
)
def test_what_cannot_be_written_says_what_can(study: str, tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    run = call("export", study, str(tmp_path / words[0]), *words[1:])
    assert (run.exit_code, told in run.output) == (1, True), run.output
    assert not (tmp_path / words[0]).exists()


@pytest.fixture
def linked(installation: Path) -> str:
    """Thirty people, ten in each third; of four of them, and of one a second time without link, a passage is marked."""
    with create_app().app_context():
        record = thirty()
        (made,) = codes.add(record, [NewCode("mood")], "ana")
        people = ((7, "p0-0"), (3, "p1-0"), (4, "p4-0"), (9, "p6-0"), (2, "p6-0"))
        for number, name in people:
            interviewed(record, number, name, link=number != 2)
        for each in transcripts.interviews(record.id):
            first = transcripts.turns(each)[0]
            place = Passage(first.position, 0, first.position, len(first.text))
            codings.mark(each, Layer("ana"), place, Said(made.id), digest=each.digest)
    return record.name


@pytest.mark.parametrize("name", ["q.csv", "q.xlsx"])
def test_a_chosen_score_is_told_as_the_third_of_everyone(linked: str, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    run = call("export", linked, str(file), "--score", "wellbeing post")
    assert run.exit_code == 0, run.output
    told = {str(row["interview"]): row["wellbeing post"] or "" for row in rows_of(file)}
    assert told == {"2": "", "3": "low", "4": "middle", "7": "low", "9": "high"}  # 2: its consent does not say link


def rows_of(file: Path) -> list[dict[str, Any]]:
    if file.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(file.read_bytes().decode(), newline="")))
    names, *others = load_workbook(file)["quotes"].iter_rows(values_only=True)
    return [dict(zip(map(str, names), row, strict=True)) for row in others]


def test_a_project_holds_the_scores_themselves(linked: str, tmp_path: Path) -> None:
    assert call("export", linked, str(tmp_path / "p.qdpx")).exit_code == 0
    with zipfile.ZipFile(tmp_path / "p.qdpx") as package:
        project = package.read("project.qde").decode()
    scores = sorted(map(float, re.findall("<FloatValue>(.*?)</FloatValue>", project)))
    assert [round(each, 1) for each in scores] == [0.0, 16.7, 66.7, 100.0]  # 0, 1, 4 and 6 points of 6


def test_thirds_need_enough_people_and_are_asked_for_by_name(study: str, tmp_path: Path) -> None:
    """Nobody's consent says link here: the file is the same with thirds and without."""
    for name, words in (("a.txt", ()), ("b.txt", ("--thirds",))):
        assert call("export", study, str(tmp_path / name), *words).exit_code == 0
    assert (tmp_path / "a.txt").read_bytes() == (tmp_path / "b.txt").read_bytes()
