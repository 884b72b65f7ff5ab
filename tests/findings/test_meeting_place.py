"""The socket stands in a folder of this account alone, wherever a Unix address reaches."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from survey.findings import client
from survey.findings.client import FiguresFailed
from survey.findings.meeting_place import MeetingPlace, UnsafeFolderError, held_lock, meeting_place, open_folder

from .conftest import TESTS, installation

ANSWERS = "sqlite:///answers.sqlite3"
LONG = "x" * 120


@pytest.fixture
def deep(folder: Path) -> Iterator[MeetingPlace]:
    """The meeting place of an installation whose path is longer than a Unix address."""
    (folder / LONG).mkdir()
    found = meeting_place(folder / LONG, ANSWERS)
    yield found
    shutil.rmtree(found.folder, ignore_errors=True)


def test_a_short_path_has_its_socket_inside(folder: Path) -> None:
    assert meeting_place(folder, ANSWERS).socket == folder / "run" / "figures.socket"


def test_a_long_path_has_its_socket_in_a_temporary_folder_of_its_own(deep: MeetingPlace, folder: Path) -> None:
    open_folder(deep)
    assert deep.folder.parent == Path(tempfile.gettempdir())
    assert len(os.fsencode(deep.socket)) <= 107
    assert deep.folder != meeting_place(folder / LONG.replace("x", "y"), ANSWERS).folder
    assert deep.folder.stat().st_mode & 0o777 == 0o700


def test_a_process_is_met_where_the_path_is_long(
    deep: MeetingPlace, place: MeetingPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.bind(installation(deep.instance))
    assert client.ask("sleep", wait=20, seconds=0) == {"slept": 0}
    assert deep.socket.exists() and not place.socket.exists()


def test_a_folder_of_somebody_else_is_refused(place: MeetingPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.folder.mkdir(mode=0o700)
    somebody = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: somebody)
    with pytest.raises(FiguresFailed, match="not a folder of this account alone"):
        client.ask("ping", wait=20)
    assert not place.log.exists()


@pytest.mark.parametrize("mode", [0o750, 0o701, 0o777])
def test_a_folder_that_others_may_enter_is_refused(place: MeetingPlace, mode: int) -> None:
    place.folder.mkdir()
    place.folder.chmod(mode)
    with pytest.raises(UnsafeFolderError, match="chmod 700"):
        open_folder(place)


def test_a_link_in_the_place_of_the_folder_is_refused(place: MeetingPlace, folder: Path) -> None:
    (folder / "elsewhere").mkdir(mode=0o700)
    place.folder.symlink_to(folder / "elsewhere")
    with pytest.raises(UnsafeFolderError):
        open_folder(place)


def test_a_folder_that_cannot_be_made_is_told(folder: Path) -> None:
    with pytest.raises(UnsafeFolderError, match="cannot be made: No such file or directory"):
        open_folder(meeting_place(folder / "gone", ANSWERS))


def test_one_lock_is_held_once(place: MeetingPlace) -> None:
    first = held_lock(place)
    assert first is not None and held_lock(place) is None
    os.close(first)
    second = held_lock(place)
    assert second is not None
    os.close(second)


def test_another_instance_and_another_database_have_another_fingerprint(folder: Path) -> None:
    places = [meeting_place(folder, ANSWERS), meeting_place(folder, f"{ANSWERS}3"), meeting_place(TESTS, ANSWERS)]
    assert len({place.fingerprint for place in places}) == 3


def test_an_address_with_a_password_is_shown_nowhere(folder: Path) -> None:
    assert "secret" not in repr(meeting_place(folder, "postgresql://jalon:secret@localhost/answers"))
