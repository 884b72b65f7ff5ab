"""A sheet drawn as one HTML page, complete in itself: its own style, its pictures written into it."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from survey.fieldwork.paper.occasion import Occasion
from survey.fieldwork.paper.sheet import Sheet
from survey.fieldwork.paper.square_code import square_code
from survey.fieldwork.paper.words import Words

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
PICTURES = {
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    ".gif": (b"GIF8", "image/gif"),
}
"""How each kind of picture begins, and what it is called."""
FONTS = '"Noto Sans", "Noto Naskh Arabic", "DejaVu Sans", Arial, sans-serif'
LARGEST_PICTURE = 4 * 1024 * 1024
_TAG = re.compile(r"<[^<>]*>")
_UNSAFE = re.compile(r"[^\w !#$%()*+,\-.:;=?@\[\]^`{|}~]")

Beside = Callable[[str], Path | None]
"""The file of that name beside the questionnaire, None when there is none."""


def drawn(sheet: Sheet, occasion: Occasion, words: Words, beside: Beside) -> str:
    """The page; the same sheet gives the same page."""
    template = _environment().get_template("paper/paper.html")
    code = square_code(occasion.link, words) if occasion.link else Markup()
    return template.render(
        sheet=sheet,
        occasion=occasion,
        words=words,
        code=code,
        picture=lambda name: picture(name, beside) if name else "",
        style=_style(sheet, occasion, words),
        lang=_language_of_sentences(words),
        _=words.gettext,
    )


def _language_of_sentences(words: Words) -> Markup:
    """The attributes of sentences of the catalog, where that is not in the language of the questionnaire."""
    if words.interface == words.language.partition("-")[0]:
        return Markup()
    return Markup(' lang="{}"').format(words.interface)


def _style(sheet: Sheet, occasion: Occasion, words: Words) -> Markup:
    """The style of the page, with what stands above and below each: the title, whose it is, and the number."""
    above = f"{sheet.title} – {occasion.participant}" if occasion.participant else str(sheet.title)
    start = "right" if words.direction == "rtl" else "left"
    common = f"direction: {words.direction}; font: 11pt {FONTS};"
    margins = (
        f"@page {{ @bottom-center {{ content: {page_numbers(words)}; {common} }} }}\n"
        f'@page {{ @top-{start} {{ content: "{css_text(above)}"; {common} }} }}\n'
    )
    own = (TEMPLATES / "paper" / "paper.css").read_text("utf-8")
    return Markup(f"<style>\n{margins}{own}</style>")  # noqa: S704 - texts in it are escaped for style sheets


def page_numbers(words: Words) -> Markup:
    """What stands below each page, in the words of a style sheet: ``"Page " counter(page) " of " counter(pages)``."""
    before, between, after = re.split(
        "[\x00\x01]", str(words.gettext("Page %(page)s of %(pages)s", page="\x00", pages="\x01"))
    )
    return Markup('"{}" counter(page) "{}" counter(pages) "{}"').format(*map(css_text, (before, between, after)))


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["css_text"] = css_text
    return made


def css_text(text: str) -> Markup:
    """A text within quotation marks of a style sheet: whatever could end it is written by its number."""
    plain = html.unescape(_TAG.sub("", text))
    return Markup(_UNSAFE.sub(lambda found: f"\\{ord(found[0]):x} ", plain))  # noqa: S704 - escaped here


def picture(name: str, beside: Beside) -> str:
    """A picture as an address that holds it whole; '' when it is lacking, too large or no picture."""
    begins, kind = PICTURES.get(Path(name).suffix.lower(), (b"", ""))
    file = beside(name) if kind else None
    if file is None:
        return ""
    try:
        if file.stat().st_size > LARGEST_PICTURE:
            return ""
        content = file.read_bytes()
    except OSError:
        return ""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}" if content.startswith(begins) else ""
