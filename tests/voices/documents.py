"""Documents made in a test from the XML that the test shows."""

from __future__ import annotations

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def archive_of(parts: dict[str, str | bytes]) -> bytes:
    """A compressed archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return file.getvalue()


def docx(body: str, before: str = "", **parts: str | bytes) -> bytes:
    """A Word document whose body is this XML."""
    types = f'<Types xmlns="{TYPES}"><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    document = f'{before}<w:document xmlns:w="{WORD}" xmlns:mc="{compatibility}"><w:body>{body}</w:body></w:document>'
    return archive_of({"[Content_Types].xml": types, "word/document.xml": document, **parts})


def odt(body: str, **parts: str | bytes) -> bytes:
    """An OpenDocument text whose body is this XML."""
    content = (
        f'<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:text="{OFFICE}:text:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return archive_of({"mimetype": kind, "content.xml": content, **parts})
