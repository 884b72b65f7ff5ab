"""What may be shown after an earlier release: by hand, then against a reader who kept the earlier figures."""

from __future__ import annotations

from itertools import permutations

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from told_sets import told_sets

from analysis.disclosure.bases import Opening, open_bases
from analysis.disclosure.changes import EarlierRelease, compared
from analysis.disclosure.lattice import Base, kinds_of

ARMS = {"a": 40, "b": 30, "c": 20}
Place = tuple[str, ...]
Move = tuple[Place | None, Place | None]


def arms(**sizes: int) -> pd.DataFrame:
    return pd.DataFrame({"arm": list(sizes), "people": list(sizes.values())})


def changed(*rows: tuple[int, str, str]) -> pd.DataFrame:
    """Who changed: person, arm, then or now."""
    return pd.DataFrame(rows, columns=["person", "arm", "when"])


def came(arm: str, count: int, first: int = 0) -> list[tuple[int, str, str]]:
    return [(person, arm, "now") for person in range(first, first + count)]


def opened_after(people: pd.DataFrame, *rows: tuple[int, str, str], shown: str = "abc") -> Opening:
    """Today's opening, after a release of everyone and of the arms ``shown``."""
    bases: list[Base] = [(), *((("arm", arm),) for arm in shown)]
    release = EarlierRelease(frozenset(bases), changed(*rows))
    return open_bases(people, ["arm"], minimum_cell=10, earlier=[release])


def test_nothing_changed_and_nothing_is_closed() -> None:
    assert opened_after(arms(**ARMS)).reasons == {}


@pytest.mark.parametrize(
    ("more", "closed"),
    [({"a": 3}, {"", "a"}), ({"a": 10}, set()), ({"a": 10, "b": 1}, {"a", "b"}), ({"a": 5, "b": 5}, {"a", "b"})],
)
def test_what_changed_by_a_few_is_closed(more: dict[str, int], closed: set[str]) -> None:
    rows = [row for first, (arm, count) in enumerate(more.items()) for row in came(arm, count, 100 * first)]
    opening = opened_after(arms(**{arm: size + more.get(arm, 0) for arm, size in ARMS.items()}), *rows)
    assert {dict(base).get("arm", "") for base in opening.reasons} == closed
    assert set(opening.reasons.values()) <= {"change"}


def test_one_gone_and_one_come_is_a_change_of_two() -> None:
    opening = opened_after(arms(**ARMS), (1, "a", "then"), (2, "a", "now"))
    assert {dict(base).get("arm", "") for base in opening.reasons} == {"", "a"}


def test_what_moved_inside_everyone_leaves_everyone_open() -> None:
    opening = opened_after(arms(a=39, b=31, c=20), (1, "a", "then"), (1, "b", "now"))
    assert {dict(base).get("arm", "") for base in opening.reasons} == {"a", "b"}


def test_a_base_that_was_not_shown_may_have_changed() -> None:
    rows = came("a", 3)
    opening = opened_after(arms(a=43, b=30, c=20), *rows, shown="bc")
    # everyone was shown and has changed by 3; b and c did not change
    assert {dict(base).get("arm", "") for base in opening.reasons} >= {""}
    assert {(("arm", "b"),), (("arm", "c"),)} <= opening.open


def test_the_rest_of_a_base_has_not_changed_by_a_few() -> None:
    # everyone + 12, b + 10: what is left, a, would have changed by 2
    opening = opened_after(arms(a=42, b=40), *came("a", 2), *came("b", 10, 50), shown="b")
    assert opening.reasons[(("arm", "b"),)] == "change"
    assert () in opening.open


def test_what_is_closed_today_is_not_given_away_by_what_was_shown() -> None:
    # b was closed beside c (8); now c is large and b is shown: c as it was, everyone - a - b, would be told
    release = EarlierRelease(frozenset({(), (("arm", "a"),)}), changed(*came("c", 12)))
    opening = open_bases(arms(a=40, b=30, c=20), ["arm"], minimum_cell=10, earlier=[release])
    assert (("arm", "b"),) not in opening.open


def test_changes_are_counted_by_base_and_between_bases() -> None:
    # two came to a, one went from b, three moved from a to b
    moved = [(person, arm, when) for person in (7, 8, 9) for arm, when in (("a", "then"), ("b", "now"))]
    told = changed(*came("a", 2), (5, "b", "then"), *moved)
    bases: list[Base] = [(), (("arm", "a"),), (("arm", "b"),)]
    past = compared(kinds_of(arms(a=20, b=20), ["arm"]), EarlierRelease(frozenset(bases), told), bases, ["arm"])
    assert past.changed.tolist() == [3, 5, 4]
    # what everyone has beyond a is b, and the other way round
    assert past.changed_apart[0].tolist() == [0, 4, 5]
    unseen = compared(kinds_of(arms(a=20, b=20), ["arm"]), EarlierRelease(frozenset({()}), told), bases, ["arm"])
    assert (unseen.changed.tolist(), unseen.changed_apart.max()) == ([3, 0, 0], 0)


def test_people_who_are_not_in_the_table_are_refused() -> None:
    with pytest.raises(ValueError, match="does not stand in the table"):
        opened_after(arms(**ARMS), (1, "d", "now"))


def test_a_state_that_is_neither_is_refused() -> None:
    with pytest.raises(ValueError, match="then or now"):
        opened_after(arms(**ARMS), (1, "a", "later"))


places = st.tuples(st.sampled_from("ab"), st.sampled_from("ns"))
moves = st.dictionaries(st.tuples(st.none() | places, st.none() | places), st.integers(1, 5), max_size=4)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(places, st.sampled_from([2, 5, 6, 9, 20]), min_size=2), moves, st.integers(2, 4))
@example({("a", "n"): 20, ("b", "n"): 20}, {(None, ("a", "n")): 1, (("b", "n"), None): 4}, 4)
def test_two_releases_tell_of_no_few_people(
    before: dict[Place, int], wanted: dict[Move, int], minimum_cell: int
) -> None:
    stayed, moved = dict(before), {}
    for (then, now), count in wanted.items():
        gone = min(count, stayed.get(then, 0)) if then else count
        if gone and then != now:
            moved[then, now] = gone
            stayed |= {then: stayed[then] - gone} if then else {}
    first = opening_of(list(before.items()), minimum_cell)
    today = [*stayed.items(), *((now, count) for (_then, now), count in moved.items() if now)]
    release = EarlierRelease(first.open, table_of_moves(moved))
    second = opening_of(today, minimum_cell, [release])
    kinds = [*(((place, place), count) for place, count in stayed.items()), *moved.items()]
    earlier = [[inside(base, then) for (then, _now), _count in kinds] for base in sorted(first.open)]
    later = [[inside(base, now) for (_then, now), _count in kinds] for base in sorted(second.open)]
    people = [count for _places, count in kinds]
    assert told_sets([*earlier, *later], people, minimum_cell) == []
    # those who stayed are left out, of the others some may be added and some subtracted
    only_moved = [99] * len(stayed) + people[len(stayed) :]
    told = told_sets([*earlier, *later], only_moved, minimum_cell, (1, -1))
    assert told == told_sets(earlier, only_moved, minimum_cell, (1, -1))
    shared = dict.fromkeys(first.open & second.open)
    then, now = (
        dict(zip(sorted(bases), rows, strict=True)) for bases, rows in ((first.open, earlier), (second.open, later))
    )
    change = {base: [b - a for a, b in zip(then[base], now[base], strict=True)] for base in shared}
    for one, other in permutations(shared, 2):
        rest = (
            [a - b for a, b in zip(change[one], change[other], strict=True)] if set(one) < set(other) else change[one]
        )
        few = sum(count for count, moves in zip(people, rest, strict=True) if moves)
        assert few == 0 or few >= minimum_cell


def inside(base: Base, place: Place | None) -> int:
    return int(
        place is not None and all(dict(zip(("arm", "site"), place, strict=True))[name] == value for name, value in base)
    )


def opening_of(
    rows: list[tuple[Place, int]], minimum_cell: int, earlier: list[EarlierRelease] | None = None
) -> Opening:
    table = pd.DataFrame([(*place, count) for place, count in rows], columns=["arm", "site", "people"], dtype=object)
    return open_bases(table, ["arm", "site"], minimum_cell=minimum_cell, earlier=earlier or [])


def table_of_moves(moved: dict[Move, int]) -> pd.DataFrame:
    rows = [
        (person, *place, when, count)
        for person, ((then, now), count) in enumerate(moved.items())
        for when, place in (("then", then), ("now", now))
        if place
    ]
    return pd.DataFrame(rows, columns=["person", "arm", "site", "when", "people"], dtype=object)
