"""What the short form leaves to the long one."""

from __future__ import annotations

from short_form import at_length

READ = "tests/views/test_read.py"
KEPT = "tests/store/test_kept.py"


def test_of_a_file_one_test_runs_on_postgresql_too() -> None:
    asked = [
        (READ, "test_first", "sqlite"),
        (READ, "test_first", "postgresql"),
        (READ, "test_second", "sqlite"),
        (READ, "test_second", "postgresql"),
        (READ, "test_third", ""),
        (KEPT, "test_first", "postgresql"),
        (KEPT, "test_second", "postgresql"),
    ]
    assert at_length(asked) == [False, False, False, True, False, False, False]
