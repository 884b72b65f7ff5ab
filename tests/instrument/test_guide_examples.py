"""Every key and every type has an example in the guide that is sound, walks to its end, and becomes an XForm."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from survey.exchange.xlsform.convert import convert
from survey.instrument import columns
from survey.instrument.checks import check_paths
from survey.instrument.files_beside import rows_beside
from survey.instrument.flow import Flow
from survey.instrument.from_files import with_files
from survey.instrument.loader import read_instrument
from survey.instrument.model import Model
from survey.instrument.or_other import with_other
from survey.instrument.types import type_names
from survey.simulation.reaching import explored

GUIDE = (Path(__file__).parent.parent.parent / "docs" / "examples.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
TOLD = {"never-collected", "missing-recording"}
"""What the checker has to tell: that the device's own words stay in the file, that one text of an example is spoken."""
MOMENT = datetime.datetime(2026, 1, 15, 10, tzinfo=datetime.UTC)


def written(folder: Path, text: str) -> Path:
    (folder / "media").mkdir()
    for name in re.findall(r"[a-z]+\.(?:png|mp3|mp4)", text):
        (folder / "media" / name).write_bytes({"png": b"\x89PNG\r\n\x1a\n", "mp3": b"ID3", "mp4": b""}[name[-3:]])
    (folder / "villages.csv").write_text("code,title\na,Aubin\nb,Bel\n", encoding="utf-8")
    form_id = re.search(r"form_id: (\w+)", text)
    assert form_id is not None
    file = folder / f"{form_id[1]}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: re.search(r"form_id: (\w+)", text)[1])
def test_an_example_is_sound_walks_to_its_end_and_becomes_an_xform(text: str, tmp_path: Path) -> None:
    file = written(tmp_path, text)
    assert {problem.rule for problem in check_paths([file], tmp_path)} <= TOLD
    rows = rows_beside(file)
    asked = with_other(with_files(read_instrument(file), rows))
    found = explored(Flow.of(asked, Model.of(asked, rows)), 30, 0, MOMENT)
    assert (found.never_reached, found.dead_ends, found.failures) == ((), (), ())
    assert convert(file, ".xml").files.keys() == {".xml"}


def keys(read: Any) -> Iterator[tuple[str, str]]:
    """Each key of a file, after the part of the file it stands in."""
    for part, value in read.items():
        yield "file", part
        for row in value if isinstance(value, list) else [value]:
            yield from ((part, key) for key in row)
        for language in value.get("languages", {}).values() if part == "settings" else ():
            yield from (("language", key) for key in language)


def test_every_key_and_every_type_has_an_example() -> None:
    read = [yaml.safe_load(text) for text in EXAMPLES]
    used = {each for one in read for each in keys(one)}
    kinds = {row["type"].split()[0] for one in read for row in one["survey"]}
    wanted = {
        "file": columns.FILE,
        "settings": (*columns.SETTINGS, *columns.SETTINGS_OF_XLSFORM),
        "language": columns.LANGUAGE,
        "choices": columns.CHOICE,
        "survey": columns.ROW,
        "scales": columns.SCALE,
    }
    assert {(part, key) for part, names in wanted.items() for key in names} - used == set()
    assert {*type_names(), *columns.FROM_FILE, *columns.BEGINNINGS, *columns.ENDINGS} - kinds == set()
