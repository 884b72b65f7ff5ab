"""What the tests of words against scores share: directions locked, and what the grid says of them."""

from __future__ import annotations

from bs4 import Tag
from flask.testing import FlaskClient
from joint.coded_thirty import ANA
from signed_in import page

from survey.store import directions, transcripts
from survey.store.studies import StudyRecord

GRID = "/staff/tiny/joint/concordance"
WORDS = {1: "worse", 2: "better", 4: "same"}
"""Person 1 stands high and 2 low: both are contradictions. Person 4 stands in the middle."""


def lock(record: StudyRecord, number: int, way: str, coder: str = ANA) -> None:
    interview = transcripts.interview(record.id, number)
    if interview is None:
        raise LookupError(number)
    directions.keep(record, interview, coder, {"wellbeing": way}, lock=True)


def all_locked(record: StudyRecord) -> None:
    for number, way in WORDS.items():
        lock(record, number, way)


def text(tag: Tag | None) -> str:
    return "" if tag is None else " ".join(tag.get_text(" ", strip=True).split())


def cells(client: FlaskClient) -> dict[tuple[str, str], list[str]]:
    """The interviews of each cell that is not empty, by its headers."""
    table = page(client.get(GRID)).main.select_one("table")
    columns = [text(each) for each in table.select("thead th")][1:]
    return {
        (text(row.th), column): [text(each) for each in cell.select("a") if "/memo" not in each["href"]]
        for row in table.select("tbody tr")
        for column, cell in zip(columns, row.select("td"), strict=True)
        if cell.select("li")
    }


def told(client: FlaskClient) -> str:
    return text(page(client.get(GRID)).main.select_one("#grid-wellbeing"))


def memo(**changes: str) -> dict[str, str]:
    words = {"scale": "wellbeing", "cell": "high.worse", "after": "0", "kind": "context", "text": "=After a night."}
    return {**words, **changes}
