"""DOCX and ODT: what a reader sees on the page is what is read, and what is left out is told."""

from __future__ import annotations

import pytest
from voices.documents import docx, odt

from survey.voices.readers import docx as word
from survey.voices.readers import odt as writer
from survey.voices.transcript import ReadTranscript


def said(transcript: ReadTranscript) -> list[tuple[str, str]]:
    """Who says what."""
    return [(turn.speaker, turn.text) for turn in transcript.turns]


def rules(transcript: ReadTranscript) -> list[tuple[int, str]]:
    """What was told, with its paragraph."""
    return [(repair.place, repair.rule) for repair in transcript.repairs]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<w:p><w:r><w:t>L1 : o</w:t></w:r><w:r><w:t>ui</w:t></w:r></w:p>", [("L1", "oui")]),
        ("<w:p><w:r><w:t>L1 :</w:t><w:tab/><w:t>oui</w:t></w:r></w:p>", [("L1", "oui")]),
        ("<w:p><w:r><w:t>L1 : oui</w:t><w:br/><w:t>L2 : non</w:t></w:r></w:p>", [("L1", "oui"), ("L2", "non")]),
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>oui</w:t></w:r></w:p>", [("", "oui")]),
        ("<w:p><w:hyperlink><w:r><w:t>oui</w:t></w:r></w:hyperlink></w:p>", [("", "oui")]),
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>oui</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", [("", "oui")]),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>oui</w:t></w:r></w:p></w:sdtContent></w:sdt>", [("", "oui")]),
        ("<w:p><w:ins><w:r><w:t>oui</w:t></w:r></w:ins></w:p>", [("", "oui")]),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>oui</w:t></w:r></w:p>", [("", "oui")]),
        ("<w:p><w:r><w:t>a&amp;lt;b</w:t></w:r></w:p>", [("", "a&lt;b")]),
        (
            "<w:p><w:r><w:t>avant</w:t><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>cadre</w:t></w:r></w:p></mc:Choice>"
            "<mc:Fallback><w:p><w:r><w:t>cadre</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            [("", "avant"), ("", "cadre")],
        ),
    ],
)
def test_the_words_of_a_word_document(body: str, expected: list[tuple[str, str]]) -> None:
    assert said(word.read(docx(body))) == expected


@pytest.mark.parametrize(
    "beside",
    [
        "<w:del><w:r><w:delText>non</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>non</w:t></w:r></w:moveFrom>",
        "<w:r><w:footnoteReference/></w:r>",
        "<w:r><w:commentReference/></w:r>",
    ],
)
def test_what_a_word_document_holds_beside_its_words_is_told(beside: str) -> None:
    transcript = word.read(docx(f"<w:p/><w:p><w:r><w:t>oui</w:t></w:r>{beside}</w:p>"))
    assert (said(transcript), rules(transcript)) == ([("", "oui")], [(2, "skipped")])


def test_headers_of_a_word_document_are_told() -> None:
    transcript = word.read(docx("<w:p><w:r><w:t>oui</w:t></w:r></w:p>", **{"word/header1.xml": "<h/>"}))
    assert rules(transcript) == [(0, "skipped")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<text:p>L1 : o<text:span>ui</text:span></text:p>", [("L1", "oui")]),
        ("<text:h>oui</text:h>", [("", "oui")]),
        ("<text:p>L1 :<text:tab/>oui<text:line-break/>L2 : non</text:p>", [("L1", "oui"), ("L2", "non")]),
        ('<text:p>a<text:s text:c="3"/>b<text:s/>c</text:p>', [("", "a   b c")]),
        ("<text:p>\n  oui\n  <text:span> non</text:span></text:p>", [("", "oui non")]),
        ("<text:list><text:list-item><text:p>oui</text:p></text:list-item></text:list>", [("", "oui")]),
        ("<text:p>e\u0301</text:p>", [("", "é")]),
    ],
)
def test_the_words_of_an_opendocument_text(body: str, expected: list[tuple[str, str]]) -> None:
    assert said(writer.read(odt(body))) == expected


@pytest.mark.parametrize(
    "beside",
    [
        "<text:note><text:note-body><text:p>non</text:p></text:note-body></text:note>",
        "<office:annotation><text:p>non</text:p></office:annotation>",
    ],
)
def test_what_an_opendocument_text_holds_beside_its_words_is_told(beside: str) -> None:
    transcript = writer.read(odt(f"<text:p/><text:p>oui{beside}</text:p>"))
    assert (said(transcript), rules(transcript)) == ([("", "oui")], [(2, "skipped")])


def test_the_place_of_a_turn_is_its_paragraph() -> None:
    turns = writer.read(odt("<text:p>L1 : oui</text:p><text:p/><text:p>L2 : non</text:p>")).turns
    assert [turn.place for turn in turns] == [1, 3]
