"""Real answers go in through the pages and come out of the export, though the server is killed on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.real_answers import WAVES, read_people
from benchmarks.replay import replay

PEOPLE, ITEMS = 766, 41
FEWER = 100
FIGURES = {PEOPLE: 250, FEWER: 196}
"""How many figures of the dashboard are compared: of everyone, and of each film that enough people saw."""
long = pytest.mark.long


def url_of(database: str, request: pytest.FixtureRequest) -> str:
    return "sqlite" if database == "sqlite" else str(request.getfixturevalue("postgresql_server"))


@pytest.mark.parametrize(
    ("database", "people"),
    [
        pytest.param("sqlite", FEWER, marks=long),
        pytest.param("postgresql", FEWER, marks=long),
        pytest.param("sqlite", PEOPLE, marks=long),
        pytest.param("postgresql", PEOPLE, marks=long),
    ],
)
def test_every_cell_comes_out_as_it_went_in(
    database: str, people: int, real_data: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    played = replay(read_people(real_data, people), tmp_path, database=url_of(database, request))
    assert played.cells.different == ()
    assert played.cells.compared == people * len(WAVES) * ITEMS
    assert played.dashboard.different == ()
    assert played.dashboard.compared == FIGURES[people]
    assert played.is_exact, played.figures()


@pytest.mark.parametrize(
    ("database", "people"),
    [
        ("sqlite", 40),
        pytest.param("sqlite", 100, marks=long),
        pytest.param("sqlite", PEOPLE, marks=long),
        pytest.param("postgresql", PEOPLE, marks=long),
    ],
)
def test_ten_kills_lose_no_acknowledged_page_and_double_none(
    database: str, people: int, real_data: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    played = replay(read_people(real_data, people), tmp_path, database=url_of(database, request), kills=10)
    assert played.kills == 10
    assert played.lost_on_the_way > 0
    assert (played.ledger.pages_lost, played.ledger.pages_doubled, played.ledger.pages_different) == (0, 0, 0)
    assert played.ledger.receipts_different == 0
    assert played.ledger.submissions == people * len(WAVES)
    assert played.is_exact, played.figures()


def test_three_real_rows_are_blank_throughout(real_data: Path) -> None:
    people = read_people(real_data)
    rows = [cells for person in people for cells in person.waves.values()]
    assert len(people) == PEOPLE
    assert len(rows) == PEOPLE * len(WAVES)
    assert sum(not any(cells.values()) for cells in rows) == 3
