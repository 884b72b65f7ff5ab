"""The comparison sees every kind of difference between the file and the export."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.proof import compare_cells
from benchmarks.real_answers import Person

ADA = Person("A-1", "serengeti", "FIAT", {"before": {"calm": "2", "sad": ""}})
HEADER = "participant_id,wave,arm,site,state,calm,sad,calm.missing,sad.missing\n"
EXACT = "A-1,before,serengeti,FIAT,submitted,2,,,not_answered\n"


@pytest.mark.parametrize(
    ("lines", "different"),
    [
        (EXACT, []),
        (EXACT.replace("2,,,", "3,,,"), [("A-1", "before", "calm", "2", "3")]),
        (EXACT.replace("not_answered", "refused"), [("A-1", "before", "sad.missing", "not_answered", "refused")]),
        (EXACT.replace("2,,,", "2,0,,"), [("A-1", "before", "sad", "", "0")]),
        (EXACT.replace("FIAT", "FILM"), [("A-1", "before", "site", "FIAT", "FILM")]),
        (EXACT.replace("submitted", "started"), [("A-1", "before", "state", "submitted", "started")]),
        ("", [("A-1", "before", "row", "one", "none")]),
        (EXACT + EXACT.replace("A-1", "A-2"), [("A-2", "before", "row", "none", "one")]),
    ],
)
def test_a_difference_is_told_with_its_place(lines: str, different: list[tuple[str, ...]], tmp_path: Path) -> None:
    export = tmp_path / "mood.csv"
    export.write_text(HEADER + lines, encoding="utf-8")
    assert list(compare_cells([ADA], export).different) == different


def test_a_column_that_is_not_exported_is_a_difference(tmp_path: Path) -> None:
    export = tmp_path / "mood.csv"
    export.write_text("participant_id,wave,arm,site,state,calm\nA-1,before,serengeti,FIAT,submitted,2\n")
    assert [entry[2:] for entry in compare_cells([ADA], export).different] == [
        ("sad", "", "no such column"),
        ("calm.missing", "", "no such column"),
        ("sad.missing", "not_answered", "no such column"),
    ]
