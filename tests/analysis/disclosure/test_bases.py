"""Which bases are open, by hand: minimum cell 10 everywhere."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.disclosure.bases import Opening, open_bases
from analysis.disclosure.lattice import Base


def base(**values: str) -> Base:
    """``base(arm="a")`` is the base of arm a."""
    return tuple(sorted(values.items()))


def counted(columns: list[str], *rows: tuple[str | int | None, ...]) -> pd.DataFrame:
    """One row per place, its number of people last."""
    return pd.DataFrame(rows, columns=[*columns, "people"], dtype=object)


def opened(table: pd.DataFrame, *dimensions: str, **more: object) -> Opening:
    return open_bases(table, dimensions, minimum_cell=10, **more)  # type: ignore[arg-type]  # what a test says


def test_large_groups_are_all_open() -> None:
    rows = [(arm, site, tongue, 10) for arm in "ab" for site in "nsc" for tongue in ("fr", "ar")]
    opening = opened(counted(["arm", "site", "language"], *rows), "arm", "site", "language")
    assert (len(opening.open), opening.reasons) == (1 + 7 + 6 + 4 + 6, {})
    assert opening.people[base(arm="a", site="n")] == 20


def test_only_so_many_dimensions_at_once() -> None:
    rows = [(arm, site, 30) for arm in "ab" for site in "ns"]
    table = counted(["arm", "site"], *rows)
    assert len(opened(table, "arm", "site", most=1).open) == 5
    assert opened(table, most=2).open == {()}


def test_nobody_and_a_few_are_not_shown() -> None:
    assert opened(counted(["arm"]), "arm").reasons == {(): "too_few"}
    assert opened(counted(["arm"], ("a", 9)), "arm").reasons == {(): "too_few", base(arm="a"): "too_few"}


@pytest.mark.parametrize(
    ("sizes", "reasons"),
    [
        ((30, 10), {}),
        ((30, 9), {"a": "remainder", "b": "too_few"}),
        ((30, 12, 10), {}),
        ((30, 12, 5), {"b": "complement", "c": "too_few"}),
        ((30, 12, 5, 5), {"c": "too_few", "d": "too_few"}),
        ((30, 12, 11, 4), {"c": "complement", "d": "too_few"}),
        ((30, 12, 0), {}),
        ((40,), {"a": "everyone"}),
    ],
)
def test_one_dimension(sizes: tuple[int, ...], reasons: dict[str, str]) -> None:
    people = pd.DataFrame({"arm": [arm for arm, size in zip("abcd", sizes, strict=False) for _ in range(size)]})
    assert opened(people, "arm").reasons == {base(arm=arm): reason for arm, reason in reasons.items()}


def test_people_of_an_unknown_value_count_as_closed() -> None:
    table = counted(["arm"], ("a", 30), ("b", 20), (None, 3))
    assert opened(table, "arm").reasons == {base(arm="b"): "complement"}
    assert opened(counted(["arm"], ("a", 30), ("b", 20), (None, 10)), "arm").reasons == {}


def test_a_value_inside_another_one_leaves_a_remainder_too() -> None:
    # everyone of site n has arm a, and all but 4 of arm a are of site n
    table = counted(["arm", "site"], ("a", "n", 30), ("a", "s", 4), ("b", "s", 40))
    opening = opened(table, "arm", "site")
    assert opening.open == {(), base(site="n"), base(site="s")}
    assert opening.reasons[base(arm="b")] == "remainder"


def test_two_values_of_the_same_people_are_shown_once() -> None:
    table = counted(["arm", "site"], ("a", "n", 30), ("b", "s", 40))
    opening = opened(table, "arm", "site")
    assert opening.open == {(), base(arm="a"), base(arm="b")}
    assert opening.reasons[base(site="n")] == opening.reasons[base(arm="a", site="n")] == "everyone"
    assert opening.reasons[base(arm="a", site="s")] == "too_few"


def test_a_small_crossing_closes_its_row_and_its_column() -> None:
    # a × n holds 4: any one of the other three crossings would give it back
    table = counted(["arm", "site"], ("a", "n", 4), ("a", "s", 30), ("b", "n", 30), ("b", "s", 30))
    opening = opened(table, "arm", "site")
    assert opening.open == {(), base(arm="a"), base(arm="b"), base(site="n"), base(site="s")}


def test_a_small_place_that_no_sum_tells_closes_nothing() -> None:
    # 3 people stand at one place, 17 or 28 in every crossing of two dimensions
    rows = [
        (arm, site, event, 3 if (arm, site, event) == ("a", "n", "x") else 14)
        for arm in "ab"
        for site in "ns"
        for event in "xy"
    ]
    assert opened(counted(["arm", "site", "event"], *rows), "arm", "site", "event").reasons == {}


def test_a_value_of_one_dimension_less_values_of_another_is_no_few() -> None:
    # arm b, 29 people, less sites n and s is 2 people of site c
    table = counted(["arm", "site"], ("a", "c", 15), ("b", "n", 12), ("b", "s", 15), ("b", "c", 2))
    opening = opened(table, "arm", "site", most=1)
    assert opening.open == {(), base(site="c"), base(site="n"), base(site="s")}


def test_two_values_that_overlap_in_a_few_are_not_both_open() -> None:
    # arm b and site n are everyone, and 2 people twice
    table = counted(["arm", "site"], ("a", "n", 30), ("b", "n", 2), ("b", "c", 15))
    opening = opened(table, "arm", "site", most=1)
    assert opening.open == {(), base(site="c"), base(site="n")}
    assert opening.reasons == {base(arm="a"): "remainder", base(arm="b"): "complement"}


def test_a_person_of_two_waves_counts_once() -> None:
    both = pd.DataFrame({"person": [*range(30)] * 2, "wave": ["entry"] * 30 + ["exit"] * 30})
    entry = pd.DataFrame({"person": range(30, 45), "wave": "entry"})
    opening = opened(pd.concat([both, entry]), "wave", repeated=["wave"])
    assert opening.people == {(): 45, base(wave="entry"): 45, base(wave="exit"): 30}


def test_a_few_who_answered_one_wave_alone_close_the_other() -> None:
    both = pd.DataFrame({"person": [*range(30)] * 2, "wave": ["entry"] * 30 + ["exit"] * 30})
    late = pd.DataFrame({"person": range(30, 34), "wave": "exit"})
    opening = opened(pd.concat([both, late]), "wave", repeated=["wave"])
    assert opening.reasons == {base(wave="entry"): "remainder"}


def test_waves_that_give_a_few_away_together_are_not_both_open() -> None:
    # entry + exit - everyone is the 4 people who answered both times
    rows = [*((person, "entry") for person in range(34)), *((person, "exit") for person in range(30, 64))]
    opening = opened(pd.DataFrame(rows, columns=["person", "wave"]), "wave", repeated=["wave"])
    assert sorted(opening.reasons.values()) == ["complement"]


def test_a_row_may_stand_for_several_people() -> None:
    people = pd.DataFrame({"arm": ["a"] * 30 + ["b"] * 12 + ["c"] * 5, "site": (["n", "s"] * 24)[:47]})
    places = people.groupby(["arm", "site"]).size().rename("people").reset_index()
    assert opened(people, "arm", "site") == opened(places, "arm", "site")


def test_the_order_of_the_rows_changes_nothing() -> None:
    people = pd.DataFrame({"arm": list("aaab") * 20, "site": list("nsscc") * 16, "event": list("xyyzz") * 16})
    shuffled = people.sample(frac=1, random_state=1)
    assert opened(people, "arm", "site", "event") == opened(shuffled, "arm", "site", "event")


def test_two_arms_of_one_person_are_refused() -> None:
    people = pd.DataFrame({"person": [1, 1], "arm": ["a", "b"]})
    with pytest.raises(ValueError, match="two values of one dimension"):
        opened(people, "arm")


def test_an_absent_column_is_refused() -> None:
    with pytest.raises(ValueError, match="no column site"):
        opened(pd.DataFrame({"arm": ["a"]}), "arm", "site")
