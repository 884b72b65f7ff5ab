"""Three times of measurement: pictures and tables of every planned change, by names that hold its waves."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from flask import Flask

from survey.config import LANGUAGES
from survey.instrument.plan import Contrast, Plan
from survey.store.studies import StudyRecord

from .answered import published
from .test_results_page import page, parts, release
from .test_waves import again, once

NINE = [*itertools.product("123", "123")]
OF_ONE_CHANGE = ("paired_change", "individual_change", "kept", "important")


@pytest.fixture(autouse=True)
def bound(app: Flask) -> None:
    """Both databases, empty."""


def study(*contrasts: Contrast) -> StudyRecord:
    """18 people at all three times: all that rise rise until the second; six more at the first time alone."""
    plan = Plan(primary=("wellbeing",), contrasts=contrasts, important_change={"wellbeing": 10})
    record = published(waves=("entry", "exit", "later"), design="before_after", plan=plan)
    for number, (first, last) in enumerate(NINE * 2):
        once(record, f"a-{number}", "entry", first)
        again(record, f"a-{number}", "exit", last)
        again(record, f"a-{number}", "later", last)
    for number in range(6):
        once(record, f"lost-{number}", "entry", "2")
    return record


TWO = (Contrast("exit", "entry"), Contrast("later", "entry"))


def test_each_change_has_its_pictures_and_tables() -> None:
    found = parts(page(study(*TWO)))
    for kind in OF_ONE_CHANGE:
        assert {name for name in found if name.startswith(f"{kind}.")} == {
            f"{kind}.wellbeing.entry.exit",
            f"{kind}.wellbeing.entry.later",
        }
    assert all(found[f"{kind}.wellbeing.entry.later"]["sentence"] for kind in OF_ONE_CHANGE)
    assert found["paired_change.wellbeing.entry.later"]["scale"] == "wellbeing"


def test_of_several_changes_the_lost_are_told_of_by_name() -> None:
    told = parts(page(study(*TWO)))["lost.wellbeing"]["sentence"]
    contrast, _, sentence = told.partition(": ")
    assert "Wave entry" in contrast and "Wave exit" in contrast and sentence.startswith("The interval ")


def test_of_one_change_the_lost_are_told_of_without_its_name() -> None:
    assert parts(page(study(TWO[0])))["lost.wellbeing"]["sentence"].startswith("The interval ")


def test_one_change_keeps_its_short_names() -> None:
    names = set(parts(page(study(TWO[1]))))
    assert {f"{kind}.wellbeing" for kind in OF_ONE_CHANGE} <= names


def test_staff_see_the_change_from_the_first_time_to_the_last_and_no_line_of_a_person() -> None:
    record = study(*TWO)
    release(record)
    found: dict[str, Any] = parts(page(record, "staff"))
    paired = [name for name in found if name.startswith("paired_change.")]
    assert paired == ["paired_change.wellbeing"] and found["paired_change.wellbeing"]["plotly"] is None
    assert "individual_change.wellbeing.entry.exit" not in found
    # By hand: of each nine three rise, three stay and three fall.
    assert "6 scored higher, 6 the same and 6 lower" in found["individual_change.wellbeing.entry.later"]["sentence"]


def test_a_change_that_the_dashboard_does_not_tell_is_closed_to_staff() -> None:
    record = study(TWO[0])
    release(record)
    told = parts(page(record, "staff"))["individual_change.wellbeing"]
    assert told["plotly"] is None and told["table"]["rows"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_say_between_which_times(language: str) -> None:
    found = parts(page(study(*TWO), language=language))
    titles = [found[f"{kind}.wellbeing.entry.{wave}"]["title"] for kind in OF_ONE_CHANGE for wave in ("exit", "later")]
    assert len(set(titles)) == len(titles)
