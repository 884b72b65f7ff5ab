"""Projects as other programs write them: every quote exact or refused, and told; hostile files kept out."""

from __future__ import annotations

import unicodedata
import zipfile
from io import BytesIO

import pytest
from flask import Flask
from voices.refi_files import (
    CODE,
    QUOTES,
    TEXT,
    earlier,
    in_crlf,
    inclusive,
    later,
    package,
    points,
    project,
    selections,
    study_with_text,
    utf16,
)

from survey.privacy import coded_view
from survey.store import codes, codings
from survey.store.studies import StudyRecord
from survey.voices.refi.importing import Brought, bring_in
from survey.voices.refi.told import ProjectRefused

pytestmark = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
MARK = "\ufeff".encode()


def taken(record: StudyRecord, content: bytes, name: str = "p.qdpx", *, dry_run: bool = False) -> Brought:
    return bring_in(record, name, content, coded_view.known_to_all(record), "ana", dry_run=dry_run)


def quotes(record: StudyRecord) -> list[str]:
    return sorted(each.quote for each in codings.of_study(record.id))


WAYS = {
    "the standard": (project(selections(points)), set()),
    "a mark": (project(selections(points), MARK + TEXT.encode()), {"mark"}),
    "a mark that is counted": (project(selections(later), MARK + TEXT.encode()), {"mark", "shifted"}),
    "one early": (project(selections(earlier)), {"shifted"}),
    "two signs at line ends": (project(selections(in_crlf), TEXT.replace("\n", "\r\n")), set()),
    "line ends counted as one": (project(selections(points), TEXT.replace("\n", "\r\n")), {"line-ends"}),
    "the last character named": (project(selections(inclusive)), {"inclusive-end"}),
    "units of 16 bits": (project(selections(utf16)), {"utf-16"}),
    "accents apart": (
        project(
            selections(lambda words: points(unicodedata.normalize("NFD", words), unicodedata.normalize("NFD", TEXT))),
            unicodedata.normalize("NFD", TEXT),
        ),
        set(),
    ),
    "capitals": (project(selections(points), entry="Sources/T.txt", project_file="Project.qde"), {"capitals"}),
    "a path": (project(selections(points), path="relative:///sources/t.txt"), {"path-kind"}),
    "within": (project(selections(points), inline=TEXT), {"inline"}),
    "another version": (project(selections(points), head='xmlns="urn:QDA-XML:project:1.5"'), {"namespace"}),
    "no version": (project(selections(points), head=""), {"namespace"}),
    "keys in capitals": (
        project(selections(points), codes=f'<Code guid="{{{CODE}}}" name="mood" isCodable="1"/>'),
        {"guid-case", "no-description"},
    ),
    "a line end more": (project(selections(points), TEXT + "\n"), {"white-space"}),
    "UTF-16": (project(selections(points), TEXT.encode("utf-16")), {"encoding-guessed"}),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_quote_is_exact_and_what_was_tolerated_is_told(app: Flask, way: str) -> None:
    record, _interview = study_with_text()
    content, told = WAYS[way]
    brought = taken(record, content)
    assert quotes(record) == sorted(QUOTES)
    assert {each.rule for each in brought.told} == told
    assert (brought.codings_added, brought.codes_added) == (len(QUOTES), 1)


def test_the_same_file_again_changes_nothing(app: Flask) -> None:
    record, _interview = study_with_text()
    taken(record, WAYS["units of 16 bits"][0])
    again = taken(record, WAYS["units of 16 bits"][0])
    assert (again.codings_added, again.codings_known, again.codes_added) == (0, len(QUOTES), 0)


def test_a_trial_keeps_nothing(app: Flask) -> None:
    record, _interview = study_with_text()
    tried = taken(record, WAYS["the standard"][0], dry_run=True)
    assert (tried.codings_added, quotes(record), codes.codebook(record.id)) == (len(QUOTES), [], ())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (project(selections(points, named=False), MARK + TEXT.encode()), "cannot-tell"),
        (project(selections(in_crlf, named=False, quotes=("أصدقاء",)), TEXT.replace("\n", "\r\n")), "cannot-tell"),
        (project(selections(lambda words: (5, 5 + len(words)), quotes=("vraiment",))), "words-differ"),
        (project(selections(lambda words: (10**6, 10**6 + 3), named=False)), "outside"),
    ],
)
def test_what_cannot_be_placed_exactly_is_left_out_and_told(app: Flask, content: bytes, told: str) -> None:
    record, _interview = study_with_text()
    brought = taken(record, content)
    assert quotes(record) == [] and told in {each.rule for each in brought.told}


def test_one_passage_counted_otherwise_is_placed_by_its_words(app: Flask) -> None:
    record, _interview = study_with_text()
    mixed = selections(lambda words: later(words) if words == "vraiment" else points(words))
    brought = taken(record, project(mixed))
    assert quotes(record) == sorted(QUOTES) and [each.rule for each in brought.told] == ["moved"]


def test_a_text_that_is_no_interview_is_never_kept(app: Flask) -> None:
    record, _interview = study_with_text()
    with pytest.raises(ProjectRefused, match="None of its texts is an interview"):
        taken(record, project(selections(lambda words: (0, 5)), "Somebody else said this."))
    assert (quotes(record), codes.codebook(record.id)) == ([], ())


def test_a_codebook_of_another_program_is_read(app: Flask) -> None:
    record, _interview = study_with_text()
    written = (
        f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="{CODE}" name="mood" isCodable="true">'
        '<Code guid="21111111-2222-4333-8444-555555555555" name="sommeil d’été" isCodable="true"/></Code></Codes>'
        "<Sets></Sets></CodeBook>"
    )
    brought = taken(record, written.encode(), "c.qdc")
    assert [code.name for code in codes.codebook(record.id)] == ["mood", "sommeil d’été"]
    assert {each.rule for each in brought.told} == {"no-description", "empty-sets"}


SMALL = project(selections(points, quotes=QUOTES[:1]))
DEEP = f"<Code guid='{CODE}' name='x' isCodable='true'>" * 100 + "</Code>" * 100
ENTITIES = b'<!DOCTYPE p [<!ENTITY a "b">]><Project xmlns="urn:QDA-XML:project:1.0">&a;</Project>'


def protected() -> bytes:
    """The flag of a password in the directory and at the entry."""
    content = bytearray(SMALL)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = content.find(sign)
        while begin >= 0:
            content[begin + at] |= 1
            begin = content.find(sign, begin + 4)
    return bytes(content)


def doubled() -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as made, pytest.warns(UserWarning, match="Duplicate name"):
        made.writestr("project.qde", b"<a/>")
        made.writestr("project.qde", b"<b/>")
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("p.qdpx", b"", "empty"),
        ("p.qdpx", b"%PDF-1.7", "wrong-ending"),
        ("p.qdpx", b"<CodeBook/>", "wrong-ending"),
        ("p.qdc", SMALL, "wrong-ending"),
        ("p.qdc", b"<Project/>", "wrong-ending"),
        ("p.zip", SMALL, "unknown-ending"),
        ("p.qdpx", package({"word/document.xml": b"<a/>"}), "no-project"),
        ("p.qdpx", package({"project.qde": b"<CodeBook/>"}), "no-project"),
        ("p.qdpx", package({"project.qde": b"<Project>"}), "xml-broken"),
        ("p.qdpx", package({"project.qde": ENTITIES}), "entities"),
        ("p.qdc", b"<!DOCTYPE CodeBook SYSTEM 'x.dtd'><CodeBook/>", "entities"),
        ("p.qdpx", project("", codes=DEEP), "too-long"),
        ("p.qdpx", package({"project.qde": b"<Project/>", "../t.txt": b""}), "path"),
        ("p.qdpx", package({"project.qde": b"<Project/>", "/etc/t.txt": b""}), "path"),
        ("p.qdpx", package({"project.qde": b" " * 30_000_000}), "package-too-large"),
        ("p.qdpx", package({f"sources/{number}.txt": b"" for number in range(2001)}), "package-too-large"),
        ("p.qdpx", protected(), "encrypted"),
        ("p.qdpx", doubled(), "package-broken"),
        ("p.qdpx", project("", codes=f"<Code guid='{CODE}' name='a'/><Code guid='{CODE}' name='b'/>"), "two-codes"),
        ("p.qdpx", project("", codes=f"<Code guid='{CODE}' name='{'a' * 121}'/>"), "code-name"),
    ],
)
def test_a_hostile_file_is_refused_with_its_reason(app: Flask, name: str, content: bytes, rule: str) -> None:
    record, _interview = study_with_text()
    with pytest.raises(ProjectRefused) as refused:
        taken(record, content, name)
    assert rule in {each.rule for each in refused.value.told}
    assert (quotes(record), codes.codebook(record.id)) == ([], ())


def test_a_project_cut_off_anywhere_is_refused(app: Flask) -> None:
    record, _interview = study_with_text()
    known = coded_view.known_to_all(record)
    for length in range(len(SMALL)):
        with pytest.raises(ProjectRefused):
            bring_in(record, "p.qdpx", SMALL[:length], known, "ana")
    assert quotes(record) == [] and len(SMALL) > 500
