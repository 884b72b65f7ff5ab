"""The attrition model says which term makes it impossible, and loses nobody silently."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.sampling.attrition import attrition_model

ENTRY = [40.0, 50, 60, 30, 45, 55, 35, 65]
EXIT = [1, None, 1, None, 1, 1, None, 1]


def people(**more: list[object]) -> pd.DataFrame:
    return pd.DataFrame({"entry": ENTRY, "exit": pd.Series(EXIT, dtype="float64"), **more})


def test_a_covariate_that_tells_the_lost_apart_is_named() -> None:
    table = people(site=["a", "b", "a", "b", "a", "a", "b", "a"])
    found = attrition_model(table, "entry", "exit", ["site"])
    assert {(estimate.value, estimate.reason) for estimate in found.estimates} == {(None, "separation")}
    assert found.problem is not None and found.problem.values == {"terms": "site=b"}


def test_a_category_in_which_nobody_was_lost_is_named_too() -> None:
    table = people(site=["a", "b", "a", "b", "b", "b", "b", "b"])
    found = attrition_model(table, "entry", "exit", ["site"])
    assert found.problem is not None and found.problem.values["terms"] == "site=b"
    assert found.p_value is None


def test_a_covariate_that_follows_from_others_is_named() -> None:
    found = attrition_model(people(twice=[2 * value for value in ENTRY]), "entry", "exit", ["twice"])
    assert found.only(term="twice").reason == "collinear"
    assert found.problem is not None and found.problem.values == {"terms": "twice"}


def test_a_covariate_with_one_category_follows_from_the_constant() -> None:
    found = attrition_model(people(site=["n"] * 8), "entry", "exit", ["site"])
    assert (found.only(term="entry").reason, found.problem and found.problem.values) == (
        "collinear",
        {"terms": "site=n"},
    )


@pytest.mark.parametrize("after", [1.0, None])
def test_without_both_groups_there_is_no_model(after: float | None) -> None:
    found = attrition_model(people().assign(exit=pd.Series([after] * 8, dtype="float64")), "entry", "exit")
    assert found.only(term="entry").reason == "one_group"


def test_nobody_with_an_entry_gives_no_model() -> None:
    found = attrition_model(people().assign(entry=np.nan), "entry", "exit")
    assert (found.n, found.without_entry, found.only(term="entry").reason) == (0, 8, "no_values")


def test_too_few_people_for_the_terms_give_no_model() -> None:
    found = attrition_model(people().head(2), "entry", "exit")
    assert found.only(term="entry").reason == "too_few"


def test_people_without_a_covariate_are_counted() -> None:
    found = attrition_model(people(age=[20, 30, None, 25, 40, 50, 31, None]), "entry", "exit", ["age"])
    assert (found.n, found.missing, found.without_entry) == (6, 2, 0)


def test_an_odds_ratio_is_per_unit_whatever_the_unit() -> None:
    rng = np.random.default_rng(5)
    entry = rng.normal(50, 10, 200)
    table = pd.DataFrame({"entry": entry, "exit": np.where(rng.random(200) < 0.3, np.nan, 1.0)})
    once = attrition_model(table, "entry", "exit").only(term="entry")
    tenth = attrition_model(table.assign(entry=entry / 10), "entry", "exit").only(term="entry")
    assert tenth.value == pytest.approx((once.value or 0) ** 10, rel=1e-8)
    assert tenth.p_value == pytest.approx(once.p_value, rel=1e-8)
