"""Projects as other programs write them, one small function for each way; and the study they belong to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from html import escape

from voices.interviews import brought_in, listed, only, study_of

from survey.store.studies import StudyRecord
from survey.store.transcripts import Interview

SPOKEN = ("Bonjour 😀 à tous", "سلام عليكم يا أصدقاء", "Très bien, merci 👩‍👧 vraiment", "C’est l'été : on va mieux")
TEXT = "\n".join(SPOKEN)
QUOTES = ("à tous", "أصدقاء", "vraiment", "l'été", "on va mieux")
"""The first stands behind an emoji, the second is Arabic, the third stands behind several."""
CODE = "11111111-2222-4333-8444-555555555555"
Place = Callable[[str], tuple[int, int]]


def study_with_text(*names: str) -> tuple[StudyRecord, Interview]:
    """A study with one interview of these words."""
    record = study_of(**dict.fromkeys(names or ("a",), "Zoé Petit"))
    said = "\n\n".join(f"L1 : {each}" for each in SPOKEN).encode()
    brought_in(record, ("one.txt", said), listed("one.txt,a,post,2026-03-01,fr,L1=respondent,yes,public"))
    return record, only(record)


def points(words: str, text: str = TEXT) -> tuple[int, int]:
    """As the standard says: characters, the end no part of it."""
    return text.index(words), text.index(words) + len(words)


def utf16(words: str) -> tuple[int, int]:
    """As programs count that hold texts in UTF-16."""
    start, end = points(words)
    return len(TEXT[:start].encode("utf-16-le")) // 2, len(TEXT[:end].encode("utf-16-le")) // 2


def inclusive(words: str) -> tuple[int, int]:
    """The last character is named."""
    start, end = points(words)
    return start, end - 1


def later(words: str) -> tuple[int, int]:
    """A mark before the text is counted as a character."""
    start, end = points(words)
    return start + 1, end + 1


def earlier(words: str) -> tuple[int, int]:
    """A mark was counted once and taken away twice."""
    start, end = points(words)
    return start - 1, end - 1


def in_crlf(words: str) -> tuple[int, int]:
    """Each line end has two signs."""
    return points(words, TEXT.replace("\n", "\r\n"))


def selections(place: Place, *, named: bool = True, quotes: tuple[str, ...] = QUOTES) -> str:
    """The selections of the quotes."""
    written = []
    for number, words in enumerate(quotes):
        start, end = place(words)
        name = escape(words) if named else ""
        key = f"{number:08x}-aaaa-4aaa-8aaa-aaaaaaaaaaaa"
        written.append(
            f'<PlainTextSelection guid="{key}" name="{name}" startPosition="{start}" endPosition="{end}">'
            f'<Coding guid="{key.replace("aaaa-4", "bbbb-4")}"><CodeRef targetGUID="{CODE}"/></Coding>'
            "</PlainTextSelection>"
        )
    return "".join(written)


def project(
    marked: str,
    text: str | bytes = TEXT,
    *,
    path: str = "internal://t.txt",
    entry: str = "sources/t.txt",
    inline: str = "",
    head: str = 'xmlns="urn:QDA-XML:project:1.0"',
    codes: str = f'<Code guid="{CODE}" name="mood" isCodable="true"><Description/></Code>',
    project_file: str = "project.qde",
) -> bytes:
    """A package with one text."""
    held = f"<PlainTextContent>{escape(inline)}</PlainTextContent>" if inline else ""
    where = "" if inline else f' plainTextPath="{path}"'
    xml = (
        f'<?xml version="1.0" encoding="utf-8"?><Project {head} name="p"><CodeBook><Codes>{codes}</Codes></CodeBook>'
        f'<Sources><TextSource guid="99999999-2222-4333-8444-555555555555" name="one"{where}>{held}{marked}'
        "</TextSource></Sources></Project>"
    )
    content = text.encode() if isinstance(text, str) else text
    return package({project_file: xml.encode(), **({} if inline else {entry: content})})


def package(parts: dict[str, bytes]) -> bytes:
    """A ZIP of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return written.getvalue()
