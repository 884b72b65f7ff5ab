"""The participant flow tells of at least ``minimum_cell`` people, at one date and between dates."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.privacy.participant_flow import STEPS, Counts, Figures, Group, figures, may_follow

BOUNDARIES = range(len(STEPS) + 1)


def shown(found: Figures | None) -> list[tuple[int, int]] | None:
    """Each group as (how many steps it merges, its count)."""
    return found and [(len(group.steps), group.count) for group in found.groups]


@pytest.mark.parametrize(
    ("counts", "groups"),
    [
        ((12, 11, 10, 10, 30), [(1, 12), (1, 11), (1, 10), (1, 10), (1, 30)]),  # all can be shown
        ((12, 3, 2, 4, 29), [(4, 21), (1, 29)]),  # 3 + 2 + 4 is still under 10
        ((12, 6, 2, 4, 29), [(1, 12), (3, 12), (1, 29)]),  # three small neighbours together
        ((40, 0, 0, 0, 10), [(4, 40), (1, 10)]),  # a step with nobody is merged too
        ((0, 0, 0, 0, 50), None),  # all answered: that would tell of everyone
        ((50, 0, 0, 0, 0), None),  # nobody did: so would that
        ((41, 0, 0, 0, 9), None),  # nine people are too few
        ((9, 0, 0, 0, 41), None),  # and so are nine who did not
        ((2, 2, 2, 2, 1), None),  # a base under the minimum
        ((10, 0, 0, 0, 10), [(4, 10), (1, 10)]),
        ((10, 0, 0, 6, 4), [(3, 10), (2, 10)]),
    ],
)
def test_steps_are_merged_until_each_figure_counts_enough(
    counts: tuple[int, int, int, int, int], groups: list[tuple[int, int]] | None
) -> None:
    assert shown(figures(Counts(*counts), 10)) == groups


@pytest.mark.parametrize(
    ("then", "now", "allowed"),
    [
        ((30, 0, 0, 0, 20), (30, 0, 0, 0, 20), True),  # nobody moved
        ((30, 0, 0, 0, 20), (29, 0, 0, 0, 21), False),  # one person answered
        ((30, 0, 0, 0, 20), (21, 0, 0, 0, 29), False),
        ((30, 0, 0, 0, 20), (20, 0, 0, 0, 30), True),  # ten did
        ((30, 0, 0, 0, 20), (33, 0, 0, 0, 20), False),  # three came into the register, and none of them answered
        ((30, 0, 0, 0, 20), (30, 0, 0, 0, 19), False),  # one person's answers were erased
        ((30, 0, 0, 0, 20), (20, 0, 0, 0, 20), True),
    ],
)
def test_figures_follow_only_when_nobody_or_enough_people_moved(
    then: tuple[int, int, int, int, int], now: tuple[int, int, int, int, int], allowed: bool
) -> None:
    before = figures(Counts(*then), 10)
    assert before is not None
    assert (figures(Counts(*now), 10, [before]) is not None) is allowed


def test_unions_of_changes_count_too() -> None:
    before = Figures(_groups((1, 50), (3, 90), (1, 30)), minimum_cell=10)
    # Each figure changed by ten or more, but one person more stands beyond the first step.
    assert may_follow(Figures(_groups((1, 40), (3, 90), (1, 40)), minimum_cell=10), before)
    assert not may_follow(Figures(_groups((1, 49), (3, 79), (1, 42)), minimum_cell=10), before)


def test_figures_follow_every_earlier_release_not_only_the_last() -> None:
    first = figures(Counts(40, 0, 0, 0, 20), 10)
    assert first is not None
    second = figures(Counts(30, 0, 0, 0, 30), 10, [first])
    assert second is not None
    # Eleven erasures: beside the second release this would do, beside the first it tells of one person.
    third = Counts(30, 0, 0, 0, 19)
    assert figures(third, 10, [second]) is not None
    assert figures(third, 10, [first, second]) is None


def test_two_groupings_do_not_bound_the_step_between_their_cuts() -> None:
    # Twenty stood beyond the second step; who only moves forward is beyond the first one too.
    earlier = Figures(_groups((2, 30), (3, 20)), minimum_cell=10)
    assert not may_follow(Figures(_groups((1, 30), (4, 20)), minimum_cell=10), earlier)  # nobody between the cuts
    assert not may_follow(Figures(_groups((1, 21), (4, 29)), minimum_cell=10), earlier)  # nine at most
    assert may_follow(Figures(_groups((1, 20), (4, 30)), minimum_cell=10), earlier)


def _groups(*sizes: tuple[int, int]) -> tuple[Group, ...]:
    groups: list[Group] = []
    for size, count in sizes:
        place = sum(len(group.steps) for group in groups)
        groups.append(Group(STEPS[place : place + size], count))
    return tuple(groups)


moves = st.lists(
    st.tuples(st.integers(0, 4), st.integers(1, 4), st.integers(1, 14)),
    max_size=12,
)


@settings(max_examples=300)
@given(base=st.integers(0, 60), steps=st.lists(moves, min_size=1, max_size=5), minimum=st.integers(5, 10))
def test_an_onlooker_who_knows_the_order_counts_nobody(
    base: int, steps: list[list[tuple[int, int, int]]], minimum: int
) -> None:
    people = [base, 0, 0, 0, 0]
    released: list[Figures] = []
    for moved in steps:
        for start, distance, number in moved:
            end = min(start + distance, 4)
            number = min(number, people[start])
            people[start] -= number
            people[end] += number
        found = figures(Counts(*people), minimum, released)
        if found is not None:
            released.append(found)
    known = [found.beyond() for found in released]
    bounds = [[_bounds(known, date, boundary) for boundary in BOUNDARIES] for date in range(len(known))]
    for at_date in bounds:
        for start in BOUNDARIES:
            for end in range(start + 1, 6):
                # The people between two boundaries are never known to be nobody, or fewer than the minimum.
                assert at_date[start][1] - at_date[end][0] >= minimum
    for then, now in combinations(bounds, 2):
        for boundary in BOUNDARIES:
            # Nor are those who moved over a boundary between two dates known to be a few.
            most = now[boundary][1] - then[boundary][0]
            assert most == 0 or most >= minimum


def _bounds(known: list[dict[int, int]], date: int, boundary: int) -> tuple[int, int]:
    """What an onlooker can say of the people beyond a boundary, who only ever move forward."""
    least = max(each[place] for each in known[: date + 1] for place in each if place >= boundary)
    most = min(each[place] for each in known[date:] for place in each if place <= boundary)
    return least, most
