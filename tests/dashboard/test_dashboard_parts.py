"""The parts of a dashboard page, without figures: what an address asks for, cells, thirds, the script."""

from __future__ import annotations

import gzip
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from staff_study import study

from survey.instrument.study import filter_values
from survey.views.dashboard.cards import Card, Column, Marked, Table, Third, cards, folded, in_one_line, written
from survey.views.dashboard.plotly_script import compressed_script, plotly_script, script_file
from survey.views.dashboard.wishes import WishError, Wishes, read_wishes

STUDY = replace(study(), filters=("arm", "site", "language"))
CHART: dict[str, Any] = {
    "name": "change",
    "kind": "change",
    "scale": None,
    "title": "What changed",
    "sentence": "Wellbeing rose.",
    "n": 340,
    "missing": 9,
    "unit": "points of 100",
    "method": "95 % interval",
    "as_of": "2026-11-21",
    "why_not": "",
    "table": {"columns": [], "rows": []},
    "plotly": {"data": [], "layout": {}},
    "source": "",
    "marks": [],
}


@pytest.mark.parametrize(
    ("asked", "wished"),
    [
        ({}, Wishes({})),
        ({"arm": "", "site": ""}, Wishes({})),
        ({"arm": "support", "site": "north"}, Wishes({"arm": "support", "site": "north"})),
        ({"language": "fr", "interview": "7"}, Wishes({"language": "fr"}, 7)),
        ({"interview": "7", "q": "lettre", "paper": "yes"}, Wishes({}, 7, "lettre", on_paper=True)),
    ],
)
def test_an_address_is_read(asked: dict[str, str], wished: Wishes) -> None:
    assert read_wishes(STUDY, asked) == wished


@pytest.mark.parametrize(
    "asked",
    [
        {"event": "rent_arrears"},
        {"colour": "red"},
        {"arm": "nobody"},
        {"arm": "support", "site": "north", "language": "fr"},
        {"interview": "seven"},
        {"interview": "-7"},
        {"interview": "٧"},
        {"interview": "9" * 400},
    ],
)
def test_what_the_study_does_not_have_is_told(asked: dict[str, str]) -> None:
    with pytest.raises(WishError) as refused:
        read_wishes(STUDY, asked)
    assert str(refused.value).endswith(".")


def test_an_address_keeps_what_is_not_changed() -> None:
    wishes = Wishes({"arm": "support"}, 7, "lettre")
    assert wishes.address(interview=8, q=None) == {"arm": "support", "interview": 8}


def test_an_event_is_a_choice_where_the_study_names_events() -> None:
    assert [filter_values(STUDY, name) for name in ("event", "language")] == [(), ("fr", "en")]


@pytest.mark.parametrize(
    ("cell", "decimals", "locale", "shown"),
    [
        (6.1234, 1, "fr", "6,1"),
        (-1.3, 1, "en", "\u22121.3"),
        (-0.04, 1, "en", "0.0"),
        (1400, 0, "fr", "1\u202f400"),
        ("Wellbeing", 0, "fr", "Wellbeing"),
        (None, 1, "fr", None),
        ("", 0, "fr", None),
        (0, 0, "fr", "0"),
    ],
)
def test_a_cell_is_written_as_in_its_language(cell: Any, decimals: int, locale: str, shown: str | None) -> None:
    assert written(cell, decimals, locale) == shown


def card(**changes: Any) -> Card:
    """The card of a chart with these parts changed."""
    (made,) = cards({"charts": [CHART | changes]}, "en")
    return made


def test_a_column_has_as_many_decimals_in_each_of_its_cells() -> None:
    columns = [{"name": name, "label": name, "numeric": True} for name in ("change", "d_z", "n")]
    table = card(table={"columns": columns, "rows": [[6.1234, 0.43, 340], [10.4, None, 1340]]}).table
    assert table.rows == (("6.1", "0.43", "340"), ("10.4", None, "1,340"))
    assert table.has_gaps


def test_a_column_of_whole_scores_has_no_decimals() -> None:
    columns = [{"name": "from_score", "label": "From", "numeric": True}]
    assert card(table={"columns": columns, "rows": [[0.0], [12.0]]}).table.rows == (("0",), ("12",))


@pytest.mark.parametrize(
    ("value", "shown"), [(0.04321, "0.043"), (0.00004, "\u2066< 0.001\u2069"), (0.0, "\u2066< 0.001\u2069")]
)
def test_a_p_value_is_never_nought(value: float, shown: str) -> None:
    columns = [{"name": "p_value", "label": "p", "numeric": True}]
    assert card(table={"columns": columns, "rows": [[value]]}).table.rows == ((shown,),)


def mark(interview: int, band: str = "", of: str = "wellbeing", why_not: str = "") -> dict[str, Any]:
    """A mark as the figure process tells it."""
    named = {"of": f"scale:{of}", "of_label": of.capitalize(), "band_label": band and f"{band} third"}
    return {"interview": interview, "band": band, "why_not": why_not, **named}


def test_interviewed_people_stand_by_their_third_and_never_by_more() -> None:
    marks = [mark(7, "high"), mark(5, "low"), mark(1, "low"), mark(3, why_not="Too few answers.")]
    assert card(marks=marks).marked == (
        Marked("", (Third("low third", (1, 5)), Third("high third", (7,)), Third("", (3,), "Too few answers."))),
    )


def test_each_thing_that_a_chart_shows_has_its_thirds() -> None:
    marks = [mark(7, "high"), mark(7, "high", of="agency")]
    assert card(marks=marks).marked == (
        Marked("Wellbeing", (Third("high third", (7,)),)),
        Marked("Agency", (Third("high third", (7,)),)),
    )


def test_marks_are_told_in_one_cell_of_a_table() -> None:
    marks = [mark(7, "high"), mark(4, "low"), mark(2, why_not="No third."), mark(4, "low", of="agency")]
    assert in_one_line(marks) == "Wellbeing: low third 4; high third 7; No third. 2 | Agency: low third 4"


def test_what_has_the_same_people_without_thirds_is_told_once() -> None:
    why = "No third."
    marks = [mark(each, of=of, why_not=why) for of in ("calm", "rested") for each in (7, 4)]
    assert card(marks=marks).marked == (Marked("", (Third("", (4, 7), why),)),)
    assert card(marks=[*marks, mark(7, "low", of="glad")]).marked == (
        Marked("Calm · Rested", (Third("", (4, 7), why),)),
        Marked("Glad", (Third("low third", (7,)),)),
    )


def test_a_chart_that_may_not_be_shown_is_not_drawn() -> None:
    assert not card(why_not="Too few people.").drawn
    assert not card(plotly=None).drawn
    assert card().drawn


def test_the_script_is_that_of_the_installed_package_which_is_not_imported(tmp_path: Path) -> None:
    before = "plotly" in sys.modules
    made = compressed_script(tmp_path / "run")
    assert gzip.decompress(made.read_bytes()) == script_file().read_bytes()
    assert compressed_script(tmp_path / "run") == made and list((tmp_path / "run").iterdir()) == [made]
    assert len(plotly_script().digest) == 10
    assert ("plotly" in sys.modules) == before


WORDS = (Column("Compared", numeric=False), Column("Figure", numeric=False), Column("Value", numeric=True))


def test_words_that_are_the_same_in_every_row_are_told_once() -> None:
    found = folded(Table(WORDS, (("entry to exit", "Mean", "1.0"), ("entry to exit", "Median", "1.0"))))
    assert found.same == (("Compared", "entry to exit"),)
    assert [column.label for column in found.columns] == ["Figure", "Value"]
    assert found.rows == (("Mean", "1.0"), ("Median", "1.0"))


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ((("a", "b", "1"),), 3),  # one row shares nothing
        (((None, "b", "1"), (None, "c", "2")), 3),  # what is not shown is not told once
        ((("a", "b", "1"), ("a", "b", "2")), 2),  # every row keeps a name
        ((), 3),
    ],
)
def test_a_table_keeps_what_its_rows_need(rows: tuple[tuple[str | None, ...], ...], kept: int) -> None:
    found = folded(Table(WORDS, rows))
    assert len(found.columns) == kept and all(len(row) == kept for row in found.rows)
