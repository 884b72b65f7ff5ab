"""The flow counts people, and every row that counts nowhere."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.sampling.flow import participant_flow

WAVES = ("entry", "exit", "follow_up")


def rows(*told: tuple[str | None, str | None, float | None]) -> pd.DataFrame:
    return pd.DataFrame(told, columns=["participant_id", "wave", "score"])


def test_a_person_may_leave_and_come_back() -> None:
    table = rows(("a", "entry", 1), ("a", "follow_up", 2), ("b", "entry", 1), ("b", "exit", 1))
    found = participant_flow(table, "score", WAVES).as_table().set_index("wave")
    assert found.loc["exit", ["answered", "lost", "dropped", "returned"]].tolist() == [1, 1, 1, 0]
    assert found.loc["follow_up", ["answered", "lost", "dropped", "returned"]].tolist() == [1, 1, 1, 1]


def test_one_person_twice_in_a_wave_counts_once_and_is_told() -> None:
    found = participant_flow(rows(("a", "entry", None), ("a", "entry", 2)), "score", WAVES)
    assert (found.waves[0].answered, found.waves[0].unanswered, found.repeated, found.people) == (1, 0, 1, 1)


def test_rows_without_a_person_or_of_no_wave_are_counted_and_left_out() -> None:
    found = participant_flow(rows((None, "entry", 2), ("a", "other", 2), ("a", None, 2)), "score", WAVES)
    assert (found.without_id, found.other_waves, found.people) == (1, 2, 0)
    assert [count.answered for count in found.waves] == [0, 0, 0]


def test_people_asked_stand_beside_the_counts_and_are_blank_when_unknown() -> None:
    told = rows(("a", "entry", 2))
    assert participant_flow(told, "score", WAVES, asked=9).as_table()["asked"].tolist() == [9, 9, 9]
    assert participant_flow(told, "score", WAVES).as_table()["asked"].isna().all()


@pytest.mark.parametrize("waves", [(), ("entry", "entry")])
def test_waves_are_named_once_each(waves: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="name each wave once"):
        participant_flow(rows(("a", "entry", 2)), "score", waves)
