"""Keys of exchanged projects are those of the standard library, and sound keys stay as they are."""

from __future__ import annotations

import uuid

import pytest

from survey.voices.refi.keys import OURS, guid_of, sound


@pytest.mark.parametrize("name", ["", "a", "source\x1fabc\x1f1", "ثقة", "😀" * 40, *map(str, range(40))])
def test_a_key_is_the_uuid5_of_its_name(name: str) -> None:
    assert guid_of(name) == str(uuid.uuid5(OURS, name))


def test_a_guid_is_kept_in_small_letters_without_braces() -> None:
    plain = "11111111-aaaa-4333-8444-555555555555"
    assert [sound(each) for each in (plain, plain.upper(), f" {{{plain}}} ")] == [plain] * 3
