"""XML written element by element: every character of a text comes back, but for those that XML has no place for."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def in_xml(text: str) -> str:
    """The text with a sign in the place of each character that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


class Markup:
    """What was written so far."""

    def __init__(self) -> None:
        self._parts = [HEAD]

    def open(self, element: str, /, **attributes: str | int | None) -> None:
        """Begin an element; an attribute that is None is not written."""
        self._parts.append(f"<{element}{_written(attributes)}>")

    def close(self, element: str) -> None:
        """End an element."""
        self._parts.append(f"</{element}>\n")

    def leaf(self, element: str, text: str | None = None, /, **attributes: str | int | None) -> None:
        """An element that holds a text, or nothing."""
        inside = "/>" if text is None else f">{in_xml(text).translate(_TEXT)}</{element}>"
        self._parts.append(f"<{element}{_written(attributes)}{inside}\n")

    def content(self) -> bytes:
        """All of it in UTF-8, without a mark."""
        return "".join(self._parts).encode()


def _written(attributes: dict[str, str | int | None]) -> str:
    return "".join(
        f' {name}="{in_xml(str(said)).translate(_ATTRIBUTE)}"' for name, said in attributes.items() if said is not None
    )
