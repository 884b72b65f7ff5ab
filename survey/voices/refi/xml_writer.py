"""XML written element by element: every character of a text comes back, but for those that XML has no place for."""

from __future__ import annotations

import io
import re
from xml.sax.saxutils import XMLGenerator, escape

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = {"\r": "&#13;"}
"""Whoever reads XML takes a bare one for a line end; attributes have theirs written so already."""


def in_xml(text: str) -> str:
    """The text with a sign in the place of each character that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


class XmlWriter(XMLGenerator):
    """The writer of the standard library, an element at a time and a line for each."""

    def __init__(self) -> None:
        self._written = io.StringIO()
        super().__init__(self._written, encoding="utf-8", short_empty_elements=True)
        self.startDocument()

    def open(self, element: str, /, **attributes: str | int | None) -> None:
        """Begin an element; an attribute that is None is not written."""
        said = {name: in_xml(str(value)) for name, value in attributes.items() if value is not None}
        self.startElement(element, said)  # type: ignore[arg-type]  # any mapping with items() is taken

    def close(self, element: str) -> None:
        """End an element."""
        self.endElement(element)
        self.ignorableWhitespace("\n")

    def leaf(self, element: str, text: str = "", /, **attributes: str | int | None) -> None:
        """An element that holds a text, or nothing."""
        self.open(element, **attributes)
        if text:
            self.ignorableWhitespace(escape(in_xml(text), _LINE_END))  # written as it is, unlike characters()
        self.close(element)

    def content(self) -> bytes:
        """All of it in UTF-8, without a mark."""
        return self._written.getvalue().encode()
