"""The judge of schemas itself: what keeps the schemas of REFI-QDA passes, each way of breaking them is found."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from coding_pages import code, coded_study, kept
from flask import Flask
from voices.xsd import faults

from survey.privacy import coded_view
from survey.store import codes, codings
from survey.store.codings import Said
from survey.store.layers import Layer
from survey.store.passages import Passage
from survey.voices.refi.writing import codebook, project


@pytest.fixture
def written(app: Flask) -> dict[str, bytes]:
    """A project with one passage and its codebook, by the schema of each."""
    record = coded_study()
    place, said = Passage(2, 2, 2, 7), Said(code(record, "Sleep"), -1, True, "at last")
    codings.mark(kept(record), Layer("ana"), place, said, digest=kept(record).digest)
    with zipfile.ZipFile(io.BytesIO(project(coded_view.everything(record)))) as package:
        qde = package.read("project.qde")
    return {"Project.xsd": qde, "Codebook.xsd": codebook(codes.codebook(record.id))}


BROKEN = [
    ("Project.xsd", b' endPosition="', b' end="'),  # an attribute of another name
    ("Project.xsd", b' startPosition="', b' startPosition="x'),  # no number
    ("Project.xsd", b"<CodeRef targetGUID=", b"<CodeRef targetGuid="),
    ("Project.xsd", b"<Sources>", b"<Sources><Sources/>"),  # an element where none belongs
    ("Project.xsd", b"urn:QDA-XML:project:1.0", b"urn:QDA-XML:project:2.0"),
    ("Codebook.xsd", b' isCodable="', b' codable="'),
    ("Codebook.xsd", b' guid="', b' guid="x'),  # no key
    ("Codebook.xsd", b"<Codes>", b"<Sets/><Codes>"),  # in the wrong order
]


@pytest.mark.parametrize(("schema", "sound", "broken"), BROKEN)
def test_what_is_written_keeps_the_schema_and_what_is_broken_in_it_is_found(
    written: dict[str, bytes], real_data: Path, schema: str, sound: bytes, broken: bytes
) -> None:
    content = written[schema]
    assert faults(real_data / "refi" / schema, content) == []
    assert sound in content
    assert faults(real_data / "refi" / schema, content.replace(sound, broken, 1)) != []
