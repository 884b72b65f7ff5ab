"""A file is read strictly: every mistake is told with its row, and spreadsheets of all kinds say the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from findings.planned.made_files import GIVEN, HEADER, RAKED, carried_out, with_, written

from survey.csv_table import TableError


def refused() -> Iterator[tuple[str, str, str, str]]:
    """Name, answers, plan, and the words the message must hold."""
    yield (
        "text",
        written(9, with_(a=lambda row: "often" if row["id"] == "p2" else 2)),
        "",
        "row 6, column 'a': [number]",
    )
    yield "range", written(9, with_(b=lambda row: 7 if row["id"] == "p1" else 2)), "", "row 4, column 'b': [range]"
    yield "infinite", written(9, with_(x="1e999")), "", "'1e999' is no number"
    yield (
        "twice",
        written(9, with_(id=lambda row: row["id"].replace("p8", "p7"))),
        "",
        "row 18, column 'id': [person_twice]",
    )
    yield "arms", written(9, with_(arm=lambda row: row["wave"])), "", "row 3, column 'arm': [two_arms]"
    yield "nobody", written(9, with_(id="")), "", "row 2, column 'id': [blank]"
    yield "never", written(9, with_(wave=" ")), "", "row 2, column 'wave': [blank]"
    yield "negative", written(9, with_(w=-1)), GIVEN, "row 2, column 'w': [weight_below_0]"
    yield "heavy", written(9, with_(w="heavy")), GIVEN, "row 2, column 'w': [number] 'heavy'"
    yield "rows", HEADER_LINE, "", "There is no row of answers"
    yield "empty", "\n\n", "", "The file is empty"
    yield "ragged", HEADER_LINE + "p1,entry,support\n", "", "row 2: [cells] This row has 3 cells, the header 9"
    yield "wide", written(3).replace("\n", ",z\n", 2).replace(",w,z\n", ",w\n"), "", "row 2: [cells] This row has 10"
    yield "absent", written(3).replace("x", "y", 1), "", "column 'x': [column_absent]"
    yield "double", written(3).replace("worker", "a", 1), "", "column 'a': [column_twice]"
    yield "quotes", HEADER_LINE + '"p1,entry\n', "", "quotes are not closed"
    yield "covariate", written(3).replace("age", "years", 1), "", "column 'age': [column_absent]"


HEADER_LINE = ",".join(HEADER) + "\n"
REFUSED = {name: case for name, *case in refused()}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_with_a_mistake_is_refused_with_its_row(tmp_path: Path, name: str) -> None:
    answers, more, words = REFUSED[name]
    with pytest.raises(TableError) as caught:
        carried_out(tmp_path, answers, more=more, columns=", weight: w" if more else "")
    assert words in str(caught.value)
    assert len(caught.value.problems) < 30


@pytest.mark.parametrize(
    ("register", "words"),
    [
        ("id,site\n", "There is nobody in it"),
        ("site\nnorth\n", "column 'id': [column_absent]"),
        ("id,site\np1,north\np1,south\n", "row 3, column 'id': [person_twice] p1 stands in row 2 too"),
        ("id,site\n,north\n", "row 2, column 'id': [blank]"),
    ],
)
def test_a_register_with_a_mistake_is_refused(tmp_path: Path, register: str, words: str) -> None:
    with pytest.raises(TableError) as caught:
        carried_out(tmp_path, written(9), more=RAKED, register=register)
    assert words in str(caught.value)


def test_spreadsheets_of_many_kinds_say_the_same(tmp_path: Path) -> None:
    halves = with_(x=lambda row: f"{row['x'] + 0.5}")
    plain = carried_out(tmp_path, written(20, halves)).numbers()
    semicolons = written(20, with_(x=lambda row: f"{row['x'] + 0.5}".replace(".", ",")), ";")
    for answers in (
        written(20, halves, "\t").encode(),
        b"\xef\xbb\xbf" + semicolons.replace("\n", "\r\n").encode(),
        ("sep=;\n" + semicolons + ";" * 8 + "\n\n").encode(),
        written(20, halves).replace("p1,", '" p1 ",').encode(),
    ):
        assert carried_out(tmp_path, answers).numbers() == plain
