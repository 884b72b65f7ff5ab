"""The links file: one line per living link, for its owner alone, harmless in a spreadsheet, logged."""

from __future__ import annotations

import csv
import errno
import io
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from flask import Flask
from tiny_study import publish_tiny

from survey import extensions
from survey.exchange.spreadsheet import neutral
from survey.fieldwork import links
from survey.fieldwork.links import LinksError, Writing
from survey.store import audit, invitations, register_imports
from survey.store.register_imports import RegisterRow
from survey.store.studies import StudyRecord

WRITING = Writing(actor="ada", base_url="https://survey.example.org", as_cell=neutral)
ZOE = RegisterRow("A1", language="ar", contact={"name": "Zoé Petit"})
EVE = RegisterRow("A2", contact={"name": '=HYPERLINK("x")', "email": "+33"})


@pytest.fixture
def strict_umask() -> Iterator[None]:
    before = os.umask(0o777)
    yield
    os.umask(before)


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def study_with(rows: Sequence[RegisterRow]) -> StudyRecord:
    study = publish_tiny()
    register_imports.import_register(study, rows, "file", "test")
    return study


def lines_of(study: StudyRecord) -> list[dict[str, str]]:
    file = io.StringIO(newline="")
    links.write_links(file, study, study.wave("entry"), WRITING)
    return list(csv.DictReader(io.StringIO(file.getvalue(), newline="")))


def test_a_line_has_contacts_language_link_and_code(app: Flask) -> None:
    study = study_with([ZOE])
    token = extensions.keyring.link_token("tiny", "A1", "entry", 1)
    (line,) = lines_of(study)
    assert line == {
        "participant_id": "A1",
        "name": "Zoé Petit",
        "email": "",
        "language": "ar",
        "link": f"https://survey.example.org/r/{token}",
        "code": line["code"],
    }
    assert line["code"].replace(" ", "") == token


def test_without_a_language_the_study_s_own_is_told(app: Flask) -> None:
    assert lines_of(study_with([EVE]))[0]["language"] == "fr"


def test_a_formula_is_neutral(app: Flask) -> None:
    (line,) = lines_of(study_with([EVE]))
    assert (line["name"], line["email"]) == ('\'=HYPERLINK("x")', "'+33")


def test_withdrawn_links_are_left_out(app: Flask) -> None:
    study = study_with([ZOE, EVE])
    invitations.withdraw_invitation(study, "A1", study.wave("entry"), "ada")
    assert [line["participant_id"] for line in lines_of(study)] == ["A2"]


def test_writing_links_is_logged_with_their_number_alone(app: Flask) -> None:
    lines_of(study_with([ZOE, EVE]))
    (entry,) = audit.entries(action="links written")
    assert (entry.actor, entry.study, entry.detail) == ("ada", "tiny", {"wave": "entry", "count": 2})


@pytest.mark.parametrize("umask", ["strict_umask", "open_umask"])
def test_the_file_is_its_owner_s_alone(app: Flask, tmp_path: Path, request: pytest.FixtureRequest, umask: str) -> None:
    study = study_with([ZOE])
    request.getfixturevalue(umask)
    path = tmp_path / "links.csv"
    assert links.write_links_file(path, study, study.wave("entry"), WRITING) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().startswith(b"\xef\xbb\xbfparticipant_id,")


def test_an_existing_file_or_a_link_to_one_is_never_written(app: Flask, tmp_path: Path) -> None:
    study = study_with([ZOE])
    (tmp_path / "mine").write_text("kept")
    (tmp_path / "pointer").symlink_to(tmp_path / "elsewhere")
    for name in ("mine", "pointer"):
        with pytest.raises(LinksError, match="exists already"):
            links.write_links_file(tmp_path / name, study, study.wave("entry"), WRITING)
    assert (tmp_path / "mine").read_text() == "kept"
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_that_cannot_be_finished_is_taken_away(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    study = study_with([ZOE])
    monkeypatch.setattr(links, "typed_code", full)
    with pytest.raises(links.LinksError, match="cannot be written: No space left"):
        links.write_links_file(tmp_path / "links.csv", study, study.wave("entry"), WRITING)
    assert list(tmp_path.glob("links*")) == []


def test_during_an_unfinished_import_no_links_are_written(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    study = study_with([ZOE])
    monkeypatch.setattr(register_imports, "_finish", dies)
    with pytest.raises(KeyboardInterrupt):
        register_imports.import_register(study, [EVE], "file 2", "test")
    with pytest.raises(LinksError, match="has not reached its end"):
        links.write_links_file(tmp_path / "links.csv", study, study.wave("entry"), WRITING)
    assert list(tmp_path.glob("links*")) == []


def test_the_link_of_a_shared_device_is_another_one(app: Flask) -> None:
    study = publish_tiny()
    token = extensions.keyring.kiosk_token("tiny", "entry", study.open_link_serial)
    assert links.kiosk_link("https://x.org", study, study.wave("entry")) == f"https://x.org/o/{token}"
    assert links.open_link("https://x.org", study, study.wave("entry")) != f"https://x.org/o/{token}"


def test_the_open_link_changes_with_its_serial(app: Flask) -> None:
    study = publish_tiny()
    token = extensions.keyring.open_token("tiny", "entry", study.open_link_serial)
    assert links.open_link("https://x.org", study, study.wave("entry")) == f"https://x.org/o/{token}"
