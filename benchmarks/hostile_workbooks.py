"""Workbooks that no spreadsheet program writes, made to exhaust whoever reads them."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>%s</sheetData></worksheet>'
HEADERS = ("type", "name", "label")


def sound() -> bytes:
    """A small form without a mistake."""
    book = Workbook()
    book.active.title = "survey"
    for row in (HEADERS, ("text", "a", "One")):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_parts(parts: Mapping[str, str | bytes], content: bytes = b"") -> bytes:
    """A workbook with some of its parts replaced, and others added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or sound())) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return file.getvalue()


def rows(content: str) -> bytes:
    """A workbook whose sheet has these rows and no dimension tag."""
    return with_parts({"xl/worksheets/sheet1.xml": SHEET % content})


def inline(text: str, column: str = "A", row: int = 1) -> str:
    """A cell that holds its text itself."""
    return f'<c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c>'


def _header() -> str:
    cells = "".join(inline(text, column) for text, column in zip(HEADERS, "ABC", strict=True))
    return f'<row r="1">{cells}</row>'


def _many_rows() -> str:
    cells = "".join(inline(text, column, 2) for text, column in (("text", "A"), ("a", "B"), ("One", "C")))
    return "".join(f'<row r="{number}">{cells}</row>' for number in range(2, 120_000))


def _doctype(entities: str, use: str) -> bytes:
    sheet = SHEET % f'<row r="1">{inline(use)}</row>'
    return with_parts({"xl/worksheets/sheet1.xml": sheet.replace("?>", f"?><!DOCTYPE x [{entities}]>", 1)})


def _laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    return _doctype(entities, "&a29;")


def _shared_strings(count: int) -> bytes:
    words = f'<?xml version="1.0"?><sst xmlns="{MAIN}">{"<si><r><t>x</t></r><r><t>y</t></r></si>" * count}</sst>'
    with zipfile.ZipFile(io.BytesIO(sound())) as archive:
        types = archive.read("[Content_Types].xml").decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    return with_parts({"xl/sharedStrings.xml": words, "[Content_Types].xml": types.replace("</Types>", override)})


def _styles() -> bytes:
    fonts = "<font><sz val='11'/></font>" * 500_000
    return with_parts({"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts>{fonts}</fonts></styleSheet>'})


def _declared(name: str) -> bytes:
    """An archive that says of a part that it holds four gigabytes."""
    content = bytearray(sound())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        place = archive.start_dir
    for _ in archive.infolist():
        length = int.from_bytes(content[place + 28 : place + 30], "little")
        if bytes(content[place + 46 : place + 46 + length]).decode() == name:
            content[place + 24 : place + 28] = (4_000_000_000).to_bytes(4, "little")
        extra = sum(int.from_bytes(content[place + at : place + at + 2], "little") for at in (30, 32))
        place += 46 + length + extra
    return bytes(content)


def _encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000) + "EncryptedPackage".encode("utf-16-le") + bytes(2_000)


def _old(seed: int) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(seed).randbytes(200_000)


def _nested() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as outer:
        outer.writestr("form.xlsx", sound())
    return file.getvalue()


TOO_MUCH = ("workbook-too-slow", "workbook-too-large")
WORKBOOKS: Mapping[str, tuple[Callable[[], bytes], tuple[str, ...]]] = {
    "zip bomb in a part": (lambda: with_parts({"xl/styles.xml": bytes(300_000_000)}), TOO_MUCH),
    "zip bomb in a sheet": (
        lambda: with_parts({"xl/worksheets/sheet1.xml": b" " * 350_000_000}),
        (*TOO_MUCH, "workbook-broken"),
    ),
    "zip of two thousand parts": (lambda: with_parts({f"xl/p{n}": "" for n in range(2_500)}), ("workbook-too-large",)),
    "part said to be of four gigabytes": (lambda: _declared("xl/styles.xml"), ("workbook-too-large",)),
    "one endless text": (lambda: rows(f'<row r="1">{inline("x" * 30_000_000)}</row>'), ("workbook-too-large",)),
    "a hundred thousand rows": (lambda: rows(_header() + _many_rows()), TOO_MUCH),
    "a million shared strings": (lambda: _shared_strings(560_000), TOO_MUCH),
    "half a million fonts": (_styles, TOO_MUCH),
    "entities that multiply": (_laughs, ("workbook-with-entities",)),
    "entity that reads a file": (
        lambda: _doctype('<!ENTITY a SYSTEM "file:///etc/hostname">', "&a;"),
        ("workbook-with-entities",),
    ),
    "deep XML": (lambda: rows("<row>" * 300_000), (*TOO_MUCH, "workbook-broken")),
    "encrypted": (_encrypted, ("workbook-encrypted",)),
    "noise in the old format": (lambda: _old(3), ("workbook-broken",)),
    "noise in the new format": (lambda: b"PK\x03\x04" + random.Random(4).randbytes(200_000), ("workbook-broken",)),
    "an archive of something else": (
        lambda: with_parts({}, with_parts({"a": "b"})).replace(b"[Content_Types].xml", b"[Content_Typos].xml"),
        ("not-a-workbook",),
    ),
    "a workbook in a workbook": (lambda: _nested(), ("not-a-workbook",)),
    "a web page": (lambda: b"<html>" * 1_000, ("not-a-workbook",)),
    "nothing": (lambda: b"", ("not-a-workbook",)),
}
"""What each holds, and the rules one of which refuses it: which limit is met first depends on the machine."""


def million_columns() -> bytes:
    """A form of one question, and a row with a million cells."""
    question = "".join(inline(text, column, 2) for text, column in (("text", "A"), ("a", "B"), ("One", "C")))
    wide = '<row r="3">' + "<c><v>1</v></c>" * 1_000_000 + "</row>"
    return rows(f'{_header()}<row r="2">{question}</row>{wide}')


def with_links() -> bytes:
    """A form of one question with links to a file of the machine and to an address."""
    link = f'<externalLink xmlns="{MAIN}"><externalBook/></externalLink>'
    target = '<Relationship Id="rId1" Type="x" Target="file:///etc/hostname" TargetMode="External"/>'
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    whole = f'<Relationships xmlns="{relations}">{target}</Relationships>'
    return with_parts(
        {
            "xl/externalLinks/externalLink1.xml": link,
            "xl/externalLinks/_rels/externalLink1.xml.rels": whole,
        }
    )


def deep_repeats() -> bytes:
    """A form of 1,000 values in fifteen repeats in one another, each reading others: minutes of work for pyxform."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("survey")
    sheet.append(["type", "name", "label", "calculation"])
    for number in range(15):
        sheet.append(["begin_repeat", f"r{number}", "R"])
    for number in range(1_000):
        text = f"${{q{max(0, number - 1)}}} + ${{q{number // 2}}} + ${{q0}}" if number else "1"
        sheet.append(["calculate", f"q{number}", "Q", text])
    for _ in range(15):
        sheet.append(["end_repeat"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def million_blank_rows() -> bytes:
    """A form of one question with a million rows that hold nothing, and no dimension tag: some 230 kB."""
    question = "".join(inline(text, column, 2) for text, column in (("text", "A"), ("a", "B"), ("One", "C")))
    blank = "".join(f'<row r="{number}"/>' for number in range(3, 1_000_000))
    return rows(f'{_header()}<row r="2">{question}</row>{blank}')


def with_macros() -> bytes:
    """A form of one question with macros beside it."""
    return with_parts({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(1_000)})


def written(folder: Path, content: bytes, name: str = "hostile.xlsx") -> Path:
    """The file that holds a content."""
    path = folder / name
    path.write_bytes(content)
    return path
