"""Which files are looked at, and when a file counts as saved."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from survey.config import Preview
from survey.preview import showing
from survey.preview.reading import Read
from survey.preview.showing import Showing
from survey.preview.watching import settled_stamp, stamp


@pytest.mark.parametrize(
    ("name", "is_seen"),
    [
        ("villages.csv", True),
        ("other.yaml", True),
        ("media/house.jpg", True),
        ("sleep.comments.jsonl", False),
        (".sleep.yaml.swp", False),
        ("~$sleep.csv", False),
        ("house.jpg", False),
    ],
)
def test_a_file_beside_is_looked_at_or_not(tmp_path: Path, name: str, is_seen: bool) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "sleep.yaml").write_text("", encoding="utf-8")
    before = stamp(tmp_path / "sleep.yaml")
    (tmp_path / name).write_text("saved", encoding="utf-8")
    assert (stamp(tmp_path / "sleep.yaml") != before) is is_seen


def test_an_instrument_of_the_library_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    before = stamp(tmp_path / "study.yaml", tmp_path / "library")
    (tmp_path / "library" / "sleep.yaml").write_text("saved", encoding="utf-8")
    assert stamp(tmp_path / "study.yaml", tmp_path / "library") != before


def test_a_file_that_is_away_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "sleep.yaml"
    file.write_text("before", encoding="utf-8")
    before = stamp(file)
    file.unlink()
    saving = threading.Timer(0.15, lambda: file.write_text("after, and longer", encoding="utf-8"))
    saving.start()
    seen = settled_stamp(file, None, before)
    saving.join()
    assert seen == stamp(file) != before


def test_what_the_program_cannot_bear_is_told_and_the_next_saving_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_file: Path, _library: Path) -> Read:
        raise KeyError("of ours")

    file = tmp_path / "sleep.yaml"
    file.write_text("survey", encoding="utf-8")
    shows = Showing(Preview(file, tmp_path, "", frozenset()))
    with monkeypatch.context() as broken:
        broken.setattr(showing, "read", fails)
        assert [(each.rule, shows.current().is_broken) for each in shows.current().problems] == [("failed", True)]
    file.write_text("survey:", encoding="utf-8")
    assert "failed" not in {each.rule for each in shows.current().problems}
