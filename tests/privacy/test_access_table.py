"""The table of roles and endpoints, without an application."""

from __future__ import annotations

import pytest

from survey.privacy import access


@pytest.mark.parametrize(
    ("endpoint", "role", "decided"),
    [
        ("downloads.download", "researcher", access.ALLOW),
        ("downloads.download", "staff", access.HIDE),
        ("downloads.download", "admin", access.HIDE),
        ("downloads.download", access.NOBODY, access.SIGN_IN),
        ("study.set_wave", "admin", access.ALLOW),
        ("study.set_wave", "researcher", access.HIDE),
        ("account.sign_in", access.NOBODY, access.ALLOW),
        ("nothing.listed", "admin", access.HIDE),
        ("nothing.listed", access.NOBODY, access.HIDE),
        ("study.studies", "visitor", access.HIDE),
    ],
)
def test_the_table_decides(endpoint: str, role: str, decided: str) -> None:
    assert access.decision(endpoint, role) == decided
